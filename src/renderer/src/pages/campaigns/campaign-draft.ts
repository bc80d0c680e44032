/** @file A campaign while it is being written: what it needs, what it will ask of whom, and the request that makes it. Pure. */
import { type CampaignOptions, campaignsContract, type Sampling } from '#shared/contracts/campaigns';
import type { Input } from '#shared/contracts/index';
import type { CorpusId, LabelSetId, PersonId, SplitSetId } from '#shared/domain/ids';
import type { CampaignMode } from '#shared/domain/review/decisions';

export interface CampaignDraft {
  readonly name: string;
  readonly corpusId: CorpusId | null;
  readonly labelSetId: LabelSetId | null;
  readonly mode: CampaignMode;
  readonly split: { readonly splitSetId: SplitSetId; readonly part: string } | null;
  readonly kind: Sampling['kind'];
  readonly count: string;
  /** Of the strata or the disagreement; empty: all fields. */
  readonly field: string;
  readonly allocation: 'proportional' | 'equal';
  readonly seed: string;
  /** Null: all of the schema. */
  readonly fields: readonly string[] | null;
  readonly people: readonly PersonId[];
  readonly annotatorsPerItem: string;
  /** In percent; empty for none. */
  readonly repeatPercent: string;
  readonly goldSetId: LabelSetId | null;
  readonly goldPercent: string;
  readonly options: CampaignOptions;
  readonly opensAtOnce: boolean;
}

export function emptyDraft(): CampaignDraft {
  return {
    name: '',
    corpusId: null,
    labelSetId: null,
    mode: 'validate',
    split: null,
    kind: 'random',
    count: '100',
    field: '',
    allocation: 'proportional',
    seed: '13',
    fields: null,
    people: [],
    annotatorsPerItem: '3',
    repeatPercent: '',
    goldSetId: null,
    goldPercent: '10',
    options: { proposals: 'values', blursText: false, order: 'shuffled', breakReminderMinutes: 25 },
    opensAtOnce: true,
  };
}

/** What is still missing, as a sentence; null when it can be made. */
export function missingIn(draft: CampaignDraft): string | null {
  if (draft.corpusId === null) return 'Choose a corpus.';
  if (draft.labelSetId === null && draft.mode === 'validate') return 'Validating needs proposed labels: choose a label set.';
  if (draft.labelSetId === null && draft.kind !== 'random') return 'Sampling by labels needs a label set.';
  if (draft.kind === 'stratified' && draft.field === '') return 'Choose the field to draw by.';
  if (draft.fields?.length === 0) return 'Choose at least one field.';
  if (draft.people.length > 0 && draft.people.length < Number(draft.annotatorsPerItem)) return `Every turn goes to ${draft.annotatorsPerItem} people: choose as many, or give it to fewer.`;
  const checked = campaignsContract['campaigns.create'].input.safeParse(requestOf(draft));
  return checked.success ? null : (checked.error.issues[0]?.message ?? 'Something is missing.');
}

export function requestOf(draft: CampaignDraft): Partial<Input<'campaigns.create'>> {
  return {
    name: draft.name,
    ...(draft.corpusId !== null && { corpusId: draft.corpusId }),
    labelSetId: draft.labelSetId,
    mode: draft.mode,
    ...(draft.fields !== null && { fields: [...draft.fields] }),
    sampling: samplingOf(draft),
    ...(draft.split !== null && { split: draft.split }),
    seed: Number(draft.seed),
    annotatorsPerItem: Number(draft.annotatorsPerItem),
    repeats: draft.repeatPercent === '' || Number(draft.repeatPercent) === 0 ? null : { share: Number(draft.repeatPercent) / 100 },
    goldChecks: draft.goldSetId === null ? null : { labelSetId: draft.goldSetId, share: Number(draft.goldPercent) / 100 },
    options: draft.options,
  };
}

function samplingOf({ kind, count: text, field, allocation }: CampaignDraft): Input<'campaigns.create'>['sampling'] {
  const count = Number(text);
  if (kind === 'stratified') return { kind, count, field, allocation };
  return kind === 'disagreement' ? { kind, count, ...(field !== '' && { field }) } : { kind, count };
}

export interface Workload {
  readonly turns: number;
  readonly reviews: number;
  /** For one person, rounded; null before people are chosen. */
  readonly each: { readonly items: number; readonly repeats: number; readonly checks: number } | null;
}

export function workloadOf({ count, annotatorsPerItem, people, repeatPercent, goldSetId, goldPercent }: CampaignDraft): Workload {
  const turns = Math.max(0, Math.trunc(Number(count)) || 0);
  const reviews = turns * (Number(annotatorsPerItem) || 0);
  if (people.length === 0) return { turns, reviews, each: null };
  const items = Math.round(reviews / people.length);
  const share = (percent: string) => (Number(percent) || 0) / 100;
  return { turns, reviews, each: { items, repeats: Math.round(items * share(repeatPercent)), checks: goldSetId === null ? 0 : Math.max(1, Math.round(turns * share(goldPercent))) } };
}

/** How many of each value a sample by label will hold, as the workbench draws it: by largest remainders, or one after the other in turns. */
export function strataOf(counts: readonly { value: string; count: number }[], { count: text, allocation }: Pick<CampaignDraft, 'count' | 'allocation'>): { value: string; wanted: number; available: number }[] {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const wanted = Math.min(Number(text) || 0, total);
  const strata = counts.filter(({ count }) => count > 0).map(({ value, count }) => ({ value, available: count, wanted: allocation === 'equal' ? 0 : Math.floor((wanted * count) / total) }));
  const remainder = ({ available }: { available: number }) => (allocation === 'equal' ? 0 : (wanted * available) % total);
  const inTurn = strata.toSorted((a, b) => remainder(b) - remainder(a));
  let missing = wanted - strata.reduce((sum, one) => sum + one.wanted, 0);
  while (missing > 0) {
    for (const one of inTurn) {
      if (missing === 0 || one.wanted >= one.available) continue;
      one.wanted += 1;
      missing -= 1;
    }
  }
  return strata;
}
