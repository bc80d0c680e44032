/**
 * @file Builds a strategy test set in the manner of Kang et al. (2024; spec M-7): for a supporter turn that answers a seeker turn, a window of
 * the 5 to 15 utterances before it, of seeded random length. The published builder is not public; this recipe is ours.
 */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { createRandom } from '#shared/domain/random';

export interface StrategyTestItem {
  readonly dialogue: number;
  /** Index of the answered-for supporter turn in its dialogue. */
  readonly turn: number;
  /** The utterances before it; the last is a seeker's, supporter turns keep their strategy. */
  readonly context: readonly Turn[];
  readonly gold: string;
  readonly response: string;
}

export interface StrategyTestSetOptions {
  readonly seed: number;
  /** Utterances of context, both included; default 5 to 15. */
  readonly shortest?: number;
  readonly longest?: number;
  /** At most so many items with the strategy Others from one dialogue; default no cap. */
  readonly mostOthersPerDialogue?: number;
}

/** In the order of the dialogues and their turns. Turns without a strategy are passed over. */
export function buildStrategyTestSet(dialogues: readonly Pick<Dialogue, 'turns'>[], options: StrategyTestSetOptions): StrategyTestItem[] {
  const { seed, shortest = 5, longest = 15, mostOthersPerDialogue = Infinity } = options;
  const random = createRandom(seed);
  return dialogues.flatMap(({ turns }, dialogue) => {
    let others = 0;
    return turns.flatMap((turn, index): StrategyTestItem[] => {
      if (turn.speaker !== 'supporter' || turn.strategy === undefined) return [];
      if (index < shortest || turns[index - 1]?.speaker !== 'seeker') return [];
      if (turn.strategy === 'Others') {
        if (others >= mostOthersPerDialogue) return [];
        others += 1;
      }
      const length = shortest + random.integer(Math.min(longest, index) - shortest + 1);
      return [{ dialogue, turn: index, context: turns.slice(index - length, index), gold: turn.strategy, response: turn.text }];
    });
  });
}
