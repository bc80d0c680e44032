/** @file Items as rows of a CSV file, one an item. Pure. */
import type { ItemScores, Measurement } from '#shared/contracts/measure';
import type { KeptItem } from '../../jobs/tasks/measure/request';

type Cell = string | number | null;

const scoreNames = ['bleu1', 'bleu2', 'bleu3', 'bleu4', 'rougeL', 'rougeLF1', 'cider', 'unigramF1', 'length'] as const;
/** Between the references of one item. */
const separator = ' ||| ';

const headers: Readonly<Record<Measurement['kind'], readonly string[]>> = {
  nlg: ['position', 'hypothesis', 'references', ...scoreNames],
  comparison: ['position', 'a', 'b', 'references', ...scoreNames.map((name) => `a.${name}`), ...scoreNames.map((name) => `b.${name}`)],
  strategy: ['position', 'gold', 'predicted', 'written', 'dialogue'],
  agreement: ['position', 'item', 'agreement', 'ratings'],
};

export function itemHeader({ kind }: Measurement): readonly string[] {
  return headers[kind];
}

export function itemRow(item: KeptItem, position: number): readonly Cell[] {
  switch (item.kind) {
    case 'nlg':
      return [position, item.hypothesis, item.references.join(separator), ...scoreCells(item.scores)];
    case 'comparison':
      return [position, item.a.text, item.b.text, item.references.join(separator), ...scoreCells(item.a.scores), ...scoreCells(item.b.scores)];
    case 'strategy':
      return [position, item.gold, item.predicted, item.written, item.dialogue ?? null];
  }
  return [position, item.item, item.agreement, item.ratings.map(({ rater, label }) => `${rater}: ${label}`).join('; ')];
}

function scoreCells({ bleu, rougeL, rougeLF1, cider, unigramF1, length }: ItemScores): Cell[] {
  return [bleu[1], bleu[2], bleu[3], bleu[4], rougeL, rougeLF1, cider, unigramF1, length];
}
