/**
 * @file A run as one JSON file that another machine can read: configuration, seed, environment, hashes of what went in and came out, every
 * point of its curves. Importing one makes a finished run that did not run here.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError, errorCodes, toWireError } from '#shared/contracts/errors';
import type { FileHandle } from '#shared/contracts/files';
import { RunArtifact, RunName, RunNotes, RunProvenance, RunTags } from '#shared/contracts/run-records';
import type { FileId, RunId } from '#shared/domain/ids';
import { Json } from '#shared/domain/json';
import { isFinal, ProfileName, RunProgress, RunSlot, RunThing, sweepKind } from '#shared/domain/runs/run';
import { Seed } from '#shared/domain/runs/sweep-plan';
import { writeFileAtomically } from '../../platform/atomic-files';
import { storeThings, thingsOf } from '../../store/run-lineage-repository';
import { appendLog, artifactsOf, storeArtifact } from '../../store/run-log-repository';
import { metricSummaries, readPoints, storeMetrics } from '../../store/run-metric-repository';
import { getRun, getRunContents, insertRun, updateRun } from '../../store/run-repository';
import type { RunsDependencies } from './dependencies';
import { freePath } from './save-artifact';
import { check } from './start-runs';

const format = 'solace-run';
const pagePoints = 10_000;
const largestBundleBytes = 512 * 1024 ** 2;

/** `points`: step, value (null: not a number), epoch (null: none), seconds of work. */
const BundleCurve = z.object({ name: z.string().min(1).max(120), points: z.array(z.tuple([z.int().nonnegative(), z.number().nullable(), z.number().nullable(), z.number().nonnegative()])) });

const Bundle = z.object({
  format: z.literal(format),
  version: z.literal(1),
  exportedAt: z.iso.datetime(),
  run: z.object({
    kind: z.string().min(1).max(60),
    name: RunName,
    state: z.enum(['done', 'failed', 'cancelled']),
    slot: RunSlot,
    seed: Seed,
    profile: ProfileName.nullable(),
    tags: RunTags,
    notes: RunNotes,
    isScripted: z.boolean(),
    device: z.string().nullable(),
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    finishedAt: z.iso.datetime().nullable(),
    durationMs: z.number().nonnegative(),
    progress: RunProgress.nullable(),
    config: z.record(z.string(), Json),
    result: Json,
    error: z.object({ code: z.enum(errorCodes), message: z.string() }).nullable(),
  }),
  environment: RunProvenance.nullable(),
  inputs: z.array(RunThing),
  outputs: z.array(RunThing),
  artifacts: z.array(RunArtifact.omit({ id: true })),
  metrics: z.array(BundleCurve),
});
type Bundle = z.output<typeof Bundle>;

export async function exportBundle(dependencies: RunsDependencies, id: RunId): Promise<FileHandle> {
  const { ports, files, store } = dependencies;
  const { kind, name, state } = getRun(store.db, id);
  if (kind === sweepKind) throw new AppError('UNSUPPORTED', `Run ${id} is a sweep; export its runs one by one.`, { details: { runId: id } });
  if (!isFinal(state)) throw new AppError('CONFLICT', `Run ${id} is ${state}; only a finished run can be exported.`, { details: { runId: id } });
  const folder = join(ports.workspacePath, 'exports');
  await mkdir(folder, { recursive: true });
  const path = freePath(folder, `run-${id}-${name}.json`);
  await writeFileAtomically(path, bundlePieces(dependencies, id));
  return files.add(path, 'export');
}

export async function importBundle(dependencies: RunsDependencies, fileId: FileId): Promise<{ id: RunId; notes: string[] }> {
  const bundle = await readBundle(dependencies, fileId);
  const { ports, store } = dependencies;
  const { db } = store;
  const id = db.transaction(() => {
    const { run } = bundle;
    const created = insertRun(db, { ...run, profile: run.profile ?? undefined, priority: 0, isImported: true, needs: [] });
    const { state, result, durationMs: workedMs } = run;
    updateRun(db, created, {
      state,
      result,
      workedMs,
      startedAt: run.startedAt ?? undefined,
      finishedAt: run.finishedAt,
      device: run.device ?? undefined,
      progress: run.progress,
      error: run.error === null ? null : { ...run.error, details: {} },
      provenance: bundle.environment ?? undefined,
    });
    storeThings(db, created, { role: 'input', list: bundle.inputs });
    storeThings(db, created, { role: 'output', list: bundle.outputs });
    for (const artifact of bundle.artifacts) storeArtifact(db, created, artifact);
    for (const { name, points } of bundle.metrics) storeMetrics(db, created, points.map(([step, value, epoch, seconds]) => ({ step, values: { [name]: value ?? Number.NaN }, epoch: epoch ?? undefined, workedMs: seconds * 1000 })));
    appendLog(db, created, [{ at: ports.clock.now().toISOString(), level: 'info', source: 'workbench', text: `Imported; exported at ${bundle.exportedAt}.` }]);
    return created;
  });
  return { id, notes: differencesHere(dependencies, bundle) };
}

