/** @file Which turn is being read: kept in the address, so that a link or a reload comes back to it. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';

export interface TurnPlace {
  /** Counts from 1. */
  readonly current: number;
  /** Whether the person has been anywhere: before that nothing is scrolled. */
  readonly isChosen: boolean;
  readonly goTo: (turn: number) => void;
  /** The query string that reopens this place. */
  readonly query: string;
}

/** Browsers refuse too many changes of the address; what is passed over quickly is not written. */
const pauseMs = 250;

export function useTurnPlace(turnCount: number, firstTurn: number): TurnPlace {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const asked = Number(params.get('turn') ?? Number.NaN);
  const isAsked = Number.isInteger(asked) && asked >= 1 && asked <= turnCount;
  const [current, setCurrent] = useState(isAsked ? asked : firstTurn);
  const [isChosen, setIsChosen] = useState(isAsked || firstTurn > 1);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const query = withTurn(params, current);
  const goTo = useCallback(
    (turn: number) => {
      const next = Math.max(1, Math.min(turnCount, turn));
      setCurrent(next);
      setIsChosen(true);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void navigate({ search: withTurn(params, next) }, { replace: true }), pauseMs);
    },
    [navigate, params, turnCount],
  );
  return { current, isChosen, goTo, query };
}

function withTurn(params: URLSearchParams, turn: number): string {
  const next = new URLSearchParams(params);
  next.set('turn', String(turn));
  return next.toString();
}
