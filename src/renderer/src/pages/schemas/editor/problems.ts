/** @file What is wrong with the draft, handed down to whatever shows a part of it. */
import { createContext, useContext } from 'react';

export interface Problems {
  readonly all: ReadonlyMap<string, string>;
  /** How often saving was tried: from the first time on, everything that is wrong is shown. */
  readonly attempts: number;
}

export const ProblemsContext = createContext<Problems>({ all: new Map(), attempts: 0 });

export function useProblems(): Problems {
  return useContext(ProblemsContext);
}
