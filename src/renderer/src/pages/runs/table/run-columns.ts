/** @file Columns of the table of runs: facts of a run, its metrics (last and best) and the options of its configuration. Pure. */
import type { RunRow } from '#shared/contracts/run-records';
import type { RunFacets } from '#shared/contracts/run-results';
import type { RunSort } from '#shared/contracts/runs';
import { isMachineMetric } from '#shared/domain/runs/run';
import { formatDateTime, formatDuration } from '../../../components/format';
import { jsonText, numberText } from '../../../components/json-text';

/** `name` or any other fact, `last:metric`, `best:metric`, `config:path`. */
export type ColumnKey = string;

export interface RunColumnLook {
  readonly key: ColumnKey;
  readonly label: string;
  /** Stands under the label: which value of a metric. */
  readonly note?: string;
  readonly widthPx: number;
  readonly isFigure: boolean;
  /** Null: there is no order. */
  readonly sort: RunSort | null;
  /** What stands in the cell; the columns with marks of their own (state, name, tags) are drawn by the row. */
  readonly text: (run: RunRow) => string;
}

type FactColumn = Omit<RunColumnLook, 'key'>;

const byColumn = (key: Extract<RunSort, { by: 'column' }>['key']): RunSort => ({ by: 'column', key });

/** The kind's title comes from outside. */
const facts: Readonly<Record<string, FactColumn>> = {
  state: { label: 'State', widthPx: 172, isFigure: false, sort: byColumn('state'), text: ({ state }) => state },
  name: { label: 'Name', widthPx: 330, isFigure: false, sort: byColumn('name'), text: ({ name }) => name },
  kind: { label: 'Kind', widthPx: 150, isFigure: false, sort: byColumn('kind'), text: ({ kind }) => kind },
  tags: { label: 'Tags', widthPx: 150, isFigure: false, sort: null, text: ({ tags }) => tags.join(', ') },
  createdAt: { label: 'Created', widthPx: 160, isFigure: true, sort: byColumn('createdAt'), text: ({ createdAt }) => formatDateTime(createdAt) },
  startedAt: { label: 'Started', widthPx: 160, isFigure: true, sort: byColumn('startedAt'), text: ({ startedAt }) => (startedAt === undefined ? '–' : formatDateTime(startedAt)) },
  finishedAt: { label: 'Finished', widthPx: 160, isFigure: true, sort: byColumn('finishedAt'), text: ({ finishedAt }) => (finishedAt === undefined ? '–' : formatDateTime(finishedAt)) },
  durationMs: { label: 'Took', widthPx: 112, isFigure: true, sort: byColumn('durationMs'), text: ({ durationMs }) => (durationMs === 0 ? '–' : durationMs < 1000 ? '< 1 s' : formatDuration(durationMs / 1000)) },
  device: { label: 'Device', widthPx: 170, isFigure: false, sort: null, text: ({ device, slot }) => device ?? slotWords[slot] },
  seed: { label: 'Seed', widthPx: 84, isFigure: true, sort: byColumn('seed'), text: ({ seed }) => String(seed) },
  priority: { label: 'Priority', widthPx: 88, isFigure: true, sort: byColumn('priority'), text: ({ priority }) => String(priority).replace('-', '−') },
  profile: { label: 'Profile', widthPx: 120, isFigure: false, sort: null, text: ({ profile }) => (profile === undefined ? '–' : profileWords[profile]) },
  id: { label: 'Number', widthPx: 84, isFigure: true, sort: byColumn('id'), text: ({ id }) => String(id) },
};

export const slotWords = { cpu: 'CPU', gpu: 'GPU', 'language-models': 'Language models' } as const;
export const profileWords = { paper: 'Paper', 'authors-code': 'Authors’ code', recommended: 'Recommended' } as const;

export const factColumns: readonly ColumnKey[] = Object.keys(facts);
/** Always there: without them a row says nothing. */
export const fixedColumns: readonly ColumnKey[] = ['state', 'name'];

const usualEnd: readonly ColumnKey[] = ['createdAt', 'durationMs', 'device'];

export function columnOf(key: ColumnKey): RunColumnLook {
  const fact = facts[key];
  if (fact !== undefined) return { key, ...fact };
  const [source = '', ...rest] = key.split(':');
  const name = rest.join(':');
  if (source === 'config') return { key, label: name, widthPx: widthFor(name), isFigure: false, sort: { by: 'config', key: name }, text: ({ config }) => jsonText(config[name]) };
  const by = source === 'best' ? 'best' : 'last';
  return { key, label: name, note: by, widthPx: widthFor(`${name} ${by}`), isFigure: true, sort: { by, key: name }, text: (run) => metricText((by === 'best' ? run.bestMetrics : run.lastMetrics)[name]) };
}

/** Built-in sets of columns: a look at the runs, and what their configurations differ in. */
export function overviewColumns({ metrics, tags }: RunFacets): ColumnKey[] {
  const shown = commonest(metrics).slice(0, 3);
  return [...fixedColumns, ...shown.map((name) => `best:${name}`), 'kind', ...(tags.length > 0 ? ['tags'] : []), ...usualEnd];
}

export function differingColumns({ config, metrics }: RunFacets): ColumnKey[] {
  const differing = config.filter(({ distinct }) => distinct > 1).slice(0, 16);
  return [...fixedColumns, ...differing.map(({ path }) => `config:${path}`), ...commonest(metrics).slice(0, 2).map((name) => `best:${name}`)];
}

/** Figures of evaluations before losses and rates: a reader looks for those first. */
function commonest(metrics: RunFacets['metrics']): string[] {
  const rank = (name: string): number => (/f1|accuracy|kappa|bleu|reward|agreement/i.test(name) ? 0 : /^(test|valid)/i.test(name) ? 1 : 2);
  return metrics
    .filter(({ value }) => !isMachineMetric(value))
    .toSorted((a, b) => rank(a.value) - rank(b.value) || b.count - a.count)
    .map(({ value }) => value);
}

function metricText(value: number | undefined): string {
  return value === undefined ? '–' : numberText(value);
}

function widthFor(name: string): number {
  return Math.max(108, Math.min(240, name.length * 7 + 40));
}
