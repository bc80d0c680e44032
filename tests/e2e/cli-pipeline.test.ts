/** @file The pipeline by commands alone: import, annotate, train a planner with and without states, build the table; caps, Ctrl-C and wrong settings on the way. */
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCommand } from '../support/command';
import { scriptedAdjudicator, scriptedAnnotators } from '../support/labels/annotation-runs';
import { repeatedQuestions, startLlmServer } from '../support/llm-server';
import { esconvLines } from '../support/test-workbench';

interface RunDocument {
  readonly id: number;
  readonly state: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly outputs: readonly { readonly kind: string; readonly id: number; readonly sha256: string }[];
  readonly result: { readonly test: Readonly<Record<string, number>>; readonly training: { readonly steps: number } } | null;
  readonly cost?: { readonly calls: number; readonly cachedCalls: number };
}

interface Prediction {
  readonly strategies: readonly { readonly label: string; readonly probability: number }[];
  readonly attention: Readonly<Record<string, number>> | null;
  readonly state: Readonly<Record<string, number | string>> | null;
}

let folder: string;
let workspace: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solace-pipeline-'));
  workspace = join(folder, 'workspace');
  await importCorpus('Work', esconvLines(20));
  await json('endpoint', 'add', scriptedAdjudicator, '--kind', 'scripted', '--model', 'scripted-d');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs with --json; the one document. */
async function json<Document = Record<string, unknown>>(...args: string[]): Promise<Document> {
  const { code, out, error } = await runCommand([...args, '--json', '--quiet', '--workspace', workspace]);
  expect({ args, code, error }).toEqual({ args, code: 0, error: '' });
  return JSON.parse(out) as Document;
}

/** The error that a command ends with. */
async function fails(code: number, ...args: string[]): Promise<{ code: string; message: string }> {
  const found = await runCommand(['--json', '--quiet', '--workspace', workspace, ...args]);
  expect({ args, code: found.code }).toEqual({ args, code });
  const { error } = JSON.parse(found.out) as { error: { code: string; message: string } };
  return error;
}

