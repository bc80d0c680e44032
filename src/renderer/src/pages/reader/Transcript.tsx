/** @file The turns of a dialogue as a list. A very long one is drawn in portions, so that it opens at once. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Box, Button } from '@mui/material';
import type { Turn } from '#shared/domain/dialogue';
import { countOf } from '../../components/format';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { ReaderTurn, turnElementId } from './ReaderTurn';
import type { TurnPlace } from './use-turn-place';

export interface TranscriptProps {
  turns: readonly Turn[];
  place: TurnPlace;
  matches: readonly number[];
  mark: (text: string) => string;
  isBlurred: boolean;
}

const portion = 300;

export function Transcript({ turns, place, matches, mark, isBlurred }: TranscriptProps) {
  const { current, goTo, isChosen } = place;
  const [drawnTurns, setDrawnTurns] = useState(portion);
  const drawn = turns.slice(0, Math.max(drawnTurns, Math.ceil(current / portion) * portion));
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const toggle = useCallback((number: number) => setOpened((now) => (now.has(number) ? new Set([...now].filter((one) => one !== number)) : new Set([...now, number]))), []);
  useScrolling(current, isChosen);

  const move = (turn: number | undefined) => {
    if (turn === undefined) return;
    goTo(turn);
    // The turn may only be drawn by the change above.
    requestAnimationFrame(() => document.getElementById(turnElementId(Math.max(1, Math.min(turns.length, turn))))?.focus({ preventScroll: true }));
  };
  useShortcuts('Turns', [
    { keys: ['j', 'ArrowDown'], label: 'Next turn', run: () => move(isChosen ? current + 1 : current) },
    { keys: ['k', 'ArrowUp'], label: 'Previous turn', run: () => move(current - 1) },
    { keys: 'Home', label: 'First turn', run: () => move(1) },
    { keys: 'End', label: 'Last turn', run: () => move(turns.length) },
    { keys: 'a', label: 'Replies not preferred, open or close', run: () => toggle(current) },
  ]);
  useShortcuts(
    'Turns',
    [
      { keys: 'n', label: 'Next match', run: () => move(matches.find((turn) => turn > current) ?? matches[0]) },
      { keys: 'N', label: 'Previous match', run: () => move(matches.findLast((turn) => turn < current) ?? matches.at(-1)) },
    ],
    { isOff: matches.length === 0 },
  );
  return (
    <>
      <Box component="ol" aria-label="Transcript" sx={{ m: 0, p: 0, mx: -1 }}>
        {drawn.map((turn, index) => (
          <ReaderTurn
            key={index}
            turn={turn}
            number={index + 1}
            isContinued={index > 0 && turns[index - 1]?.speaker === turn.speaker}
            isCurrent={index + 1 === current}
            isBlurred={isBlurred}
            isOpened={opened.has(index + 1)}
            mark={mark}
            onFocus={goTo}
            onToggleAlternatives={toggle}
          />
        ))}
      </Box>
      {drawn.length < turns.length && (
        <Button variant="outlined" onClick={() => setDrawnTurns(drawn.length + portion)} sx={{ mt: 2 }}>
          Show {countOf(Math.min(portion, turns.length - drawn.length), 'more turn')} of {turns.length - drawn.length}
        </Button>
      )}
    </>
  );
}

/** The place asked for by the address comes to the middle; later moves scroll as little as they can. */
function useScrolling(current: number, isChosen: boolean): void {
  const isFirst = useRef(true);
  useEffect(() => {
    if (isChosen) document.getElementById(turnElementId(current))?.scrollIntoView({ block: isFirst.current ? 'center' : 'nearest' });
    isFirst.current = false;
  }, [current, isChosen]);
}
