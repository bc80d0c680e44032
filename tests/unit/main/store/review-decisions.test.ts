/** @file Decisions as rows: what is current, undo and redo without limit, idempotence, and that nothing is ever changed or lost. */
import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SqliteDatabase } from '#main/store/database';
import { canUndoRedo } from '#main/store/review-actions';
import { currentDecisions, currentNote, decide, deskOf, listHistory, redoDecision, undoDecision, type DecideRequest } from '#main/store/review-decisions';
import { countQueue, getSlot, nextSlots, type QueueKey } from '#main/store/review-queue';
import { sendBack } from '#main/store/rework-repository';
import { sql } from '#main/store/sql';
import { DecisionId } from '#shared/domain/ids';
import { makeQueue } from '../../../support/review/queue';
import { openMemoryStore, someTime } from '../../../support/store';

let db: SqliteDatabase;
let key: QueueKey;
let ids = 0;

const nextId = (): DecisionId => DecisionId.parse(`decision-${(ids += 1)}`);
const fields = ['emotionIntensity', 'behaviour'] as const;

beforeEach(() => {
  db = openMemoryStore();
  const queue = makeQueue(db, { items: 4 });
  key = { campaignId: queue.campaignId, personId: queue.personIds[0] as QueueKey['personId'] };
});

function request(changes: Partial<DecideRequest>): DecideRequest {
  return { decisionId: nextId(), kind: 'decide', decisions: [], activeMs: 1000, revision: null, request: 'some', at: someTime, ...changes };
}

function say(position: number, field: string, value: string, changes: Partial<DecideRequest> = {}): void {
  decide(db, getSlot(db, key, position), request({ decisions: [{ field, verdict: 'incorrect', value, proposed: '2', sawProposal: true }], ...changes }));
}

function valuesAt(position: number): Record<string, string | null> {
  return Object.fromEntries([...currentDecisions(db, getSlot(db, key, position).id)].map(([field, { value }]) => [field, value]));
}

