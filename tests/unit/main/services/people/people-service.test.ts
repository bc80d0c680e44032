/** @file People at windows, over the channel: what a seat lets one do, PINs, tickets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPinGate, hashPin } from '#main/services/people/pins';
import { CampaignId, DecisionId, PersonId } from '#shared/domain/ids';
import { openTestWorkbench, type TestWorkbench } from '../../../../support/test-workbench';

let bench: TestWorkbench;

beforeEach(async () => {
  bench = await openTestWorkbench();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a seat', () => {
  test('without people is a researcher’s, as ever', async () => {
    const window = bench.openWindow();
    expect(await window.call('people.current', {})).toEqual({ person: null, role: 'researcher' });
    expect(await window.call('corpora.list', {})).toEqual([]);
  });

  test('of an annotator opens what annotators may and nothing else', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'annotator' });
    const window = bench.openWindow();
    expect(await window.call('people.enter', { personId: id })).toMatchObject({ role: 'annotator', person: { name: 'Ana' } });
    for (const refused of [
      window.call('corpora.remove', { corpus: 'Talks' }),
      window.call('corpora.list', {}),
      window.call('campaigns.list', {}),
      window.call('people.add', { name: 'Eve', role: 'researcher' }),
      window.call('people.update', { id, role: 'researcher' }),
      window.call('adjudication.undo', { campaignId: CampaignId.parse(1), decisionId: DecisionId.parse('some-decision') }),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
    }
    expect(await window.call('campaigns.mine', {})).toEqual([]);
  });

  test('lasts as long as its window: another window is not entered by it', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'annotator' });
    await bench.openWindow().call('people.enter', { personId: id });
    expect(await bench.openWindow().call('people.current', {})).toEqual({ person: null, role: 'researcher' });
  });

  test('that is empty is a guest’s once there is a researcher, who stays where they were added', async () => {
    const other = bench.openWindow();
    const own = bench.openWindow();
    const researcher = await own.call('people.add', { name: 'Rosa', role: 'researcher', pin: '2468' });
    expect(await own.call('people.current', {})).toMatchObject({ person: { id: researcher.id }, role: 'researcher' });
    expect(await other.call('people.current', {})).toEqual({ person: null, role: 'guest' });
    await expect(other.call('corpora.list', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await other.call('people.list', {})).toMatchObject([{ name: 'Rosa', hasPin: true }]);
    await own.call('people.leave', {});
    await expect(own.call('corpora.list', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    // The command line has the workspace's files anyway.
    expect(await bench.client.call('corpora.list', {})).toEqual([]);
  });

  test('loses its rights with its person, and changes them with the person’s role', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'researcher' });
    const window = bench.openWindow();
    await window.call('people.enter', { personId: id });
    await bench.client.call('people.update', { id, role: 'annotator' });
    await expect(window.call('corpora.list', {})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await bench.client.call('people.remove', { id });
    expect(await window.call('people.current', {})).toEqual({ person: null, role: 'guest' });
    await bench.client.call('people.restore', { id });
    expect(await window.call('people.current', {})).toMatchObject({ role: 'annotator' });
  });

  test('ends a stream that the new role may not read', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'annotator' });
    const window = bench.openWindow();
    const path = await bench.write('talks.jsonl', '{"dialog":[{"speaker":"usr","text":"Hello"}]}\n');
    const { fileId } = await bench.client.call('files.reference', { path });
    const { activityId } = await bench.client.call('corpora.import', { fileIds: [fileId], name: 'Talks' });
    await window.call('people.enter', { personId: id });
    await expect(Array.fromAsync(window.stream('activities.watch', { id: activityId }))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await bench.finish(activityId);
  });
});

describe('a ticket', () => {
  test('enters again once, without the PIN, until the person leaves', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'annotator', pin: '1357' });
    const first = await bench.openWindow().call('people.enter', { personId: id, pin: '1357' });
    const window = bench.openWindow();
    const second = await window.call('people.resume', { ticket: first.ticket });
    expect(second).toMatchObject({ person: { name: 'Ana' } });
    await expect(bench.openWindow().call('people.resume', { ticket: first.ticket })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await window.call('people.leave', {});
    await expect(bench.openWindow().call('people.resume', { ticket: second.ticket })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('is void after the PIN was changed', async () => {
    const { id } = await bench.client.call('people.add', { name: 'Ana', role: 'annotator' });
    const { ticket } = await bench.openWindow().call('people.enter', { personId: id });
    await bench.client.call('people.update', { id, pin: '1357' });
    await expect(bench.openWindow().call('people.resume', { ticket })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('two people cannot have one name, and a colour of their own is found for each', async () => {
  const ana = await bench.client.call('people.add', { name: 'Ana', role: 'annotator' });
  const ben = await bench.client.call('people.add', { name: 'Ben', role: 'evaluator' });
  expect(ana.colour).not.toBe(ben.colour);
  await expect(bench.client.call('people.add', { name: ' ana ', role: 'annotator' })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(bench.client.call('people.update', { id: ben.id, name: 'ANA' })).rejects.toMatchObject({ code: 'CONFLICT' });
});

describe('a PIN', () => {
  test('is asked for, and wrong ones make one wait longer and longer', async () => {
    let nowMs = 0;
    const gate = createPinGate({ now: () => new Date(nowMs) });
    const hash = await hashPin('1357');
    const id = PersonId.parse(1);
    for (const wrong of ['0000', '1111', '2222']) await expect(gate.check(id, hash, wrong)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(gate.check(id, hash, '1357')).rejects.toMatchObject({ code: 'LIMIT', details: { waitMs: 1000 } });
    nowMs = 1000;
    await expect(gate.check(id, hash, '3333')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    nowMs = 2500;
    await expect(gate.check(id, hash, '1357')).rejects.toMatchObject({ code: 'LIMIT' });
    nowMs = 3000;
    await expect(gate.check(id, hash, '1357')).resolves.toBeUndefined();
    await expect(gate.check(id, hash, '1357')).resolves.toBeUndefined();
  });

  test('cannot be guessed by many windows at once', async () => {
    const gate = createPinGate({ now: () => new Date(0) });
    const hash = await hashPin('1357');
    const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, attempt) => gate.check(PersonId.parse(1), hash, String(2000 + attempt))));
    const codes = answers.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : 'entered'));
    expect(codes.filter((code) => code === 'FORBIDDEN')).toHaveLength(3);
    expect(codes.filter((code) => code === 'LIMIT')).toHaveLength(17);
  });

  test('is kept as a hash of its own', async () => {
    const [first, second] = await Promise.all([hashPin('1357'), hashPin('1357')]);
    expect(first).not.toBe(second);
    expect(first).not.toContain('1357');
  });
});
