/**
 * @file Reviewing: a person's own queue, item by item. Owner: services/review. An item is known by its position in the queue of the person who
 * sits at the window, so that nobody can tell a repeat or a gold check from the rest. Every change is an appended row; a call that returns is
 * on the disk; the same decision id again changes nothing.
 */
import { z } from 'zod';
import { mutation, query } from './define';
import { CampaignId, DecisionId } from '../domain/ids';
import { LabelField } from '../domain/label-schema';
import { CampaignMode, CampaignState, ItemState, Verdict } from '../domain/review/decisions';
import { CampaignOptions } from './campaigns';
import { Speaker } from '../domain/dialogue';

const reviewers = ['researcher', 'annotator'] as const;

export const ShownTurn = z.object({ position: z.int(), speaker: Speaker, text: z.string(), strategy: z.string().optional() });
export type ShownTurn = z.output<typeof ShownTurn>;

export const ShownContext = z.object({
  /** Zero-based place of the dialogue in its corpus. */
  dialoguePosition: z.int(),
  externalId: z.string().nullable(),
  emotionType: z.string().nullable(),
  problemType: z.string().nullable(),
  situation: z.string().nullable(),
  turnCount: z.int(),
  /** From the first turn (at most 400 before the one in focus) to two after it; the others by `review.turns`. */
  turns: z.array(ShownTurn),
  /** Position of the turn that is asked about. */
  focus: z.int(),
});
export type ShownContext = z.output<typeof ShownContext>;

export const ShownVote = z.object({ annotator: z.string(), value: z.string(), rationale: z.string().optional() });

/** Votes and rationale are there once they may be seen. */
export const ShownProposal = z.object({ value: z.string(), votes: z.array(ShownVote).optional(), rationale: z.string().optional() });
export type ShownProposal = z.output<typeof ShownProposal>;

export const CurrentDecision = z.object({
  verdict: Verdict,
  /** What the person says it is; the proposal where they found it right; null where they did not say. */
  value: z.string().nullable(),
  decidedAt: z.iso.datetime(),
});
export type CurrentDecision = z.output<typeof CurrentDecision>;

export const Note = z.object({ isFlagged: z.boolean(), comment: z.string() });
export type Note = z.output<typeof Note>;

export const ReviewItem = z.object({
  position: z.int(),
  state: ItemState,
  context: ShownContext,
  /** By field; empty in `label` mode and while hidden. */
  proposals: z.record(z.string(), ShownProposal),
  /** Whether `review.reveal` would show more. */
  canReveal: z.boolean(),
  /** By field. */
  decisions: z.record(z.string(), CurrentDecision),
  note: Note,
  /** What the adjudicator asks to look at again. */
  rework: z.object({ note: z.string(), requestedAt: z.iso.datetime() }).nullable(),
  /** Of the item's last change; a decision names the revision it was made on. */
  revision: z.int(),
  /** Spent on it so far. */
  activeMs: z.int(),
});
export type ReviewItem = z.output<typeof ReviewItem>;

/** The person's place in the campaign, answered with every call, so that a page need not ask. */
export const Desk = z.object({
  total: z.int(),
  done: z.int(),
  skipped: z.int(),
  rework: z.int(),
  /** Over the person's last 20 items; null before the first. */
  medianSeconds: z.number().nullable(),
  canUndo: z.boolean(),
  canRedo: z.boolean(),
});
export type Desk = z.output<typeof Desk>;

export const ReviewCampaign = z.object({
  id: CampaignId,
  name: z.string(),
  mode: CampaignMode,
  state: CampaignState,
  /** With values, rubrics and descriptions, in the order they are asked. */
  fields: z.array(LabelField),
  options: CampaignOptions,
  isScripted: z.boolean(),
  desk: Desk,
});
export type ReviewCampaign = z.output<typeof ReviewCampaign>;

/**
 * What is decided of one field. In `validate` mode a `labelled` value is compared with the proposal and kept as correct or incorrect; in
 * `label` mode only `labelled` and `skipped` are possible. An incorrect one without a value says only that the proposal is wrong.
 */
