/** @file The scripted persons: who they are by model name, and how their seeded differences come about. No language model anywhere. */
import { createHash } from 'node:crypto';

export interface ScriptedPerson {
  readonly model: string;
  /** Share of labels in which the person departs from what the rules say. */
  readonly waywardness: number;
}

const persons: readonly ScriptedPerson[] = [
  { model: 'scripted-a', waywardness: 0.1 },
  { model: 'scripted-b', waywardness: 0.18 },
  { model: 'scripted-c', waywardness: 0.26 },
];

/** Any other name is a person of its own, as wayward as the second. */
export function scriptedPerson(model: string): ScriptedPerson {
  return persons.find((one) => one.model === model) ?? { model, waywardness: 0.18 };
}

/** The same number in [0, 1) for the same parts, everywhere and always. */
export function chance(...parts: readonly (string | number)[]): number {
  return createHash('sha256').update(JSON.stringify(parts)).digest().readUInt32BE() / 4294967296;
}

export function chooseBy<T>(number: number, values: readonly T[]): T {
  const value = values[Math.min(values.length - 1, Math.floor(number * values.length))];
  if (value === undefined) throw new Error('there is nothing to choose from');
  return value;
}
