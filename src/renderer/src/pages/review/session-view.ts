/** @file What a session shows of itself at any moment, and what it needs to begin. */
import type { Client } from '#shared/channel/client';
import type { Desk, ReviewCampaign, ReviewItem } from '#shared/contracts/review';
import type { DecisionId } from '#shared/domain/ids';
import type { ActiveClock } from './active-clock';

export interface SaveFailure {
  readonly message: string;
  /** The item was changed elsewhere: what was decided can be laid over it, or dropped. */
  readonly isConflict: boolean;
  readonly isLostConnection: boolean;
}

export interface SessionView {
  readonly stage: 'loading' | 'working' | 'finished' | 'broken';
  readonly item: ReviewItem | null;
  readonly desk: Desk;
  readonly fieldIndex: number;
  /** "Wrong" was said of the field in focus; its value is awaited. */
  readonly isCorrecting: boolean;
  readonly failure: SaveFailure | null;
  /** Why no item could be had. */
  readonly problem: string | null;
  /** For the ear, and for what was asked in vain. */
  readonly news: string;
  readonly hint: string | null;
}

export interface SessionOptions {
  readonly client: Client;
  readonly campaign: ReviewCampaign;
  readonly clock: ActiveClock;
  readonly newDecisionId: () => DecisionId;
  readonly now: () => Date;
}

/** Before the first item is there. */
export function openingView(desk: Desk): SessionView {
  return { stage: 'loading', item: null, desk, fieldIndex: 0, isCorrecting: false, failure: null, problem: null, news: '', hint: null };
}