async function* bundlePieces({ ports, store: { db } }: RunsDependencies, id: RunId): AsyncGenerator<string> {
  const run = getRun(db, id);
  const { config, notes, provenance, result } = getRunContents(db, id);
  const { kind, name, state, slot, seed, tags, isScripted, createdAt, error } = run;
  const head: Omit<Bundle, 'metrics'> = {
    format,
    version: 1,
    exportedAt: ports.clock.now().toISOString(),
    run: {
      kind,
      name,
      slot,
      seed,
      notes,
      isScripted,
      createdAt,
      config: { ...config },
      state: state as Bundle['run']['state'],
      tags: [...tags],
      profile: run.profile ?? null,
      device: run.device ?? null,
      startedAt: run.startedAt ?? null,
      finishedAt: run.finishedAt ?? null,
      durationMs: run.workedMs,
      progress: run.progress ?? null,
      result: result ?? null,
      error: error === undefined ? null : { code: error.code, message: error.message },
    },
    environment: provenance ?? null,
    inputs: thingsOf(db, id, 'input'),
    outputs: thingsOf(db, id, 'output'),
    artifacts: artifactsOf(db, id).map(({ id: _id, ...artifact }) => artifact),
  };
  yield `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "metrics": [`;
  for (const [index, curve] of metricSummaries(db, [id]).entries()) {
    yield `${index === 0 ? '' : ','}\n    { "name": ${JSON.stringify(curve.name)}, "points": [`;
    for (let afterStep = -1, isFirst = true; ; isFirst = false) {
      const points = readPoints(db, { runId: id, name: curve.name }, { afterStep, limit: pagePoints });
      const last = points.at(-1);
      if (last === undefined) break;
      yield (isFirst ? '' : ',') + points.map(({ step, value, epoch, workedMs }) => JSON.stringify([step, value, epoch, workedMs / 1000])).join(',');
      afterStep = last.step;
      // Lets the windows' questions in between the pages.
      await new Promise((resolve) => setImmediate(resolve));
    }
    yield '] }';
  }
  yield '\n  ]\n}\n';
}

async function readBundle({ files }: RunsDependencies, fileId: FileId): Promise<Bundle> {
  const { path, name, sizeBytes } = files.readable(fileId);
  if (sizeBytes > largestBundleBytes) throw new AppError('LIMIT', `${name} has ${sizeBytes} bytes; an exported run has at most ${largestBundleBytes}.`);
  let parsed: ReturnType<typeof Bundle.safeParse>;
  try {
    parsed = Bundle.safeParse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    const what = error instanceof RangeError ? 'this is nested too deeply' : 'this is not JSON';
    throw new AppError('INVALID_INPUT', `${name}: ${what}, so it is no exported run. Choose a file that "run export" wrote.`, { cause: error });
  }
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_INPUT', `${name}: this is not an exported run (${describeIssues(parsed.error.issues)}). Choose a file that "run export" wrote.`);
}

/** What would be another experiment if it were started in this workspace. */
function differencesHere(dependencies: RunsDependencies, { run, inputs, environment }: Bundle): string[] {
  const notes: string[] = [];
  if (environment !== null && environment.solaceVersion !== dependencies.ports.appVersion) notes.push(`It was made with Solace ${environment.solaceVersion}; this is ${dependencies.ports.appVersion}.`);
  try {
    const here = check(dependencies, { kind: run.kind, config: run.config, profile: undefined }).plan.inputs;
    for (const input of inputs.filter(({ sha256 }) => sha256 !== undefined)) {
      if (!here.some(({ kind, sha256 }) => kind === input.kind && sha256 === input.sha256)) notes.push(`Its ${input.kind} "${input.name}" (sha256 ${input.sha256?.slice(0, 12) ?? ''}) is not what its configuration names in this workspace. Clone it with the right one before reproducing it.`);
    }
  } catch (error) {
    notes.push(`It cannot be started here as it is: ${toWireError(error).message}`);
  }
  return notes;
}
