/** @file What the command line says of runs, as JSON with fixed field names and as text. Pure. */
import type { Output } from '#shared/contracts/index';
import type { RunDetail, RunKindInfo, RunRow } from '#shared/contracts/run-records';
import { flattenConfig } from '#shared/domain/runs/config-paths';
import { formatBytes, formatNumber, oneLine, textList, textTable } from './text-table';

/** The fixed fields. */
export function runFields(run: RunDetail): object {
  const { id, kind, name, state, progress, lastMetrics, artifacts, error } = run;
  return {
    id,
    kind,
    name,
    state,
    progress: { done: progress?.done ?? 0, total: progress?.total ?? null },
    metrics: lastMetrics,
    artifacts: artifacts.map((artifact) => ({ name: artifact.name, kind: artifact.kind, path: artifact.path, sizeBytes: artifact.sizeBytes, sha256: artifact.sha256 })),
    error: error === undefined ? null : { code: error.code, message: error.message },
  };
}

/** The fixed fields with everything that `run show` adds. */
export function runDocument(run: RunDetail): object {
  const { configuration, seed, profile, tags, notes, inputs, outputs, needs, result, provenance, isScripted, isImported, createdAt, startedAt, finishedAt, durationMs, attempts, deaths, bestMetrics, reproduction, cost, children } = run;
  return {
    ...runFields(run),
    config: configuration,
    seed,
    profile: profile ?? null,
    tags,
    notes,
    inputs,
    outputs,
    isScripted,
    isImported,
    createdAt,
    startedAt: startedAt ?? null,
    finishedAt: finishedAt ?? null,
    durationMs,
    attempts,
    deaths,
    bestMetrics,
    needs: needs.map(({ id }) => id),
    children: children.map(({ id }) => id),
    result: result ?? null,
    provenance: provenance ?? null,
    ...(reproduction === undefined ? {} : { reproduction }),
    ...(cost === undefined ? {} : { cost }),
  };
}

export function describeRuns(rows: readonly RunRow[], total: number): string {
  if (rows.length === 0) return 'No runs. "run kinds" lists what can be run; begin one with "run start KIND --config FILE --wait".';
  const table = textTable(
    ['id', 'kind', 'name', 'state', 'progress', 'begun', 'took'],
    rows.map((row) => [String(row.id), row.kind, row.name, row.state, shareOf(row), row.startedAt?.slice(0, 16).replace('T', ' ') ?? '', row.durationMs === 0 ? '' : duration(row.durationMs)]),
  );
  return rows.length < total ? `${table}\n\n${formatNumber(total)} runs; these are the newest ${formatNumber(rows.length)}.` : table;
}

export function describeRun(run: RunDetail): string {
  const facts: [string, string][] = [
    ['state', `${run.state}${run.stopping === undefined ? '' : ' (stopping)'}${run.isScripted ? ', with scripted stand-ins for language models' : ''}${run.isImported ? ', imported' : ''}`],
    ['progress', run.progress === undefined ? 'none yet' : `${shareOf(run)} (${formatNumber(run.progress.done)} ${run.progress.unit}) ${run.progress.note}`],
    ['seed', String(run.seed)],
    ['took', `${duration(run.durationMs)}, ${formatNumber(run.attempts)} attempts`],
    ...(run.device === undefined ? [] : [['device', run.device] satisfies [string, string]]),
    ...(run.cost === undefined ? [] : [['language models', `${formatNumber(run.cost.calls)} calls, ${formatNumber(run.cost.cost)} paid`] satisfies [string, string]]),
    ...(run.error === undefined ? [] : [['error', run.error.message] satisfies [string, string]]),
  ];
  const parts = [`Run ${run.id}: ${run.name} (${run.kind})`, textList(facts.map(([name, value]) => [name, oneLine(value)] as const)), textTable(['option', 'value'], Object.entries(run.config).map(([path, value]) => [path, JSON.stringify(value)]))];
  if (Object.keys(run.lastMetrics).length > 0) parts.push(describeFigures(run));
  if (run.artifacts.length > 0) parts.push(textTable(['artefact', 'kind', 'path', 'size', 'sha256'], run.artifacts.map((one) => [one.name, one.kind, one.path, formatBytes(one.sizeBytes), one.sha256.slice(0, 12)])));
  if (run.reproduction !== undefined) parts.push(describeReproduction(run.reproduction));
  return parts.join('\n\n');
}

export function describeFigures({ lastMetrics, bestMetrics }: Pick<RunRow, 'lastMetrics' | 'bestMetrics'>): string {
  const exact = (value: number | undefined): string => (value === undefined ? '' : String(Number(value.toPrecision(6))));
  return textTable(['metric', 'last', 'best'], Object.keys({ ...bestMetrics, ...lastMetrics }).sort().map((name) => [name, exact(lastMetrics[name]), exact(bestMetrics[name])]));
}

export function describeReproduction({ of, compared, isIdentical, differing, tolerance }: NonNullable<RunDetail['reproduction']>): string {
  if (isIdentical) return `It repeats run ${of}: all ${formatNumber(compared)} values agree${tolerance === 0 ? '' : ` within ${tolerance}`}.`;
  const table = textTable(['metric', 'values', 'first at step', 'expected', 'found'], differing.map((one) => [one.name, String(one.values), String(one.step), String(one.expected ?? ''), String(one.found ?? '')]));
  return `It repeats run ${of} and does not come out the same:\n\n${table}`;
}

export function describeLog(lines: Output<'runs.log'>['lines']): string {
  return lines.map(({ at, level, source, text }) => `${at.slice(0, 19).replace('T', ' ')}  ${level.padEnd(5)}  ${source === 'workbench' ? 'Solace: ' : ''}${oneLine(text)}`).join('\n');
}

export function describeKinds(kinds: readonly RunKindInfo[]): string {
  return kinds
    .map(({ kind, title, description, schema, defaults, profiles }) => {
      const profileNames = profiles.map(({ name }) => name).join(', ');
      const values = flattenConfig(defaults);
      const table = textTable(['option', 'default', 'meaning'], optionsOf(schema as OptionSchema).map(({ path, meaning }) => [path, values[path] === undefined ? '' : JSON.stringify(values[path]), meaning]));
      return `${kind}: ${title}. ${description}${profileNames === '' ? '' : `\nProfiles: ${profileNames}`}\n\n${table}`;
    })
    .join('\n\n\n');
}

interface OptionSchema {
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, OptionSchema>>;
}

/** What can be set, by dotted path, groups of options opened. */
function optionsOf({ properties = {} }: OptionSchema, prefix = ''): { path: string; meaning: string }[] {
  return Object.entries(properties).flatMap(([name, option]) => {
    const path = prefix + name;
    return option.properties === undefined ? [{ path, meaning: option.description ?? option.title ?? '' }] : optionsOf(option, `${path}.`);
  });
}

function shareOf({ progress }: Pick<RunRow, 'progress'>): string {
  if (progress === undefined) return '';
  return progress.total === undefined || progress.total === 0 ? formatNumber(progress.done) : `${Math.floor((progress.done / progress.total) * 100)} %`;
}

function duration(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${(durationMs / 1000).toFixed(1)} s`;
}
