/** @file The table of runs in its address: what is filtered, sorted and grouped by. What an address says wrongly is passed over. Pure. */
import { RunFilter, RunSort } from '#shared/contracts/runs';
import type { Json } from '#shared/domain/json';
import { isSameJson } from '#shared/domain/runs/config-paths';

export interface RunsView {
  readonly filter: RunFilter;
  readonly sort: RunSort;
  readonly order: 'ascending' | 'descending';
  /** Path of the option whose values part the rows. */
  readonly group: string | null;
}

export type OptionFilter = NonNullable<RunFilter['config']>[number];

export const newestFirst: RunSort = { by: 'column', key: 'id' };

/** `q` text · `kind`, `state`, `tag` once a value · `parent=none` or a sweep's number · `where=path=value` in JSON · `group` · `sort=best:valid/f1` · `order`. */
export function readRunsView(params: URLSearchParams): RunsView {
  const filter = acceptedFilter({
    text: params.get('q') ?? undefined,
    kinds: params.getAll('kind'),
    states: params.getAll('state'),
    tags: params.getAll('tag'),
    parentId: readParent(params.get('parent')),
    config: readOptions(params.getAll('where')),
  });
  const group = params.get('group');
  const sort = readSort(params.get('sort')) ?? (group === null ? newestFirst : ({ by: 'config', key: group } as const));
  return { filter, sort, order: readOrder(params.get('order'), sort), group };
}

export function writeRunsView({ filter, sort, order, group }: RunsView): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.text !== undefined && filter.text.trim() !== '') params.set('q', filter.text);
  for (const kind of filter.kinds ?? []) params.append('kind', kind);
  for (const state of filter.states ?? []) params.append('state', state);
  for (const tag of filter.tags ?? []) params.append('tag', tag);
  if (filter.parentId !== undefined) params.set('parent', filter.parentId === null ? 'none' : String(filter.parentId));
  for (const { path, values } of filter.config ?? []) for (const value of values) params.append('where', `${path}=${JSON.stringify(value)}`);
  if (group !== null) params.set('group', group);
  const isNatural = isSameJson(sort, group === null ? newestFirst : { by: 'config', key: group });
  if (!isNatural) params.set('sort', `${sort.by}:${sort.key}`);
  if (order !== naturalOrder(sort)) params.set('order', order);
  return params;
}

/** The view with another filter; what becomes empty is left away, so that equal filters are written equally. */
export function withFilter(view: RunsView, change: Partial<RunFilter>): RunsView {
  return { ...view, filter: acceptedFilter({ ...view.filter, ...change }) };
}

export function withGroup(view: RunsView, group: string | null): RunsView {
  const sort: RunSort = group === null ? newestFirst : { by: 'config', key: group };
  return { ...view, group, sort, order: naturalOrder(sort) };
}

/** First click: the natural order of the column; then the other way; then as it was. */
export function sortedBy(view: RunsView, sort: RunSort): RunsView {
  if (!isSameJson(view.sort, sort)) return { ...view, sort, order: naturalOrder(sort) };
  if (view.order === naturalOrder(sort)) return { ...view, order: view.order === 'ascending' ? 'descending' : 'ascending' };
  return withGroup(view, view.group);
}

/** Adds the value to what the option may be, or takes it away. */
export function toggleOption(config: readonly OptionFilter[], path: string, value: Json): OptionFilter[] {
  const known = config.find((one) => one.path === path);
  if (known === undefined) return [...config, { path, values: [value] }];
  const has = known.values.some((one) => isSameJson(one, value));
  const values = has ? known.values.filter((one) => !isSameJson(one, value)) : [...known.values, value];
  return config.flatMap((one) => (one.path !== path ? [one] : values.length === 0 ? [] : [{ path, values }]));
}

export function isFiltered(filter: RunFilter): boolean {
  return Object.keys(filter).length > 0;
}

function naturalOrder({ by, key }: RunSort): RunsView['order'] {
  return by === 'config' || (by === 'column' && (key === 'name' || key === 'kind' || key === 'state')) ? 'ascending' : 'descending';
}

function acceptedFilter(fields: { readonly [K in keyof RunFilter]: unknown }): RunFilter {
  const filled = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0));
  const wrong = new Set<unknown>(RunFilter.safeParse(Object.fromEntries(filled)).error?.issues.map(({ path }) => path[0]));
  return RunFilter.parse(Object.fromEntries(filled.filter(([key]) => !wrong.has(key))));
}

function readParent(text: string | null): unknown {
  if (text === null) return undefined;
  return text === 'none' ? null : Number(text);
}

function readOptions(texts: readonly string[]): OptionFilter[] {
  return texts.reduce<OptionFilter[]>((options, text) => {
    const [path = '', ...rest] = text.split('=');
    const value = parsed(rest.join('='));
    return path === '' || value === undefined ? options : toggleOption(options, path, value);
  }, []);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function readSort(text: string | null): RunSort | undefined {
  const [by, ...key] = (text ?? '').split(':');
  return RunSort.safeParse({ by, key: key.join(':') }).data;
}

function readOrder(text: string | null, sort: RunSort): RunsView['order'] {
  return text === 'ascending' || text === 'descending' ? text : naturalOrder(sort);
}
