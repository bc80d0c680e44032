/** @file A person at work on their own queue. Implements reviewContract over the store; a person's queue is never shown to another. */
import { AppError } from '#shared/contracts/errors';
import type { CallContext, HandlersOf, Parsed } from '#shared/contracts/index';
import type { reviewContract, ReviewItem, Desk } from '#shared/contracts/review';
import type { Person } from '#shared/contracts/people';
import type { CampaignId } from '#shared/domain/ids';
import type { Clock } from '../../platform/ports';
import { getCampaignHead, type CampaignHead } from '../../store/campaign-repository';
import { findRepeated } from '../../store/review-actions';
import { currentDecisions, decide, deskOf, listHistory, redoDecision, undoDecision } from '../../store/review-decisions';
import { countQueue, getItem, getSlot, getSlotById, listQueue, markRevealed, nextSlots, readTurns, type QueueKey, type Slot } from '../../store/review-queue';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import { checkDecisions } from './check-decisions';
import { showDesk, showItem, sightOf } from './show-item';

export interface ReviewDependencies {
  readonly clock: Clock;
  readonly store: Store;
  readonly events: EventBus;
}

export function createReviewService({ clock, store: { db }, events }: ReviewDependencies): HandlersOf<typeof reviewContract> {
  const now = (): string => clock.now().toISOString();
  const acted = (campaign: CampaignHead, slotId: number): { item: ReviewItem; desk: Desk } => {
    events.emit({ kind: 'campaigns.changed', campaignId: campaign.id });
    const slot = getSlotById(db, slotId);
    return { item: showItem(db, campaign, slot), desk: showDesk(db, slot) };
  };
  const act = (input: Acting, context: CallContext, decisionsOn: (campaign: CampaignHead, slot: Slot) => FieldDecisions): { item: ReviewItem; desk: Desk } => {
    const campaign = openCampaign(getCampaignHead(db, input.campaignId));
    const slot = getSlot(db, keyOf(input, context), input.position);
    const { decisionId, activeMs, revision, note, ...rest } = input;
    const request = JSON.stringify({ ...rest, activeMs, revision, note });
    if (findRepeated(db, deskOf(slot), { decisionId, request }) !== undefined) return acted(campaign, slot.id);
    const { proposals } = getItem(db, campaign.id, slot.itemId);
    const decisions = checkDecisions(decisionsOn(campaign, slot), { ...campaign, proposals, seesProposals: sightOf(campaign, slot) !== 'nothing' });
    if (decisions.length === 0 && note === undefined) throw new AppError('INVALID_INPUT', 'Nothing was decided: send a decision or a note.');
    decide(db, slot, { decisionId, kind: 'decide', decisions, note, activeMs, revision, request, at: now() });
    return acted(campaign, slot.id);
  };

  return {
    'review.campaign': ({ campaignId }, context) => {
      const { id, name, mode, state, fields, options, isScripted } = getCampaignHead(db, campaignId);
      const key = keyOf({ campaignId }, context);
      assertHasQueue(countQueue(db, key).total, name);
      return { id, name, mode, state, fields, options, isScripted, desk: showDesk(db, key) };
    },
    'review.next': ({ campaignId, after, count, except }, context) => {
      const campaign = getCampaignHead(db, campaignId);
      const key = keyOf({ campaignId }, context);
      return { items: nextSlots(db, key, { after, count, except }).map((slot) => showItem(db, campaign, slot)), desk: showDesk(db, key) };
    },
    'review.peek': ({ campaignId, position }, context) => showItem(db, getCampaignHead(db, campaignId), getSlot(db, keyOf({ campaignId }, context), position)),
    'review.turns': ({ campaignId, position, from, to }, context) => {
      const slot = getSlot(db, keyOf({ campaignId }, context), position);
      return readTurns(db, getItem(db, campaignId, slot.itemId).dialogueId, { from, to });
    },
    'review.list': ({ campaignId, ...query }, context) => listQueue(db, keyOf({ campaignId }, context), query),
    'review.reveal': ({ campaignId, position }, context) => {
      const campaign = openCampaign(getCampaignHead(db, campaignId));
      const key = keyOf({ campaignId }, context);
      if (campaign.mode === 'label') throw new AppError('INVALID_INPUT', `"${campaign.name}" labels from scratch; it proposes nothing.`);
      markRevealed(db, getSlot(db, key, position).id, now());
      return showItem(db, campaign, getSlot(db, key, position));
    },
    'review.decide': (input, context) => act(input, context, () => input.decisions),
    'review.skip': (input, context) =>
      act(input, context, (campaign, slot) => {
        const decided = currentDecisions(db, slot.id);
        return campaign.fields.flatMap(({ id: field }) => (decided.has(field) ? [] : [{ field, verdict: 'skipped', value: null }]));
      }),
    'review.undo': ({ campaignId, decisionId }, context) => {
      const campaign = openCampaign(getCampaignHead(db, campaignId));
      return acted(campaign, undoDecision(db, keyOf({ campaignId }, context), { decisionId, at: now() }));
    },
    'review.redo': ({ campaignId, decisionId }, context) => {
      const campaign = openCampaign(getCampaignHead(db, campaignId));
      return acted(campaign, redoDecision(db, keyOf({ campaignId }, context), { decisionId, at: now() }));
    },
    'review.history': ({ campaignId, position, offset, limit }, context) => {
      const key = keyOf({ campaignId }, context);
      return listHistory(db, key, { slotId: position === undefined ? undefined : getSlot(db, key, position).id, offset, limit });
    },
  };
}

type Acting = Parsed<'review.skip'>;
type FieldDecisions = Parsed<'review.decide'>['decisions'];

/** Whoever reviews has entered, so that every decision carries a person. */
export function personAt({ seat: { person } }: CallContext): Person {
  if (person === null) throw new AppError('FORBIDDEN', 'Nobody has entered at this window, and a decision needs a person. Choose who you are, or add yourself to the people first.');
  return person;
}

function keyOf({ campaignId }: { campaignId: CampaignId }, context: CallContext): QueueKey {
  return { campaignId, personId: personAt(context).id };
}

function openCampaign(campaign: CampaignHead): CampaignHead {
  if (campaign.state === 'open') return campaign;
  const why = campaign.state === 'draft' ? 'has not been opened yet' : 'is closed';
  throw new AppError('CONFLICT', `"${campaign.name}" ${why}, so nothing can be decided in it. A researcher can open it.`, { details: { state: campaign.state } });
}

function assertHasQueue(items: number, name: string): void {
  if (items === 0) throw new AppError('NOT_FOUND', `You have no items in "${name}".`);
}
