/**
 * @file The planner's examples (spec E-3): every supporter turn with a strategy and something said before it. The state is that of the nearest
 * seeker turn before. Knows no tokens and no network.
 */
import type { Speaker } from '#shared/domain/dialogue';
import type { PlannerState } from '#shared/domain/planner';

export interface PlannerTurn {
  readonly speaker: Speaker;
  readonly text: string;
  /** Of a supporter turn: a label of the corpus's vocabulary. */
  readonly strategy?: string | undefined;
  /** Of a seeker turn. */
  readonly state?: PlannerState | undefined;
}

export interface PlannerDialogue {
  readonly id: number;
  readonly turns: readonly PlannerTurn[];
}

export interface PlannerSample {
  readonly dialogueId: number;
  /** Index of the supporter turn to plan. */
  readonly turn: number;
  /** All turns before it. */
  readonly history: readonly PlannerTurn[];
  /** Undefined where the nearest seeker turn before has no label. */
  readonly state: PlannerState | undefined;
  readonly strategy: string;
}

export interface SampleOptions {
  /** Leaves out turns whose nearest seeker turn has no state, so that a run with states and its ablation see the same examples. */
  readonly needsState: boolean;
  /** Leaves out turns that follow another supporter turn, as the test generation of ESCA does. */
  readonly skipsAfterSupporter: boolean;
}

/** Supporter turns that are no examples, by reason. */
export interface LeftOut {
  readonly withoutStrategy: number;
  /** Nothing was said before, or only by the supporter: there is no state yet. Left out without states too, for the same reason as above. */
  readonly beforeSeeker: number;
  readonly withoutState: number;
  readonly afterSupporter: number;
}

export interface Samples {
  readonly samples: readonly PlannerSample[];
  readonly leftOut: LeftOut;
}

/** In the order of the dialogues and their turns. */
export function buildSamples(dialogues: readonly PlannerDialogue[], options: SampleOptions): Samples {
  const leftOut = { withoutStrategy: 0, beforeSeeker: 0, withoutState: 0, afterSupporter: 0 };
  const samples = dialogues.flatMap(({ id, turns }) =>
    turns.flatMap((turn, index): PlannerSample[] => {
      if (turn.speaker !== 'supporter') return [];
      const history = turns.slice(0, index);
      const seekerTurn = nearestSeekerTurn(history);
      const state = seekerTurn?.state;
      const reason = reasonToLeaveOut({ turn, history, seekerTurn }, options);
      if (reason !== undefined || turn.strategy === undefined) {
        leftOut[reason ?? 'withoutStrategy'] += 1;
        return [];
      }
      return [{ dialogueId: id, turn: index, history, state, strategy: turn.strategy }];
    }),
  );
  return { samples, leftOut };
}

export function nearestSeekerTurn(history: readonly PlannerTurn[]): PlannerTurn | undefined {
  return history.findLast(({ speaker }) => speaker === 'seeker');
}

interface Candidate {
  readonly turn: PlannerTurn;
  readonly history: readonly PlannerTurn[];
  readonly seekerTurn: PlannerTurn | undefined;
}

function reasonToLeaveOut({ turn, history, seekerTurn }: Candidate, { needsState, skipsAfterSupporter }: SampleOptions): keyof LeftOut | undefined {
  if (turn.strategy === undefined) return 'withoutStrategy';
  if (seekerTurn === undefined) return 'beforeSeeker';
  if (needsState && seekerTurn.state === undefined) return 'withoutState';
  return skipsAfterSupporter && history.at(-1)?.speaker === 'supporter' ? 'afterSupporter' : undefined;
}
