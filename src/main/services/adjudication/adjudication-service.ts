/** @file Adjudication: the queue, one item, gold decided and taken back, work sent back. Implements adjudicationContract over the board and the store. */
import type { adjudicationContract, AdjudicationItem } from '#shared/contracts/adjudication';
import { AppError } from '#shared/contracts/errors';
import type { CallContext, HandlersOf, Output, Parsed } from '#shared/contracts/index';
import type { CampaignId, ReviewItemId } from '#shared/domain/ids';
import { getCampaignHead, type CampaignHead } from '../../store/campaign-repository';
import { goldRevision, decideGold, findGoldAction, countGoldOf, redoGold, undoGold, type NewGold, type Reversed } from '../../store/gold-repository';
import type { Desk } from '../../store/review-actions';
import { getItem, listSlotsOfItem, type Slot } from '../../store/review-queue';
import { sendBack, withdrawRework } from '../../store/rework-repository';
import type { CampaignDependencies } from '../campaigns/dependencies';
import { personAt } from '../review/review-service';
import { basisOf } from './basis';
import { readBoard, stateOf, type Entry } from './board';
import { acceptedBy, previewOf } from './bulk';
import { makeGoldLabelSet } from './gold-label-set';
import { showAdjudicationDesk, showAdjudicationItem, showQueueRows } from './show-adjudication';