describe('undo and redo', () => {
  interface Model {
    readonly cells: Map<string, string>;
    readonly done: { readonly cell: string; readonly before: string | undefined; readonly after: string }[];
    readonly undone: Model['done'];
  }
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('say' as const), position: fc.nat(3), field: fc.constantFrom(...fields), value: fc.constantFrom('1', '3', '4', '5') }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
  );

  test('behave as two stacks do, however they are mixed', () => {
    fc.assert(
      fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
        db = openMemoryStore();
        const queue = makeQueue(db, { items: 4 });
        key = { campaignId: queue.campaignId, personId: queue.personIds[0] as QueueKey['personId'] };
        const model: Model = { cells: new Map(), done: [], undone: [] };
        for (const one of actions) {
          if (one.kind === 'say') {
            say(one.position, one.field, one.value);
            const cell = `${one.position} ${one.field}`;
            model.done.push({ cell, before: model.cells.get(cell), after: one.value });
            model.undone.length = 0;
            model.cells.set(cell, one.value);
          } else {
            const [from, to, reverse] = one.kind === 'undo' ? [model.done, model.undone, undoDecision] as const : [model.undone, model.done, redoDecision] as const;
            const top = from.pop();
            if (top === undefined) {
              expect(() => reverse(db, key, { decisionId: nextId(), at: someTime })).toThrow(/nothing to/);
              continue;
            }
            to.push(top);
            const value = one.kind === 'undo' ? top.before : top.after;
            if (value === undefined) model.cells.delete(top.cell);
            else model.cells.set(top.cell, value);
            reverse(db, key, { decisionId: nextId(), at: someTime });
          }
          expect(canUndoRedo(db, deskOf(key))).toEqual({ canUndo: model.done.length > 0, canRedo: model.undone.length > 0 });
        }
        const cells = [0, 1, 2, 3].flatMap((position) => Object.entries(valuesAt(position)).map(([field, value]) => [`${position} ${field}`, value] as const));
        expect(new Map(cells)).toEqual(model.cells);
        const complete = [0, 1, 2, 3].filter((position) => fields.every((field) => model.cells.has(`${position} ${field}`))).length;
        expect(countQueue(db, key).done).toBe(complete);
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  test('take back an action of several fields and its note as one', () => {
    const both = fields.map((field) => ({ field, verdict: 'correct' as const, value: '2', proposed: '2', sawProposal: true }));
    decide(db, getSlot(db, key, 0), request({ decisions: both, note: { isFlagged: true, comment: 'odd' } }));
    expect(getSlot(db, key, 0)).toMatchObject({ state: 'done', isFlagged: true });
    undoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(getSlot(db, key, 0)).toMatchObject({ state: 'open', isFlagged: false });
    expect(currentNote(db, getSlot(db, key, 0).id)).toEqual({ isFlagged: false, comment: '' });
    redoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(getSlot(db, key, 0)).toMatchObject({ state: 'done', isFlagged: true });
  });

  test('go as deep as there are actions, each with its row in the history', () => {
    for (let round = 0; round < 150; round++) say(round % 4, 'emotionIntensity', String(1 + (round % 5)));
    for (let round = 0; round < 150; round++) undoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(valuesAt(0)).toEqual({});
    for (let round = 0; round < 150; round++) redoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(valuesAt(1)).toEqual({ emotionIntensity: String(1 + (149 % 5)) });
    expect(listHistory(db, key, { offset: 0, limit: 1 })).toMatchObject({ total: 450, rows: [{ kind: 'redo', position: 1, new: '5' }] });
  });
});

describe('a decision id', () => {
  test('makes one row, however often it comes', () => {
    const decisionId = nextId();
    say(0, 'emotionIntensity', '4', { decisionId });
    say(0, 'emotionIntensity', '4', { decisionId });
    const undoId = nextId();
    say(1, 'emotionIntensity', '5');
    undoDecision(db, key, { decisionId: undoId, at: someTime });
    undoDecision(db, key, { decisionId: undoId, at: someTime });
    expect(db.number(sql`SELECT count(*) FROM review_actions`)).toBe(3);
    expect(valuesAt(0)).toEqual({ emotionIntensity: '4' });
    expect(getSlot(db, key, 0).activeMs).toBe(1000);
  });

  test('is refused for anything but its own request', () => {
    const decisionId = nextId();
    say(0, 'emotionIntensity', '4', { decisionId });
    expect(() => say(0, 'emotionIntensity', '5', { decisionId, request: 'another' })).toThrow(/used for another decision/);
    expect(valuesAt(0)).toEqual({ emotionIntensity: '4' });
  });
});

describe('nothing is lost', () => {
  test('an edit on what was shown before another edit is refused, on another field it is not', () => {
    say(0, 'emotionIntensity', '4');
    const shown = getSlot(db, key, 0).lastActionId ?? 0;
    say(0, 'emotionIntensity', '5');
    expect(() => say(0, 'emotionIntensity', '1', { revision: shown })).toThrow(/decided since/);
    say(0, 'behaviour', 'question', { revision: shown });
    expect(valuesAt(0)).toEqual({ emotionIntensity: '5', behaviour: 'question' });
  });

  test('rows can be neither changed nor deleted', () => {
    say(0, 'emotionIntensity', '4');
    for (const table of ['review_actions', 'review_decisions']) {
      expect(() => db.execute(`DELETE FROM ${table}`)).toThrow(/only ever appended/);
      expect(() => db.execute(`UPDATE ${table} SET id = id`)).toThrow(/only ever appended/);
    }
  });

  test('an answer to what was sent back, when undone, is asked for again', () => {
    say(0, 'emotionIntensity', '4');
    say(0, 'behaviour', 'question');
    sendBack(db, [getSlot(db, key, 0)], { requestedBy: key.personId, note: 'Look again', at: someTime });
    expect(getSlot(db, key, 0).state).toBe('rework');
    expect(nextSlots(db, key, { after: 2, count: 1, except: [] })).toMatchObject([{ position: 0 }]);
    say(0, 'behaviour', 'command');
    expect(getSlot(db, key, 0).state).toBe('done');
    undoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(getSlot(db, key, 0).state).toBe('rework');
    redoDecision(db, key, { decisionId: nextId(), at: someTime });
    expect(getSlot(db, key, 0)).toMatchObject({ state: 'done', reworkId: null });
  });
});

test('the queue and what is current are read by their indexes', () => {
  const plan = (query: string): string => db.column<string>({ text: `EXPLAIN QUERY PLAN ${query}`, params: [] }).length === 0 ? '' : db.all<{ detail: string }>({ text: `EXPLAIN QUERY PLAN ${query}`, params: [] }).map(({ detail }) => detail).join('; ');
  expect(plan(`SELECT * FROM review_slots WHERE campaign_id = 1 AND person_id = 1 AND state = 'open' AND position > 5 ORDER BY position LIMIT 3`)).toMatch(/USING INDEX review_slots_queue/);
  expect(plan('SELECT * FROM review_actions WHERE campaign_id = 1 AND person_id = 1 AND desk = 1 ORDER BY id DESC LIMIT 1')).toMatch(/USING INDEX review_actions_desk/);
  expect(plan('SELECT * FROM current_decisions WHERE slot_id = 1')).not.toMatch(/SCAN/);
});
