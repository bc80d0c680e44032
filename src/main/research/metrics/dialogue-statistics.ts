/** @file Size, lengths and label counts of a set of dialogues: the statistics table of CSO (spec C-8). A word is what white space separates. */
import type { Dialogue, Turn } from '#shared/domain/dialogue';
import { words } from './tokenize-treebank';

export interface DialogueStatistics {
  readonly dialogues: number;
  readonly utterances: number;
  readonly seekerTurns: number;
  readonly supporterTurns: number;
  readonly utterancesPerDialogue: number;
  readonly wordsPerUtterance: { readonly all: number; readonly seeker: number; readonly supporter: number };
  /** Replies that were written but not preferred, which no other field counts. */
  readonly alternatives: number;
  readonly wordsPerAlternative: number;
  /** Supporter turns a strategy. */
  readonly strategies: Readonly<Record<string, number>>;
}

/** Means over nothing are 0. */
export function dialogueStatistics(dialogues: readonly Pick<Dialogue, 'turns'>[]): DialogueStatistics {
  const turns = dialogues.flatMap((dialogue) => dialogue.turns);
  const seeker = turns.filter((turn) => turn.speaker === 'seeker');
  const supporter = turns.filter((turn) => turn.speaker === 'supporter');
  const alternatives = turns.flatMap((turn) => turn.alternatives ?? []);
  return {
    dialogues: dialogues.length,
    utterances: turns.length,
    seekerTurns: seeker.length,
    supporterTurns: supporter.length,
    utterancesPerDialogue: perOne(turns.length, dialogues.length),
    wordsPerUtterance: { all: meanWords(turns), seeker: meanWords(seeker), supporter: meanWords(supporter) },
    alternatives: alternatives.length,
    wordsPerAlternative: meanWords(alternatives),
    strategies: strategyCounts(supporter),
  };
}

function meanWords(texts: readonly { readonly text: string }[]): number {
  return perOne(texts.reduce((sum, { text }) => sum + words(text).length, 0), texts.length);
}

function strategyCounts(turns: readonly Turn[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { strategy } of turns) {
    if (strategy !== undefined) counts.set(strategy, (counts.get(strategy) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

function perOne(total: number, count: number): number {
  return count === 0 ? 0 : total / count;
}
