/** @file Measuring through the whole core: four kinds, corpus columns, items, keeping, exports, reproduction; nothing half-written. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { forkTasks } from '#main/jobs/fork-transport';
import type { SpawnTask, TaskRun } from '#main/platform/ports';
import type { Activity } from '#shared/contracts/activities';
import type { Input } from '#shared/contracts/index';
import type { Measurement } from '#shared/contracts/measure';
import { MeasurementId, type ActivityId, type FileId } from '#shared/domain/ids';
import { esconvLines, openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

const replies = ['I am so sorry to hear that.', 'Have you talked to "them" about it?', 'You could try a short walk.', 'I understand.'];
const references = ['I am really sorry to hear that.', 'Have you told "them" about it?', 'Maybe a short walk each day helps.', 'What happened then?'];

async function handle(workbench: TestWorkbench, name: string, content: string): Promise<FileId> {
  return (await workbench.client.call('files.reference', { path: await workbench.write(name, content) })).fileId;
}

async function fileOf(workbench: TestWorkbench, name: string, lines: readonly string[]): Promise<{ kind: 'file'; fileId: FileId }> {
  return { kind: 'file', fileId: await handle(workbench, name, lines.map((line) => `${line}\n`).join('')) };
}

async function measured(workbench: TestWorkbench, { activityId }: { activityId: ActivityId }): Promise<Measurement> {
  const { result, error } = await workbench.finish(activityId);
  expect(error).toBeUndefined();
  if (result?.kind !== 'measurement') throw new Error('the activity is no measurement');
  return workbench.client.call('measure.get', { id: result.measurementId });
}

async function failed(workbench: TestWorkbench, { activityId }: { activityId: ActivityId }): Promise<Activity['error']> {
  const { state, error } = await workbench.finish(activityId);
  expect(state).toBe('failed');
  expect(await workbench.client.call('measure.list', {})).toEqual([]);
  return error;
}

async function measureReplies(workbench: TestWorkbench, options: Input<'measure.nlg'>['options'] = {}): Promise<Measurement> {
  const [hypotheses, gold] = [await fileOf(workbench, 'replies.txt', replies), await fileOf(workbench, 'gold.txt', references)];
  return measured(workbench, await workbench.client.call('measure.nlg', { hypotheses, references: [gold], options }));
}

async function exported(workbench: TestWorkbench, input: Input<'measure.export'>): Promise<{ name: string; text: string; path: string }> {
  const { activityId } = await workbench.client.call('measure.export', input);
  const { result, error } = await workbench.finish(activityId);
  expect(error).toBeUndefined();
  if (result?.kind !== 'export') throw new Error('the activity is no export');
  const path = `${workbench.workspacePath}/taken-out-${result.file.name}`;
  await workbench.client.call('files.copyTo', { fileId: result.file.fileId, path });
  return { name: result.file.name, text: await readFile(path, 'utf8'), path };
}

describe('text metrics', () => {
  test('are kept with what they were made from', async () => {
    await using workbench = await openTestWorkbench();
    const measurement = await measureReplies(workbench, { bootstrap: { resamples: 50 } });
    expect(measurement).toMatchObject({
      kind: 'nlg',
      name: 'replies.txt against gold.txt',
      itemCount: 4,
      inputs: [
        { kind: 'file', role: 'hypotheses', name: 'replies.txt', lines: 4, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
        { kind: 'file', role: 'references', name: 'gold.txt', lines: 4 },
      ],
      options: { profile: 'nlgeval', bootstrap: { resamples: 50, seed: 13, level: 0.95 } },
      result: { n: 4, profile: 'nlgeval', sentenceSplitter: 'treebank-lite', warnings: [{ code: 'cider-small-corpus' }] },
    });
    const [summary] = await workbench.client.call('measure.list', { kind: 'nlg' });
    expect(summary).toMatchObject({ id: measurement.id, name: measurement.name, headline: expect.arrayContaining([expect.objectContaining({ figure: 'bleu4' })]) });
    expect(await workbench.client.call('measure.list', { kind: 'strategy' })).toEqual([]);
  });

  test('several references an item, from a list or from several files, give the same figures', async () => {
    await using workbench = await openTestWorkbench();
    const hypotheses = await fileOf(workbench, 'h.txt', replies);
    const lists = { kind: 'file' as const, fileId: await handle(workbench, 'lists.jsonl', references.map((one) => `${JSON.stringify([one, 'I hear you.'])}\n`).join('')) };
    const both = [await fileOf(workbench, 'r1.txt', references), await fileOf(workbench, 'r2.txt', references.map(() => 'I hear you.'))];
    const fromLists = await measured(workbench, await workbench.client.call('measure.nlg', { hypotheses, references: [lists] }));
    const fromFiles = await measured(workbench, await workbench.client.call('measure.nlg', { hypotheses, references: both }));
    expect(fromFiles.result).toEqual(fromLists.result);
  });

  test('items come in pages, worst or best first, with their matches in the shown text', async () => {
    await using workbench = await openTestWorkbench();
    const { id } = await measureReplies(workbench);
    const best = await workbench.client.call('measure.items', { id, sort: 'rougeL', order: 'descending', limit: 2 });
    expect(best.total).toBe(4);
    expect(best.rows.map(({ position }) => position)).toEqual([0, 1]);
    const worst = await workbench.client.call('measure.items', { id, sort: 'rougeL', limit: 1 });
    expect(worst.rows).toMatchObject([{ position: 3, text: 'I understand.', references: ['What happened then?'], scores: { rougeL: 0 } }]);
    const quoted = best.rows[1];
    if (quoted?.kind !== 'nlg') throw new Error('the item is no reply');
    const shown = quoted.matches.map(({ start, end, reference, referenceStart, referenceEnd }) => [quoted.text.slice(start, end), quoted.references[reference]?.slice(referenceStart, referenceEnd)]);
    expect(shown).toEqual([['Have you', 'Have you'], ['"them" about it?', '"them" about it?']]);
    await expect(workbench.client.call('measure.items', { id, sort: 'agreement' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('a corpus part can be the references', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('c.jsonl', esconvLines(10))], { name: 'Ten' });
    const corpus = await workbench.client.call('corpora.get', { corpus: 'Ten' });
    const split = await workbench.client.call('corpora.split', { corpus: 'Ten', mode: 'sequential', ratios: '8:1:1' });
    const source = { kind: 'corpus' as const, corpusId: corpus.id, column: 'supporterTurns' as const, split: { splitSetId: split.id, part: 'test' } };
    expect(await workbench.client.call('measure.inspect', { source })).toEqual({ format: 'lines', rows: 2, columns: [], column: null, samples: ['What keeps you awake about it?', 'That sounds frightening.'] });
    const hypotheses = await fileOf(workbench, 'h.txt', ['What keeps you awake?', 'That is frightening.']);
    const measurement = await measured(workbench, await workbench.client.call('measure.nlg', { name: 'On the test part', hypotheses, references: [source] }));
    expect(measurement).toMatchObject({
      name: 'On the test part',
      inputs: [{ role: 'hypotheses' }, { kind: 'corpus', role: 'references', name: 'Ten', sha256: corpus.sha256, split: { part: 'test', sha256: split.sha256 }, column: 'supporterTurns', lines: 2 }],
      result: { n: 2 },
    });
    const short = await workbench.client.call('measure.nlg', { hypotheses: { ...source, split: undefined }, references: [hypotheses] });
    expect((await workbench.finish(short.activityId)).error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/h\.txt has 2 lines and Ten 20: value 3 of Ten/) });
    await expect(workbench.client.call('measure.inspect', { source: { ...source, split: { splitSetId: split.id, part: 'dev' } } })).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('train, valid, test') });
  });

  test('input errors leave nothing behind', async () => {
    await using workbench = await openTestWorkbench();
    const [four, three] = [await fileOf(workbench, 'four.txt', references), await fileOf(workbench, 'three.txt', references.slice(1))];
    const unequal = await failed(workbench, await workbench.client.call('measure.nlg', { hypotheses: four, references: [three] }));
    expect(unequal).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(/three\.txt has 3 lines and four\.txt 4: line 4 of four\.txt is the first without a partner/) });
    const broken = { kind: 'file' as const, fileId: await handle(workbench, 'broken.jsonl', '{"text": "a"}\n{"text": \n') };
    expect(await failed(workbench, await workbench.client.call('measure.nlg', { hypotheses: broken, references: [three] }))).toMatchObject({ message: expect.stringContaining('broken.jsonl, line 2: it is not valid JSON') });
  });
});

describe('strategies', () => {
  const rows = [
    { gold: 'Question', predicted: 'Question', dialogue: 'd1' },
    { gold: 'Question', predicted: 'Information', dialogue: 'd1' },
    { gold: 'Others', predicted: 'Question', dialogue: 'd1' },
    { gold: 'Information', predicted: 'I would ask', dialogue: 'd2' },
    { gold: 'Information', predicted: null, dialogue: 'd2' },
  ];

  test('come with transitions, and items of one confusion cell', async () => {
    await using workbench = await openTestWorkbench();
    const fileId = await handle(workbench, 's.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const measurement = await measured(workbench, await workbench.client.call('measure.strategy', { source: { kind: 'rows', fileId } }));
    if (measurement.kind !== 'strategy') throw new Error('the kind is another');
    expect(measurement.result).toMatchObject({ n: 5, accuracy: 0.2, unparsed: 2, unparsedByGold: [0, 0, 0, 0, 0, 0, 2, 0], unparsedExamples: [{ text: 'I would ask', where: 'item 4', count: 1 }, { text: '', where: 'item 5', count: 1 }] });
    expect(measurement.result.transitions).toMatchObject({ gold: { transitions: 3 }, predicted: { transitions: 2 } });
    const cell = async (wanted: { gold?: string; predicted?: string | null }): Promise<number[]> =>
      (await workbench.client.call('measure.items', { id: measurement.id, cell: wanted })).rows.map(({ position }) => position);
    expect(await cell({ gold: 'Question', predicted: 'Information' })).toEqual([1]);
    expect(await cell({ predicted: null })).toEqual([3, 4]);
    expect(await cell({ gold: 'Information' })).toEqual([3, 4]);
  });

  test('gold from a corpus: its dialogues give the transitions', async () => {
    await using workbench = await openTestWorkbench();
    await workbench.importFiles([await workbench.write('c.jsonl', esconvLines(2))], { name: 'Two' });
    const { id } = await workbench.client.call('corpora.get', { corpus: 'Two' });
    const predicted = await fileOf(workbench, 'p.txt', ['Question', 'Question', 'question', '[Reflection of feelings]']);
    const source = { kind: 'columns' as const, gold: { kind: 'corpus' as const, corpusId: id, column: 'supporterStrategies' as const }, predicted };
    const measurement = await measured(workbench, await workbench.client.call('measure.strategy', { source }));
    expect(measurement).toMatchObject({ kind: 'strategy', result: { n: 4, accuracy: 0.75, transitions: { gold: { transitions: 2 } } } });
  });
});

test('agreement lists every item, the most divided first, unrated ones last', async () => {
  await using workbench = await openTestWorkbench();
  const csv = 'item,rater,label\nx,a,1\nx,b,1\ny,a,1\ny,b,2\nz,a,3\n';
  const measurement = await measured(workbench, await workbench.client.call('measure.agreement', { source: { fileId: await handle(workbench, 'r.csv', csv) }, options: { bootstrap: { resamples: 20 } } }));
  expect(measurement).toMatchObject({ kind: 'agreement', result: { items: 3, raters: 2, ratings: 5, divided: 1, percent: 0.5, fleiss: null, undefinedBecause: { fleiss: expect.any(String) }, ci: { fleiss: null, percent: { low: 0, high: 1 } } } });
  const { rows } = await workbench.client.call('measure.items', { id: measurement.id, sort: 'agreement' });
  expect(rows).toMatchObject([{ item: 'y', agreement: 0 }, { item: 'x', agreement: 1 }, { item: 'z', agreement: null, ratings: [{ rater: 'a', label: '3' }] }]);
});

test('a comparison names the systems and sorts items by the difference', async () => {
  await using workbench = await openTestWorkbench();
  const input = { a: await fileOf(workbench, 'one.txt', replies), b: await fileOf(workbench, 'two.txt', [...references.slice(0, 2), 'No', 'No']), references: [await fileOf(workbench, 'gold.txt', references)] };
  const measurement = await measured(workbench, await workbench.client.call('measure.compare', { ...input, options: { bootstrap: { resamples: 30 } } }));
  if (measurement.kind !== 'comparison') throw new Error('the kind is another');
  expect(measurement.options.names).toEqual({ a: 'one', b: 'two' });
  expect(measurement.result.differences.map(({ metric }) => metric)).toContain('distinct1');
  expect(measurement.result.differences[0]).toMatchObject({ metric: 'bleu1', words: expect.stringMatching(/^BLEU-1 is higher for (one|two) /) });
  const { rows } = await workbench.client.call('measure.items', { id: measurement.id, sort: 'rougeL', order: 'descending', limit: 1 });
  expect(rows).toMatchObject([{ position: 2, a: { text: replies[2] }, b: { text: 'No', matches: [] } }]);
});

describe('kept measurements', () => {
  test('are renamed, removed and brought back', async () => {
    await using workbench = await openTestWorkbench();
    const { id } = await measureReplies(workbench);
    expect(await workbench.client.call('measure.rename', { id, name: ' Mine ' })).toMatchObject({ name: 'Mine' });
    await workbench.client.call('measure.remove', { id });
    expect(await workbench.client.call('measure.list', {})).toEqual([]);
    await expect(workbench.client.call('measure.items', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await workbench.client.call('measure.restore', { id });
    await expect(workbench.client.call('measure.restore', { id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await using later = await workbench.reopen();
    expect(await later.client.call('measure.get', { id })).toMatchObject({ name: 'Mine', itemCount: 4 });
  });

  test('go out as CSV and LaTeX tables, one row each, and as items', async () => {
    await using workbench = await openTestWorkbench();
    const [first, second] = [await measureReplies(workbench, { bootstrap: { resamples: 20 } }), await measureReplies(workbench)];
    const csv = (await exported(workbench, { ids: [first.id, second.id], format: 'csv' })).text.split('\r\n');
    expect(csv[0]).toMatch(/^name,n,profile,bleu1,bleu1\.low,bleu1\.high,/);
    expect(csv).toHaveLength(4);
    if (first.kind !== 'nlg') throw new Error('the kind is another');
    expect(csv[1]?.split(',').slice(0, 4)).toEqual(['replies.txt against gold.txt', '4', 'nlgeval', String(first.result.bleu[1])]);
    expect(csv[2]?.split(',').slice(4, 6)).toEqual(['', '']);
    const latex = await exported(workbench, { ids: [second.id], format: 'latex', digits: 1 });
    expect(latex).toMatchObject({ name: expect.stringMatching(/\.tex$/), text: expect.stringContaining(`& BLEU-1 &`) });
    expect(latex.text).toContain(`replies.txt against gold.txt & 4 & nlgeval & ${(first.result.bleu[1] * 100).toFixed(1)} &`);
    const items = (await exported(workbench, { ids: [second.id], format: 'items' })).text.split('\r\n');
    expect(items).toHaveLength(6);
    expect(items[2]).toMatch(/^1,"Have you talked to ""them"" about it\?",/);
    await expect(workbench.client.call('measure.export', { ids: [first.id, second.id], format: 'json' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('the exported JSON reproduces every figure', () => {
  const requests: Readonly<Record<Measurement['kind'], (workbench: TestWorkbench) => Promise<{ activityId: ActivityId }>>> = {
    nlg: async (workbench) => workbench.client.call('measure.nlg', { hypotheses: await fileOf(workbench, 'h.txt', replies), references: [await fileOf(workbench, 'g.txt', references)], options: { profile: 'mymetrics', bootstrap: { resamples: 40, seed: 7 } } }),
    strategy: async (workbench) =>
      workbench.client.call('measure.strategy', { source: { kind: 'rows', fileId: await handle(workbench, 's.csv', 'gold,predicted\nQuestion,Others\nOthers,Others\nInformation,?\n') }, options: { unparsedPolicy: 'drop', bootstrap: { resamples: 40 } } }),
    // Words met in an order that only the rows tell.
    agreement: async (workbench) => workbench.client.call('measure.agreement', { source: { fileId: await handle(workbench, 'r.csv', 'item,rater,label\nx,a,low\ny,a,high\nx,b,mid\ny,b,high\nz,b,low\nz,a,mid\n') }, options: { bootstrap: { resamples: 40 } } }),
    comparison: async (workbench) =>
      workbench.client.call('measure.compare', { a: await fileOf(workbench, 'a.txt', replies), b: await fileOf(workbench, 'b.txt', references.toReversed()), references: [await fileOf(workbench, 'g.txt', references)], options: { bootstrap: { resamples: 40 } } }),
  };

  test.each(Object.entries(requests))('%s', async (kind, request) => {
    await using workbench = await openTestWorkbench();
    const before = await measured(workbench, await request(workbench));
    const file = await exported(workbench, { ids: [before.id], format: 'json' });
    const { fileId } = await workbench.client.call('files.reference', { path: file.path });
    const after = await measured(workbench, await workbench.client.call('measure.reproduce', { fileId }));
    expect(after.kind).toBe(kind);
    expect(after.result).toEqual(before.result);
    expect(after).toMatchObject({ inputs: before.inputs, options: before.options, reproduction: { of: before.name, isIdentical: true, differing: [] } });
  });

  test('and says which figures another document claims', async () => {
    await using workbench = await openTestWorkbench();
    const { id } = await measureReplies(workbench);
    const document = JSON.parse((await exported(workbench, { ids: [id], format: 'json' })).text) as { result: { rougeL: number; bleu: Record<string, number> } };
    document.result.rougeL = 0.9;
    document.result.bleu['4'] = 0.9;
    const fileId = await handle(workbench, 'forged.json', JSON.stringify(document));
    expect(await measured(workbench, await workbench.client.call('measure.reproduce', { fileId }))).toMatchObject({ reproduction: { isIdentical: false, differing: ['bleu.4', 'rougeL'] } });
  });

  test('and no other JSON is taken for one', async () => {
    await using workbench = await openTestWorkbench();
    const fileId = await handle(workbench, 'other.json', '{"type": "something"}');
    expect(await failed(workbench, await workbench.client.call('measure.reproduce', { fileId }))).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringContaining('not an exported measurement') });
  });
});

describe('nothing is left of a measurement', () => {
  test('whose worker died', async () => {
    await using workbench = await openTestWorkbench({ spawnTask: forkTasks('/nowhere/worker.js') });
    const hypotheses = await fileOf(workbench, 'h.txt', replies);
    expect(await failed(workbench, await workbench.client.call('measure.nlg', { hypotheses, references: [hypotheses] }))).toMatchObject({ code: 'INTERNAL' });
  });

  test('that was cancelled while its items came in', async () => {
    let cancel: () => Promise<unknown> = () => Promise.resolve();
    const slow: SpawnTask = <Value>(): TaskRun<Value> => {
      async function* values(): AsyncGenerator<Value> {
        yield { type: 'started', kind: 'agreement' } as Value;
        yield { type: 'items', items: [{ kind: 'agreement', item: 'x', agreement: 1, ratings: [] }] } as Value;
        await cancel();
        yield { type: 'items', items: [] } as Value;
      }
      const running = values();
      return { [Symbol.asyncIterator]: () => running, kill: () => undefined };
    };
    await using workbench = await openTestWorkbench({ spawnTask: slow });
    const { activityId } = await workbench.client.call('measure.agreement', { source: { fileId: await handle(workbench, 'r.csv', 'item,rater,label') } });
    cancel = () => workbench.client.call('activities.cancel', { id: activityId });
    expect(await workbench.finish(activityId)).toMatchObject({ state: 'cancelled' });
    expect(await workbench.client.call('measure.list', {})).toEqual([]);
    await expect(workbench.client.call('measure.get', { id: MeasurementId.parse(1) })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
