/** @file A workbench with a corpus, a label set with votes, and people at windows of their own: what review tests work with. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '#shared/channel/client';
import type { Campaign } from '#shared/contracts/campaigns';
import type { Input } from '#shared/contracts/index';
import type { LabelledValue } from '#shared/contracts/labels';
import type { Person } from '#shared/contracts/people';
import { DecisionId, type CorpusId, type LabelSetId } from '#shared/domain/ids';
import { createRandom } from '#shared/domain/random';
import type { WritableDb } from '#main/store/database';
import { addLabelledDialogue, beginLabelSet, finishLabelSet } from '#main/store/label-set-repository';
import { openStore } from '#main/store/store';
import { dialogueIdsOf, newLabelSet, votedValue } from '../labels/label-set';
import { escaSchema } from '../labels/schema';
import { generateDialogues, insertDialogues, silentLog } from '../store';
import { openTestWorkbench, type TestWorkbench } from '../test-workbench';

export const fieldIds = escaSchema.fields.map(({ id }) => id);

/** Votes of three annotators on every field of a seeker's turn, e.g. `112` for an ordinal field; words for others. */
export type VotesOf = (place: { dialogue: number; turn: number; field: string }) => readonly string[];

export interface ReviewWorkbench extends AsyncDisposable {
  readonly bench: TestWorkbench;
  readonly corpusId: CorpusId;
  readonly labelSetId: LabelSetId;
  /** A campaign of one seeker's turn an item, given to people and opened. */
  openCampaign(people: readonly Person[], request?: Partial<Input<'campaigns.create'>>): Promise<Campaign>;
}

export async function openReviewWorkbench({ dialogues = 10, votesOf = seededVotes(7) }: { dialogues?: number; votesOf?: VotesOf } = {}): Promise<ReviewWorkbench> {
  const workspacePath = await mkdtemp(join(tmpdir(), 'solace-review-'));
  const store = openStore({ folder: workspacePath, clock: { now: () => new Date() }, log: silentLog });
  const corpusId = insertDialogues(store.db, generateDialogues(dialogues, 3, 8), { name: 'Talks' }).id;
  const labelSetId = insertLabels(store.db, corpusId, votesOf);
  store.dispose();
  const bench = await openTestWorkbench({ workspacePath });
  return {
    bench,
    corpusId,
    labelSetId,
    async openCampaign(people, request = {}) {
      const campaign = await bench.client.call('campaigns.create', { name: 'Check', corpusId, labelSetId, sampling: { kind: 'random', count: 10 }, annotatorsPerItem: people.length, ...request });
      await bench.client.call('campaigns.assign', { id: campaign.id, personIds: people.map(({ id }) => id) });
      return bench.client.call('campaigns.setState', { id: campaign.id, state: 'open' });
    },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

/** Seeker's turns are the even ones of generated dialogues. */
export function insertLabels(db: WritableDb, corpusId: CorpusId, votesOf: VotesOf, name = 'model labels'): LabelSetId {
  const id = beginLabelSet(db, newLabelSet(corpusId, { name }));
  for (const [dialogue, dialogueId] of dialogueIdsOf(db, corpusId).entries()) {
    const turns = [0, 2, 4, 6].map((turn) => ({
      turn,
      values: Object.fromEntries(fieldIds.map((field): [string, LabelledValue] => [field, wordValue(votesOf({ dialogue, turn, field }))])),
    }));
    addLabelledDialogue(db, id, { dialogueId, state: 'labelled', problems: [], turns });
  }
  return finishLabelSet(db, id).id;
}

export async function addPerson(bench: TestWorkbench, name: string, role: Person['role'] = 'annotator'): Promise<{ person: Person; window: Client }> {
  const person = await bench.client.call('people.add', { name, role });
  const window = bench.openWindow();
  await window.call('people.enter', { personId: person.id });
  return { person, window };
}

let decisions = 0;

export function newDecisionId(): DecisionId {
  decisions += 1;
  return DecisionId.parse(`decision-${process.pid}-${decisions}`);
}

/** All fields of an item by one call: right, or the given values. */
export async function decideAll(window: Client, campaignId: Campaign['id'], position: number, values: Readonly<Record<string, string>> = {}, activeMs = 5000): Promise<void> {
  const { revision } = await window.call('review.peek', { campaignId, position });
  const given = fieldIds.map((field) => (values[field] === undefined ? { field, verdict: 'correct' as const } : { field, verdict: 'labelled' as const, value: values[field] }));
  await window.call('review.decide', { campaignId, position, decisionId: newDecisionId(), revision, activeMs, decisions: given });
}

export function seededVotes(seed: number): VotesOf {
  return ({ dialogue, turn, field }) => {
    const random = createRandom(seed * 1_000_003 + dialogue * 1009 + turn * 101 + fieldIds.indexOf(field));
    const values = escaSchema.fields.find(({ id }) => id === field)?.values ?? [];
    const pick = (): string => values[random.integer(values.length)]?.value ?? '';
    const first = pick();
    return [first, random.next() < 0.7 ? first : pick(), random.next() < 0.6 ? first : pick()];
  };
}

function wordValue(votes: readonly string[]): LabelledValue {
  return votedValue('', {
    value: votes[0] ?? null,
    origin: votes.every((vote) => vote === votes[0]) ? 'unanimous' : 'majority',
    votes: votes.map((value, annotator) => ({ annotator, value, callId: null })),
    rationale: 'because of the words',
  });
}
