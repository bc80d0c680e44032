/** @file What the strip picture of a dialogue shows of each turn. Pure. */
import type { Turn } from '#shared/domain/dialogue';
import { strategyColor } from '../../components/strategy-look';

export interface StripCell {
  readonly isSupporter: boolean;
  /** Of the strategy; null where none is known. */
  readonly color: string | null;
  /** Share of the seeker's lane that is filled: the emotion's intensity, where it is labelled. */
  readonly intensity: number | null;
  readonly title: string;
}

export function stripCells(turns: readonly Turn[]): StripCell[] {
  return turns.map((turn, index) => ({
    isSupporter: turn.speaker === 'supporter',
    color: turn.strategy === undefined ? null : strategyColor(turn.strategy),
    intensity: turn.state?.emotionIntensity === undefined ? null : turn.state.emotionIntensity / 5,
    title: turnTitle(turn, index + 1),
  }));
}

/** "Turn 12, supporter, Question": for the picture and whoever hears it. */
export function turnTitle(turn: Turn, number: number): string {
  const parts = [`Turn ${number}`, turn.speaker];
  if (turn.strategy !== undefined) parts.push(turn.strategy);
  if (turn.unknownStrategy !== undefined) parts.push(`unknown strategy ${turn.unknownStrategy}`);
  if (turn.feedback !== undefined) parts.push(`feedback ${turn.feedback} of 5`);
  if (turn.state?.emotionIntensity !== undefined) parts.push(`emotion intensity ${turn.state.emotionIntensity} of 5`);
  return parts.join(', ');
}
