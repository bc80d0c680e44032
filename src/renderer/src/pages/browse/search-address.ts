/**
 * @file A search for dialogues as the query string of an address, and back. What an address says wrongly is passed over.
 * The browser and the reader share it, so that a dialogue opened from a result knows what stands before and after it. Pure.
 */
import { DialogueFilter, DialogueSort } from '#shared/contracts/dialogues';
import type { Parsed } from '#shared/contracts/index';

export type SortOrder = Parsed<'dialogues.search'>['sort'];

export interface DialogueSearch {
  readonly filter: DialogueFilter;
  readonly sort: SortOrder;
}

const lists = ['corpora', 'strategies', 'emotions', 'problems'] as const;
const ranges = ['turns', 'feedback'] as const;

/** `q` text · `corpora`, `strategies`, `emotions`, `problems` once a value · `split=set:part` · `turns=10..20` · `feedback=3..` · `sort`. */
export function readSearch(params: URLSearchParams): DialogueSearch {
  const filter = acceptedFilter({
    text: params.get('q') ?? undefined,
    corpora: params.getAll('corpora').map(Number),
    strategies: params.getAll('strategies'),
    emotions: params.getAll('emotions'),
    problems: params.getAll('problems'),
    split: readSplit(params.get('split')),
    turns: readRange(params.get('turns')),
    feedback: readRange(params.get('feedback')),
  });
  const sort = DialogueSort.safeParse(params.get('sort'));
  return { filter, sort: sort.success ? sort.data : naturalSort(filter) };
}

export function writeSearch({ filter, sort }: DialogueSearch): URLSearchParams {
  const params = new URLSearchParams();
  const text = filter.text?.trim() ?? '';
  if (text !== '') params.set('q', text);
  for (const key of lists) for (const value of filter[key] ?? []) params.append(key, String(value));
  if (filter.split !== undefined) params.set('split', `${filter.split.splitSetId}:${filter.split.part}`);
  for (const key of ranges) {
    const { from, to } = filter[key] ?? {};
    if (from !== undefined || to !== undefined) params.set(key, `${from ?? ''}..${to ?? ''}`);
  }
  if (sort !== naturalSort(filter)) params.set('sort', sort);
  return params;
}

/** The order that nobody has to ask for: the best match first where words are searched, else as the corpora stand. */
export function naturalSort(filter: DialogueFilter): SortOrder {
  return filter.text === undefined ? 'corpus' : 'relevance';
}

export function isFiltered(filter: DialogueFilter): boolean {
  return writeSearch({ filter, sort: 'corpus' }).keys().some((key) => key !== 'sort');
}

/** The filter with some fields changed; what becomes empty is left away, so that equal filters are written equally. */
export function withFilter(search: DialogueSearch, change: Partial<DialogueFilter>): DialogueSearch {
  const filter = acceptedFilter({ ...search.filter, ...change });
  return { filter, sort: search.sort === naturalSort(search.filter) ? naturalSort(filter) : search.sort };
}

function acceptedFilter(fields: { readonly [K in keyof DialogueFilter]: unknown }): DialogueFilter {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0) && !isEmptyRange(value));
  const wrong = new Set<unknown>(DialogueFilter.safeParse(Object.fromEntries(filled)).error?.issues.map(({ path }) => path[0]));
  return DialogueFilter.parse(Object.fromEntries(filled.filter(([key]) => !wrong.has(key))));
}

function isEmptyRange(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((part) => part === undefined);
}

function readSplit(text: string | null): unknown {
  const found = /^(\d+):(.+)$/.exec(text ?? '');
  return found === null ? undefined : { splitSetId: Number(found[1]), part: found[2] };
}

function readRange(text: string | null): unknown {
  const found = /^([\d.]*?)\.\.([\d.]*)$/.exec(text ?? '');
  if (found === null) return undefined;
  const [from, to] = [found[1], found[2]].map((part) => (part === undefined || part === '' ? undefined : Number(part)));
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}
