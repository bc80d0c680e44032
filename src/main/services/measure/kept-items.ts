/** @file Items between the worker, the store and the pages: what they are sorted by, and how they are shown with their matches. */
import type { ItemScores, MeasuredItem, Measurement, NlgOptions } from '#shared/contracts/measure';
import type { KeptItem } from '../../jobs/tasks/measure/request';
import type { NewItem, StoredItem } from '../../store/measurement-repository';
import { locateMatches } from './locate-matches';

export function storedItem(item: KeptItem): NewItem {
  switch (item.kind) {
    case 'nlg':
      return { content: item, scores: sortScores(item.scores) };
    case 'comparison':
      return { content: item, scores: differences(sortScores(item.a.scores), sortScores(item.b.scores)) };
    case 'strategy':
      return { content: item, scores: {}, gold: item.gold, predicted: item.predicted };
  }
  return { content: item, scores: { agreement: item.agreement } };
}

/** As this module stored it. */
export function keptItem({ content }: StoredItem): KeptItem {
  return content as KeptItem;
}

export function shownItem(measurement: Measurement, stored: StoredItem): MeasuredItem {
  const item = keptItem(stored);
  const { position } = stored;
  switch (item.kind) {
    case 'nlg':
      return { kind: 'nlg', position, ...shownText({ text: item.hypothesis, scores: item.scores }, item.references, profileOf(measurement)), references: item.references };
    case 'comparison': {
      const profile = profileOf(measurement);
      return { kind: 'comparison', position, references: item.references, a: shownText(item.a, item.references, profile), b: shownText(item.b, item.references, profile) };
    }
    case 'strategy': {
      const { gold, predicted, written, dialogue } = item;
      return { kind: 'strategy', position, gold, predicted, written, ...(dialogue === undefined ? {} : { dialogue }) };
    }
  }
  return { kind: 'agreement', position, item: item.item, agreement: item.agreement, ratings: item.ratings.map(({ rater, label }) => ({ rater, label })) };
}

function shownText({ text, scores }: { text: string; scores: ItemScores }, references: readonly string[], profile: NlgOptions['profile']): Pick<Extract<MeasuredItem, { kind: 'nlg' }>, 'text' | 'scores' | 'matches'> {
  return { text, scores, matches: locateMatches({ hypothesis: text, references }, profile) };
}

function profileOf(measurement: Measurement): NlgOptions['profile'] {
  return measurement.kind === 'nlg' || measurement.kind === 'comparison' ? measurement.options.profile : 'nlgeval';
}

type SortScores = Readonly<Record<string, number>>;

/** By the names of `ItemSort`. */
function sortScores({ bleu, ...scores }: ItemScores): SortScores {
  return { bleu1: bleu[1], bleu2: bleu[2], bleu3: bleu[3], bleu4: bleu[4], ...scores };
}

function differences(a: SortScores, b: SortScores): SortScores {
  return Object.fromEntries(Object.entries(a).map(([name, value]) => [name, value - (b[name] ?? 0)]));
}
