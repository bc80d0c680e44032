/** @file The turns a campaign can ask about: every seeker's turn of a scope, or those that a label set has a value for. */
import type { LabelSetDetails } from '#shared/contracts/labels';
import type { DialogueId } from '#shared/domain/ids';
import type { Proposal, Proposals } from '#shared/domain/review/decisions';
import type { ReadableDb } from '../../store/database';
import { inScope, type DialogueScope } from '../../store/dialogue-repository';
import { readLabelledDialogues } from '../../store/label-value-repository';
import { listSeekerTurns } from '../../store/review-queue';

export interface PoolTurn {
  readonly dialogueId: DialogueId;
  readonly turn: number;
  /** Empty without a label set. */
  readonly proposals: Proposals;
}

const pageDialogues = 200;

/** In corpus order. With a label set: the turns that have a value of every field. */
export function turnPool(db: ReadableDb, scope: DialogueScope, labels: { set: LabelSetDetails; fields: readonly string[] } | null): PoolTurn[] {
  const turns = listSeekerTurns(db, inScope(scope));
  if (labels === null) return turns.map((one) => ({ ...one, proposals: {} }));
  const proposed = readProposals(db, labels.set, labels.fields);
  return turns.flatMap((one) => {
    const proposals = proposed.get(turnKey(one));
    return proposals !== undefined && labels.fields.every((field) => proposals[field] !== undefined) ? [{ ...one, proposals }] : [];
  });
}

/** What a label set says of the given fields, by turn; votes with the names of those who gave them. */
export function readProposals(db: ReadableDb, set: LabelSetDetails, fields: readonly string[]): Map<string, Proposals> {
  const proposals = new Map<string, Proposals>();
  for (let afterPosition = -1; ; ) {
    const page = readLabelledDialogues(db, set.id, { afterPosition, limit: pageDialogues });
    const last = page.at(-1);
    if (last === undefined) return proposals;
    for (const { dialogueId, turns } of page) {
      for (const { turn, values } of turns) proposals.set(turnKey({ dialogueId, turn }), proposalsOf(set, fields, values));
    }
    afterPosition = last.position;
  }
}

export function turnKey({ dialogueId, turn }: { dialogueId: DialogueId; turn: number }): string {
  return `${dialogueId} ${turn}`;
}

type Values = ReturnType<typeof readLabelledDialogues>[number]['turns'][number]['values'];

function proposalsOf({ annotators }: LabelSetDetails, fields: readonly string[], values: Values): Proposals {
  const entries = fields.flatMap((field): [string, Proposal][] => {
    const found = values[field];
    if (found === undefined || found.value === null) return [];
    const votes = found.votes.flatMap(({ annotator, value }) => (value === null ? [] : [{ annotator: annotators[annotator]?.name ?? `annotator ${annotator + 1}`, value }]));
    return [[field, { value: found.value, votes, ...(found.rationale === null ? {} : { rationale: found.rationale }) }]];
  });
  return Object.fromEntries(entries);
}
