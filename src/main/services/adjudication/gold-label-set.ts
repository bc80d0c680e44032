/** @file The gold of a campaign as a label set of its corpus, made whole or not at all: people are the annotators, their answers the votes. */
import type { Annotator, LabelledValue, LabelSet } from '#shared/contracts/labels';
import { AppError } from '#shared/contracts/errors';
import type { CampaignId, PersonId } from '#shared/domain/ids';
import type { LabelSchema } from '#shared/domain/label-schema';
import { deriveLabel } from '../../research/annotation/derive';
import { pairAgreementOf } from '../../research/annotation/vote';
import { getCampaign, getCampaignSchema } from '../../store/campaign-repository';
import type { WritableDb } from '../../store/database';
import { addLabelledDialogue, beginLabelSet, finishLabelSet } from '../../store/label-set-repository';
import { readBasis } from './basis';
import { readBoard, type Entry } from './board';

export function makeGoldLabelSet(db: WritableDb, { campaignId, name, createdAt }: { campaignId: CampaignId; name: string; createdAt: string }): LabelSet {
  const campaign = getCampaign(db, campaignId);
  const board = readBoard(db, campaign, { among: 'people' });
  const decided = board.entries.filter(({ gold }) => gold !== null);
  if (decided.length === 0) throw new AppError('INVALID_INPUT', `"${campaign.name}" has no gold yet. Accept or adjudicate some first.`, { details: { campaignId } });
  const schema = getCampaignSchema(db, campaignId);
  const people = [...new Set(decided.flatMap(({ answers }) => answers.map(({ personId }) => personId)))];
  const annotators = people.map((id): Annotator => ({ name: board.people.get(id)?.name ?? 'somebody', isScripted: false }));
  // Where votes of models were counted, scripted ones speak in the gold.
  const isScripted = campaign.isScripted && decided.some(({ gold }) => gold !== null && gold.source !== 'adjudicated' && readBasis(gold.basis).among === 'peopleAndModels');
  return db.transaction(() => {
    const source = { kind: 'people', note: `campaign "${campaign.name}"` } as const;
    const id = beginLabelSet(db, { corpusId: campaign.corpus.id, name, source, schema, options: null, annotators, adjudicator: null, isScripted, createdAt });
    for (const [dialogueId, entries] of Map.groupBy(decided, ({ item }) => item.dialogueId)) {
      const turns = [...Map.groupBy(entries, ({ item }) => item.turn)].toSorted(([a], [b]) => a - b).map(([turn, own]) => ({ turn, values: valuesOf(own, { schema, people }) }));
      addLabelledDialogue(db, id, { dialogueId, state: 'labelled', problems: [], turns });
    }
    return finishLabelSet(db, id);
  });
}

function valuesOf(entries: readonly Entry[], { schema, people }: { schema: LabelSchema; people: readonly PersonId[] }): Record<string, LabelledValue> {
  const values = Object.fromEntries(entries.map((entry) => [entry.field.id, goldValue(entry, people)]));
  const derived = schema.derived.flatMap((field): [string, LabelledValue][] => {
    const value = deriveLabel(field, field.from.map((source) => values[source]?.value), { schema, mapping: 'round' });
    return value === null ? [] : [[field.id, { value, origin: 'derived', agreement: null, votes: [], callId: null, rationale: null }]];
  });
  return { ...values, ...Object.fromEntries(derived) };
}

function goldValue({ gold, answers }: Entry, people: readonly PersonId[]): LabelledValue {
  const votes = answers.flatMap(({ personId, value }) => (value === null ? [] : [{ annotator: people.indexOf(personId), value, callId: null }]));
  return {
    value: gold?.value ?? null,
    origin: gold?.source ?? 'failed',
    agreement: pairAgreementOf(votes.map(({ value }) => value)),
    votes,
    callId: null,
    rationale: gold === null || gold.comment === '' ? null : gold.comment,
  };
}
