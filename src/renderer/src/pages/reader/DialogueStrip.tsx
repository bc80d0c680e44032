/**
 * @file The dialogue in one strip: supporter turns above in the colour of their strategy, seeker turns below with the intensity of the emotion.
 * A slider over the turns: click, drag or arrow keys go there.
 */
import { type KeyboardEvent, type PointerEvent, useMemo } from 'react';
import { Box } from '@mui/material';
import type { Turn } from '#shared/domain/dialogue';
import { type StripCell, stripCells, turnTitle } from './strip-cells';

export interface DialogueStripProps {
  turns: readonly Turn[];
  current: number;
  /** Numbers of the turns in which the search was found. */
  matches: ReadonlySet<number>;
  onGo: (turn: number) => void;
}

const laneHeightPx = 16;
const gapPx = 3;
const heightPx = 2 * laneHeightPx + gapPx;
const maxCellPx = 26;
/** No strategy's colour, so that a seeker's turn is never taken for a supporter's. */
const intensityColor = 'var(--solace-palette-text-primary)';

export function DialogueStrip({ turns, current, matches, onGo }: DialogueStripProps) {
  const cells = useMemo(() => stripCells(turns), [turns]);
  const currentTurn = turns[current - 1];
  const goToPointer = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onGo(Math.max(1, Math.min(turns.length, Math.ceil(((event.clientX - left) / width) * turns.length))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedTo(event.key, { current, count: turns.length });
    if (next === null) return;
    event.preventDefault();
    onGo(next);
  };
  return (
    <Box
      role="slider"
      aria-label="Turns of this dialogue"
      aria-valuemin={1}
      aria-valuemax={turns.length}
      aria-valuenow={current}
      aria-valuetext={currentTurn === undefined ? undefined : turnTitle(currentTurn, current)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        goToPointer(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) goToPointer(event);
      }}
      sx={{ width: '100%', maxWidth: turns.length * maxCellPx, height: heightPx + 10, pt: '3px', cursor: 'pointer', touchAction: 'none' }}
    >
      <svg aria-hidden width="100%" height={heightPx} viewBox={`0 0 ${turns.length} ${heightPx}`} preserveAspectRatio="none" style={{ display: 'block', overflow: 'visible' }}>
        {cells.map((cell, index) => (
          <Cell key={index} cell={cell} x={index} isMatch={matches.has(index + 1)} />
        ))}
        <rect x={current - 1} y={-2.5} width={1} height={heightPx + 5} fill="none" stroke="var(--solace-palette-text-primary)" strokeWidth={1.5} vectorEffect="non-scaling-stroke" rx={0} />
      </svg>
    </Box>
  );
}

function Cell({ cell, x, isMatch }: { cell: StripCell; x: number; isMatch: boolean }) {
  const { isSupporter, color, intensity, title } = cell;
  const laneTop = isSupporter ? 0 : laneHeightPx + gapPx;
  const height = isSupporter ? laneHeightPx : laneHeightPx * (intensity ?? 0.5);
  const fill = isSupporter ? (color ?? 'var(--solace-palette-hairlineStrong)') : intensity === null ? 'var(--solace-palette-hairlineStrong)' : intensityColor;
  return (
    <g>
      <title>{title}</title>
      <rect x={x} y={0} width={1} height={heightPx} fill="transparent" />
      {isMatch && <rect x={x + 0.08} y={heightPx + 2} width={0.84} height={3} fill="var(--solace-palette-warning-main)" />}
      <rect x={x + 0.08} y={isSupporter ? laneTop : laneTop + laneHeightPx - height} width={0.84} height={height} fill={fill} opacity={(isSupporter ? color : intensity) === null ? 0.55 : isSupporter ? 0.92 : 0.62} />
    </g>
  );
}

function movedTo(key: string, at: { current: number; count: number }): number | null {
  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
  const step = steps[key];
  return step === undefined ? null : Math.max(1, Math.min(at.count, at.current + step));
}