async function write(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function importCorpus(name: string, lines: string): Promise<void> {
  await json('corpus', 'import', await write(`${name}.jsonl`, lines), '--name', name);
}

const annotation = { corpus: 'Work', annotators: scriptedAnnotators, adjudicator: scriptedAdjudicator, name: 'Three' };
const planner = {
  data: { corpus: 'Work', states: 'labelSet', labelSet: 'Three' },
  input: { maxTokens: 48 },
  encoder: { vocabularySize: 200, layers: 1, hiddenSize: 16, heads: 2, intermediateSize: 32 },
  training: { epochs: 2, batchSize: 8, learningRate: 0.001, warmupSteps: 1, threads: 1 },
  evaluation: { resamples: 50 },
};

test('run start annotate: three scripted annotators and an adjudicator label a corpus', async () => {
  const run = await json<RunDocument>('run', 'start', 'annotate', '--config', await write('annotate.json', annotation), '--wait');
  expect(run).toMatchObject({ kind: 'annotate', state: 'done', progress: { done: 20, total: 20 }, isScripted: true, error: null, cost: { cost: 0 }, outputs: [{ kind: 'label-set', name: 'Three' }] });
  expect(run.cost?.calls).toBe(run.metrics['calls']);
  const { labelSets } = await json<{ labelSets: { labelSet: Record<string, number> }[] }>('labels', 'show', 'Work');
  expect(labelSets).toMatchObject([{ labelSet: { name: 'Three', isScripted: true, dialogues: 20, turns: 40, failed: 0, annotators: scriptedAnnotators, adjudicator: scriptedAdjudicator, sha256: run.outputs[0]?.sha256 } }]);
  expect((await json<{ agreement: unknown }>('labels', 'agreement', 'Work', '--ci', '50')).agreement).toMatchObject({
    annotators: scriptedAnnotators,
    fields: expect.arrayContaining([expect.objectContaining({ field: 'behaviour', items: 40, fleiss: expect.any(Number), ci: expect.objectContaining({ fleiss: { low: expect.any(Number), high: expect.any(Number) } }), published: expect.objectContaining({ fleiss: 0.55 }) })]),
  });
});

test('labels export and import: equal in another workspace, votes and agreement with them', async () => {
  const [full, states] = [join(folder, 'labels.jsonl'), join(folder, 'labels.json')];
  const exported = await json<{ labelSet: { sha256: string } }>('labels', 'export', 'Work', '--format', 'jsonl', '--out', full);
  await json('labels', 'export', 'Work', '--format', 'esca-json', '--out', states);
  const { agreement } = await json('labels', 'agreement', 'Work');
  const own = workspace;
  workspace = join(folder, 'another');
  try {
    await importCorpus('Work', esconvLines(20));
    expect(await json('labels', 'import', full, '--corpus', 'Work')).toMatchObject({ labelSet: { name: 'Three', isScripted: true, sha256: exported.labelSet.sha256 } });
    expect((await json('labels', 'agreement', 'Work')).agreement).toEqual(agreement);
    expect(await json('labels', 'import', states, '--corpus', 'Annotated')).toMatchObject({ labelSet: { corpus: { name: 'Annotated' }, dialogues: 20, turns: 40 } });
    expect(await json('corpus', 'show', 'Annotated')).toMatchObject({ corpus: { dialogues: 20, utterances: 80 } });
  } finally {
    workspace = own;
  }
});

describe('run start planner', () => {
  let withStates: RunDocument;
  let without: RunDocument;

  beforeAll(async () => {
    const config = await write('planner.json', planner);
    withStates = await json('run', 'start', 'planner', '--config', config, '--name', 'With states', '--wait');
    without = await json('run', 'clone', String(withStates.id), '--set', 'head.usesState=false', '--name', 'Without states', '--wait');
  });

  test('trains for two epochs and measures on the test part beside the baselines', () => {
    for (const run of [withStates, without]) {
      expect(run).toMatchObject({ kind: 'planner', state: 'done', isScripted: true, result: { data: { train: { examples: 32 }, test: { examples: 4 } }, test: { n: 4 }, baselines: expect.arrayContaining([expect.objectContaining({ name: 'majority' })]) } });
      expect(run.result?.training.steps).toBe(8);
      expect(run.metrics).toMatchObject({ 'train/loss': expect.any(Number), 'valid/macroF1': expect.any(Number) });
    }
  });

  test('run list, show, log and metrics tell what came of it', async () => {
    const rows = await json<RunDocument[]>('run', 'list', '--kind', 'planner');
    expect(rows.map(({ id }) => id)).toEqual([without.id, withStates.id]);
    expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'kind', 'name', 'state', 'progress', 'metrics', 'artifacts', 'error']);
    const shown = await json<RunDocument>('run', 'show', String(without.id));
    expect(shown).toEqual(without);
    expect(shown).toMatchObject({ config: { head: { usesState: false }, training: { epochs: 2 } }, inputs: expect.arrayContaining([expect.objectContaining({ kind: 'corpus', name: 'Work' })]), artifacts: expect.arrayContaining([expect.objectContaining({ name: 'planner', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })]) });
    const lines = await json<{ text: string }[]>('run', 'log', String(without.id));
    expect(lines.map(({ text }) => text).join('\n')).toMatch(/Epoch 1.*\n.*Epoch 2.*\n.*Done\./s);
    const { rows: values } = await json<{ rows: { step: number; values: Record<string, number> }[] }>('run', 'metrics', String(without.id));
    expect(values.filter((row) => 'train/loss' in row.values).map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test('planner predict weighs the state where there is one, and follows a changed state', async () => {
    const ask = (run: RunDocument, ...more: string[]) => json<Prediction>('planner', 'predict', '--run', String(run.id), '--dialogue', '1', '--turn', '3', ...more);
    const [told, changed, blind] = [await ask(withStates), await ask(withStates, '--state', 'emotionIntensity=1', 'stageOfChange=action'), await ask(without)];
    expect(told.strategies.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    expect(Object.keys(told.attention ?? {})).toEqual(['emotion', 'trust', 'stage', 'behaviour']);
    expect(changed).toMatchObject({ state: { emotionIntensity: 1, stageOfChange: 'action' }, changed: ['emotionIntensity', 'stageOfChange'] });
    expect(changed.strategies).not.toEqual(told.strategies);
    expect(blind).toMatchObject({ attention: null, state: null, isScripted: true });
    expect(await fails(2, 'planner', 'predict', '--run', String(without.id), '--dialogue', '1', '--turn', '3', '--state', 'trust=1')).toMatchObject({ message: expect.stringContaining('without the seeker’s state') });
  });

  test('an imported run has its figures, and says that its planner is elsewhere', async () => {
    const bundle = join(folder, 'run.json');
    await json('run', 'export', String(withStates.id), '--out', bundle);
    const imported = await json<RunDocument>('run', 'import', bundle);
    expect(imported).toMatchObject({ kind: 'planner', state: 'done', metrics: withStates.metrics });
    for (const command of [['predict', '--dialogue', '1', '--turn', '3'], ['items'], ['export', '--out', join(folder, 'planner.onnx')]]) {
      const { message } = await fails(3, 'planner', ...command, '--run', String(imported.id));
      expect(message).toMatch(/not in this workspace/);
      expect(message).not.toContain(workspace);
    }
    await json('run', 'remove', String(imported.id));
  });

  test('table build prints both runs beside the published rows, scripted ones marked and without a place', async () => {
    const columns = [
      { id: 'macroF1', title: 'Q', metric: 'macroF1', scale: 100 },
      { id: 'bias', title: 'B', metric: 'bias', better: 'lower' },
      { id: 'rl', title: 'R-L', metric: 'rougeL', scale: 100 },
    ];
    const published = ['straQ*-distill', 'straQ*-imit'].map((system) => ({ kind: 'published', table: 'straq-1', group: 'Llama3-8B', system }));
    const design = await write('table.json', { title: 'Planning', columns, rows: [...published, { kind: 'runs', label: 'With states', runs: ['With states'] }, { kind: 'runs', label: 'Without states', runs: [without.id] }] });
    const text = async (format: string) => (await json<{ text: string }>('table', 'build', '--config', design, '--format', format)).text;
    const q = ((withStates.result?.test['macroF1'] ?? Number.NaN) * 100).toFixed(2);
    const latex = await text('latex');
    expect(latex).toContain('straQ*-imit & \\textbf{43.15} & \\underline{0.80} &');
    expect(latex).toContain(`With states (scripted) & ${q} & `);
    expect(latex).toContain(`% With states (scripted): run ${withStates.id}`);
    const markdown = await text('md');
    expect(markdown).toContain('| **43.15** |');
    expect(markdown).toMatch(new RegExp(`\\| With states \\(scripted\\) \\| ${q} \\| [\\d.]+ \\|  \\|`));
    expect(markdown).toContain('| Without states (scripted) |');
    expect(markdown).toMatch(/stand-ins for language models/);
  });
});

test('wrong settings are refused with what is wrong and where', async () => {
  const started = async (kind: string, config: unknown) => ['run', 'start', kind, '--config', await write('wrong.json', config), '--wait'];
  expect(await fails(2, ...(await started('annotate', '{"corpus": ')))).toMatchObject({ message: expect.stringContaining('wrong.json') });
  expect(await fails(2, ...(await started('annotate', [])))).toMatchObject({ message: expect.stringContaining('not an object') });
  expect(await fails(3, 'run', 'start', 'annotate', '--config', join(folder, 'none.json'))).toMatchObject({ message: expect.stringContaining('none.json') });
  expect(await fails(3, ...(await started('annotate', { ...annotation, corpus: 'Nowhere' })))).toMatchObject({ message: expect.stringContaining('"Nowhere"') });
  expect(await fails(3, ...(await started('annotate', { ...annotation, adjudicator: 'Nobody' })))).toMatchObject({ message: expect.stringContaining(scriptedAdjudicator) });
  expect(await fails(2, ...(await started('annotate', { ...annotation, window: 0 })))).toMatchObject({ message: expect.stringContaining('window') });
  expect(await fails(2, ...(await started('annotate', { ...annotation, widow: 4 })))).toMatchObject({ message: expect.stringContaining('widow') });
  expect(await fails(3, ...(await started('knit', {})))).toMatchObject({ message: expect.stringMatching(/knit\. There are: annotate, planner/) });
  expect(await fails(2, ...(await started('planner', { ...planner, data: { corpus: 'Work' } })))).toMatchObject({ message: expect.stringContaining('data.states') });
  expect(await fails(2, ...(await started('planner', { ...planner, training: { epochs: 'two' } })))).toMatchObject({ message: expect.stringContaining('training.epochs') });
  expect(await fails(2, 'table', 'build', '--config', await write('wrong.json', { title: 'T', columns: [] }))).toMatchObject({ message: expect.stringContaining('columns') });
  expect(await fails(3, 'run', 'show', '999')).toMatchObject({ message: expect.stringContaining('999') });
  expect((await json<RunDocument[]>('run', 'list')).every(({ state }) => state === 'done')).toBe(true);
});

test('a cap pauses the run with exit code 5, and a clone with a higher one asks only for the rest', async () => {
  await importCorpus('Rent', esconvLines(4, 'rent'));
  const config = await write('capped.json', { ...annotation, corpus: 'Rent', budget: { calls: 20 } });
  const { code, out, error } = await runCommand(['run', 'start', 'annotate', '--config', config, '--wait', '--json', '--quiet', '--workspace', workspace]);
  const { id, state } = JSON.parse(out) as RunDocument;
  expect({ code, state }).toEqual({ code: 5, state: 'paused' });
  expect(error).toContain(`solace run clone ${id} --set budget.calls=`);
  // What was on its way when the cap was reached is waited for and kept.
  expect(await json<RunDocument>('run', 'show', String(id))).toMatchObject({ error: { code: 'LIMIT' }, cost: { calls: 20 } });
  const raised = await json<RunDocument>('run', 'clone', String(id), '--set', 'budget.calls=1000', '--wait');
  expect(raised.state).toBe('done');
  expect(raised.cost?.calls).toBe((raised.metrics['calls'] ?? 0) - 20);
});

test('Ctrl-C pauses the run, and run resume goes on without asking anything again', async () => {
  await using server = await startLlmServer({ latencyMs: 30 });
  await importCorpus('Home', esconvLines(8, 'home'));
  for (const name of ['north', 'south']) await json('endpoint', 'add', name, '--base-url', server.baseUrl, '--model', name, '--concurrency', '4');
  const config = await write('served.json', { corpus: 'Home', annotators: ['north', 'south'] });
  const interrupted = await runCommand(['run', 'start', 'annotate', '--config', config, '--wait', '--json', '--quiet', '--workspace', workspace], { onStart: (child) => interruptAfter(child, () => server.delivered.length >= 10) });
  expect(interrupted.code).toBe(130);
  const { error } = JSON.parse(interrupted.out) as { error: { code: string; details: { runId: number; goOnWith: string } } };
  expect(error).toMatchObject({ code: 'CANCELLED', details: { goOnWith: `run resume ${error.details.runId} --wait` } });
  const before = server.delivered.length;
  expect(await json<RunDocument>('run', 'show', String(error.details.runId))).toMatchObject({ state: 'paused', error: null, progress: { total: 8 } });
  const resumed = await json<RunDocument>(...error.details.goOnWith.split(' '));
  expect(resumed).toMatchObject({ state: 'done', progress: { done: 8, total: 8 }, outputs: [{ kind: 'label-set' }] });
  expect(server.delivered.length).toBeGreaterThan(before);
  expect(repeatedQuestions(server)).toEqual([]);
  expect(resumed.cost?.calls).toBe(server.delivered.length);
});

test('the same is printed for people, and a table goes to a file', async () => {
  const { code, out } = await runCommand(['run', 'list', '--workspace', workspace]);
  expect(code).toBe(0);
  for (const name of ['With states', 'Without states']) expect(out).toMatch(new RegExp(`planner +${name} +done`));
  const file = join(folder, 'table.tex');
  await json('table', 'build', '--config', join(folder, 'table.json'), '--format', 'latex', '--out', file);
  expect(await readFile(file, 'utf8')).toContain('\\bottomrule');
});

function interruptAfter(child: ChildProcess, isTime: () => boolean): void {
  const polling = setInterval(() => {
    if (!isTime()) return;
    clearInterval(polling);
    child.kill('SIGINT');
  }, 5);
  child.once('close', () => clearInterval(polling));
}