export const FieldDecision = z.object({ field: z.string(), verdict: Verdict, value: z.string().nullable().default(null) });

const at = z.object({ campaignId: CampaignId, position: z.int().nonnegative() });
const acting = at.extend({
  decisionId: DecisionId,
  /** The item's revision that the person saw; CONFLICT where a field was decided since, in another window for one. */
  revision: z.int().nonnegative(),
  /** On this item since the last decision, pauses left out. */
  activeMs: z.int().nonnegative().max(24 * 60 * 60 * 1000),
});
const NoteInput = z.object({ isFlagged: z.boolean(), comment: z.string().trim().max(4_000, 'a comment has at most 4,000 characters').default('') });

/** After an action: the item as it is now, and the desk. */
const acted = z.object({ item: ReviewItem, desk: Desk });

export const HistoryRow = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['decide', 'undo', 'redo', 'import']),
  position: z.int(),
  /** Null for the note. */
  field: z.string().nullable(),
  old: z.string().nullable(),
  new: z.string().nullable(),
  oldVerdict: Verdict.nullable(),
  newVerdict: Verdict.nullable(),
  activeMs: z.int(),
});
export type HistoryRow = z.output<typeof HistoryRow>;

export const reviewContract = {
  /** All that stays the same while a person works: fields with rubrics, options. */
  'review.campaign': query({ input: z.object({ campaignId: CampaignId }), output: ReviewCampaign, access: reviewers }),
  /** The next undecided items after a position (from the start without one), those sent back first, then round to those left behind. For prefetch. */
  'review.next': query({
    input: z.object({ campaignId: CampaignId, after: z.int().min(-1).default(-1), count: z.int().min(1).max(20).default(3), /** Positions the page holds already. */ except: z.array(z.int()).max(50).default([]) }),
    output: z.object({ items: z.array(ReviewItem), desk: Desk }),
    access: reviewers,
  }),
  'review.peek': query({ input: at, output: ReviewItem, access: reviewers }),
  /** More of the dialogue around an item: the turns from `from` up to and without `to`. */
  'review.turns': query({ input: at.extend({ from: z.int().nonnegative(), to: z.int().nonnegative() }), output: z.array(ShownTurn), access: reviewers }),
  /** The queue as a list. */
  'review.list': query({
    input: z.object({ campaignId: CampaignId, state: z.enum(['all', 'open', 'rework', 'done', 'skipped', 'flagged']).default('all'), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ total: z.int(), rows: z.array(z.object({ position: z.int(), state: ItemState, isFlagged: z.boolean(), excerpt: z.string() })) }),
    access: reviewers,
  }),
  /** Shows proposals, votes and reasons of an item, and keeps that they were asked for. */
  'review.reveal': mutation({ input: at, output: ReviewItem, access: reviewers }),
  /** One field or all in one call, with a flag and comment if any; a note alone has no decisions. */
  'review.decide': mutation({ input: acting.extend({ decisions: z.array(FieldDecision).max(20), note: NoteInput.optional() }), output: acted, access: reviewers }),
  /** Skips every field not decided yet. */
  'review.skip': mutation({ input: acting.extend({ note: NoteInput.optional() }), output: acted, access: reviewers }),
  /** Takes back the person's last action in the campaign, whatever item it was on; as often as there are actions. CONFLICT when nothing is left. */
  'review.undo': mutation({ input: z.object({ campaignId: CampaignId, decisionId: DecisionId }), output: acted, access: reviewers }),
  'review.redo': mutation({ input: z.object({ campaignId: CampaignId, decisionId: DecisionId }), output: acted, access: reviewers }),
  /** The person's own rows, newest first; of one item with a position. */
  'review.history': query({
    input: z.object({ campaignId: CampaignId, position: z.int().nonnegative().optional(), offset: z.int().nonnegative().default(0), limit: z.int().min(1).max(500).default(100) }),
    output: z.object({ total: z.int(), rows: z.array(HistoryRow) }),
    access: reviewers,
  }),
} as const;
