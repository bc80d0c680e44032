/** @file A slot as the person sees it: context, what of the proposals they may see, what they decided. Hides whether it is a repeat or a gold check. */
import type { Desk, ReviewItem, ShownProposal } from '#shared/contracts/review';
import type { Proposal, Proposals } from '#shared/domain/review/decisions';
import { medianOf } from '../../research/review/pace';
import type { CampaignHead } from '../../store/campaign-repository';
import type { ReadableDb } from '../../store/database';
import { canUndoRedo } from '../../store/review-actions';
import { currentDecisions, currentNote, deskOf, openRework } from '../../store/review-decisions';
import { countQueue, getItem, readContext, recentPace, type QueueKey, type Slot } from '../../store/review-queue';

/** Items that the person's own speed is taken over. */
const paceItems = 20;

export type Sight = 'everything' | 'values' | 'nothing';

export function sightOf({ mode, options }: Pick<CampaignHead, 'mode' | 'options'>, { isRevealed }: Pick<Slot, 'isRevealed'>): Sight {
  if (mode === 'label') return 'nothing';
  if (isRevealed || options.proposals === 'shown') return 'everything';
  return options.proposals === 'values' ? 'values' : 'nothing';
}

export function showItem(db: ReadableDb, campaign: CampaignHead, slot: Slot): ReviewItem {
  const item = getItem(db, campaign.id, slot.itemId);
  const sight = sightOf(campaign, slot);
  const decisions = [...currentDecisions(db, slot.id)].map(([field, { verdict, value, decidedAt }]) => [field, { verdict, value, decidedAt }] as const);
  return {
    position: slot.position,
    state: slot.state,
    context: readContext(db, item),
    proposals: sight === 'nothing' ? {} : shownProposals(item.proposals, campaign, sight),
    canReveal: campaign.mode === 'validate' && sight !== 'everything' && campaign.fields.some(({ id }) => item.proposals[id] !== undefined),
    decisions: Object.fromEntries(decisions),
    note: currentNote(db, slot.id),
    rework: openRework(db, slot),
    revision: slot.lastActionId ?? 0,
    activeMs: slot.activeMs,
  };
}

export function showDesk(db: ReadableDb, key: QueueKey): Desk {
  const medianMs = medianOf(recentPace(db, key, paceItems));
  return { ...countQueue(db, key), medianSeconds: medianMs === null ? null : medianMs / 1000, ...canUndoRedo(db, deskOf(key)) };
}

function shownProposals(proposals: Proposals, { fields }: Pick<CampaignHead, 'fields'>, sight: Exclude<Sight, 'nothing'>): Record<string, ShownProposal> {
  return Object.fromEntries(
    fields.flatMap(({ id }) => {
      const proposal = proposals[id];
      return proposal === undefined ? [] : [[id, sight === 'values' ? { value: proposal.value } : everythingOf(proposal)] as const];
    }),
  );
}

function everythingOf({ value, votes, rationale }: Proposal): ShownProposal {
  return {
    value,
    votes: votes.map((vote) => ({ annotator: vote.annotator, value: vote.value, ...(vote.rationale === undefined ? {} : { rationale: vote.rationale }) })),
    ...(rationale === undefined ? {} : { rationale }),
  };
}