export function createAdjudicationService(dependencies: CampaignDependencies): HandlersOf<typeof adjudicationContract> {
  const { ports, store: { db }, events } = dependencies;
  const now = (): string => ports.clock.now().toISOString();
  const changed = (campaign: CampaignHead, itemId: ReviewItemId): AdjudicationItem => {
    events.emit({ kind: 'campaigns.changed', campaignId: campaign.id });
    return showAdjudicationItem(db, campaign, { itemId, isAnonymous: false, among: 'people' });
  };
  const reversed = (campaignId: CampaignId, desk: Desk, done: Reversed): Output<'adjudication.undo'> => {
    events.emit({ kind: 'campaigns.changed', campaignId });
    return { ...done, desk: showAdjudicationDesk(db, readBoard(db, getCampaignHead(db, campaignId), { among: 'people' }), desk) };
  };

  return {
    'adjudication.queue': (query, context) => listQueue(query, context),
    'adjudication.item': ({ campaignId, ...request }) => showAdjudicationItem(db, getCampaignHead(db, campaignId), request),
    'adjudication.decide': ({ campaignId, decisionId, itemId, ...asked }, context) => {
      const campaign = getCampaignHead(db, campaignId);
      const desk = deskAt(campaignId, context);
      const request = JSON.stringify({ itemId, ...asked });
      if (findGoldAction(db, desk, { decisionId, request }) === undefined) {
        decideGold(db, desk, { decisionId, kind: 'decide', itemId, gold: adjudicated(campaign, { itemId, ...asked }), request, at: now() });
      }
      return changed(campaign, itemId);
    },
    'adjudication.preview': (rule) => previewOf(readBoard(db, getCampaignHead(db, rule.campaignId), rule), rule),
    'adjudication.accept': ({ decisionId, ...rule }, context) => {
      const campaign = getCampaignHead(db, rule.campaignId);
      const desk = deskAt(rule.campaignId, context);
      const request = JSON.stringify(rule);
      const repeated = findGoldAction(db, desk, { decisionId, request });
      const gold = repeated === undefined ? expectedGold(campaign, rule) : [];
      if (gold.length > 0) decideGold(db, desk, { decisionId, kind: 'accept', gold, request, at: now() });
      events.emit({ kind: 'campaigns.changed', campaignId: campaign.id });
      return { accepted: repeated === undefined ? gold.length : countGoldOf(db, repeated.id), desk: showAdjudicationDesk(db, readBoard(db, campaign, rule), desk) };
    },
    'adjudication.undo': ({ campaignId, decisionId }, context) => {
      const desk = deskAt(campaignId, context);
      return reversed(campaignId, desk, undoGold(db, desk, { decisionId, at: now() }));
    },
    'adjudication.redo': ({ campaignId, decisionId }, context) => {
      const desk = deskAt(campaignId, context);
      return reversed(campaignId, desk, redoGold(db, desk, { decisionId, at: now() }));
    },
    'adjudication.sendBack': ({ campaignId, itemId, personIds, note }, context) => {
      const campaign = getCampaignHead(db, campaignId);
      if (campaign.state !== 'open') throw new AppError('CONFLICT', `"${campaign.name}" is ${campaign.state}, so nobody could answer. Open it first.`, { details: { state: campaign.state } });
      const slots = answeredSlots(campaign, itemId).filter(({ personId }) => personIds.length === 0 || personIds.includes(personId));
      if (slots.length === 0) throw new AppError('INVALID_INPUT', 'None of these people has answered this item, so there is nothing to send back.', { details: { itemId } });
      sendBack(db, slots, { requestedBy: personAt(context).id, note, at: now() });
      return changed(campaign, itemId);
    },
    'adjudication.withdraw': ({ campaignId, itemId }) => {
      const campaign = getCampaignHead(db, campaignId);
      const withdrawn = withdrawRework(db, answeredSlots(campaign, itemId), now());
      if (withdrawn === 0) throw new AppError('CONFLICT', 'Nothing of this item is sent back and unanswered.', { details: { itemId } });
      return changed(campaign, itemId);
    },
    'adjudication.makeLabelSet': ({ campaignId, name }) => makeGoldLabelSet(db, { campaignId, name, createdAt: now() }),
  };

  function listQueue(query: Parsed<'adjudication.queue'>, { seat: { person } }: CallContext): Output<'adjudication.queue'> {
    const { campaignId, field, state, among, sort, offset, limit } = query;
    const campaign = getCampaignHead(db, campaignId);
    const board = readBoard(db, campaign, { among });
    const chosen = board.entries.filter((entry) => (field === undefined || entry.field.id === field) && isWanted(stateOf(entry), state));
    const ordered = sort === 'number' ? chosen : chosen.toSorted((a, b) => (b.disagreement ?? -1) - (a.disagreement ?? -1));
    return {
      total: ordered.length,
      rows: showQueueRows(db, campaign, { entries: ordered.slice(offset, offset + limit), people: board.people }),
      desk: showAdjudicationDesk(db, board, person === null ? null : { campaignId, personId: person.id, desk: 'adjudication' }),
      fields: board.fields.map(({ field: { id, title }, expected, alpha }) => ({ field: id, title, expected, alpha })),
    };
  }

  function adjudicated(campaign: CampaignHead, { itemId, revision, decisions }: Pick<Parsed<'adjudication.decide'>, 'itemId' | 'revision' | 'decisions'>): NewGold[] {
    const entries = readBoard(db, campaign, { among: 'people' }).entries.filter((entry) => entry.item.id === itemId);
    const twice = decisions.find(({ field }, index) => decisions.findIndex((one) => one.field === field) !== index);
    if (twice !== undefined) throw new AppError('INVALID_INPUT', `The field "${twice.field}" is decided twice in one call; send one decision a field.`, { details: { field: twice.field } });
    return decisions.map(({ field, value, errorType, comment }): NewGold => {
      const entry = entryOf(entries, field, value);
      if (goldRevision(db, itemId, field) > revision) throw new AppError('CONFLICT', `The ${field} of item ${entry.item.number} was decided since it was shown. Look at it again; nothing was changed.`, { details: { field } });
      return { itemId, field, value, source: 'adjudicated', errorType, comment, basis: JSON.stringify(basisOf(entry.item, field, { answers: entry.answers, among: 'people' })) };
    });
  }

  function expectedGold(campaign: CampaignHead, rule: Omit<Parsed<'adjudication.accept'>, 'decisionId'>): NewGold[] {
    const gold = acceptedBy(readBoard(db, campaign, rule), rule);
    if (gold.length === rule.expectedCount) return gold;
    throw new AppError('CONFLICT', `${rule.expectedCount} values were previewed, but ${gold.length} would be accepted now. Preview again; nothing was changed.`, { details: { count: gold.length } });
  }

  function answeredSlots(campaign: CampaignHead, itemId: ReviewItemId): Slot[] {
    return listSlotsOfItem(db, getItem(db, campaign.id, itemId).id).filter(({ isRepeat, lastActionId }) => !isRepeat && lastActionId !== null);
  }
}

function deskAt(campaignId: CampaignId, context: CallContext): Desk {
  return { campaignId, personId: personAt(context).id, desk: 'adjudication' };
}

function isWanted(state: ReturnType<typeof stateOf>, wanted: Parsed<'adjudication.queue'>['state']): boolean {
  return wanted === 'all' ? state !== 'waiting' : state === wanted;
}

function entryOf(entries: readonly Entry[], field: string, value: string): Entry {
  const entry = entries.find((one) => one.field.id === field);
  if (entry === undefined) throw new AppError('NOT_FOUND', `The campaign has no such item with a field "${field}" to adjudicate.`, { details: { field } });
  if (!entry.field.values.some((one) => one.value === value)) {
    throw new AppError('INVALID_INPUT', `The field "${field}" has no value "${value}"; its values are ${entry.field.values.map((one) => one.value).join(', ')}.`, { details: { field, value } });
  }
  return entry;
}
