/** @file A session for the campaign that is open, its clock, and the view of it as React sees it. */
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReviewCampaign } from '#shared/contracts/review';
import { useClient, useConnectionStatus } from '../../api/ClientProvider';
import { newDecisionId } from '../../api/new-decision-id';
import { ActiveClock } from './active-clock';
import { ReviewSession } from './review-session';
import type { SessionView } from './session-view';

export interface SessionAtWork {
  readonly session: ReviewSession;
  readonly view: SessionView;
  readonly clock: ActiveClock;
}

export function useReviewSession(campaign: ReviewCampaign): SessionAtWork {
  const client = useClient();
  const [{ session, clock }] = useState(() => {
    const made = new ActiveClock(() => performance.now());
    return { clock: made, session: new ReviewSession({ client, campaign, clock: made, newDecisionId, now: () => new Date() }) };
  });
  const view = useSyncExternalStore(session.subscribe, session.view);
  useEffect(() => session.begin(), [session]);
  useRetryWhenBack(session, view);
  return { session, view, clock };
}

/** The clock stands while work is paused or the page is hidden; any sign of the person keeps it going. */
export function useRunningClock(clock: ActiveClock, isPaused: boolean): void {
  useEffect(() => {
    const adjust = () => (isPaused || document.hidden ? clock.stop() : clock.start());
    const note = () => clock.noteSign();
    const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
    adjust();
    document.addEventListener('visibilitychange', adjust);
    for (const sign of signs) document.addEventListener(sign, note, { capture: true, passive: true });
    return () => {
      clock.stop();
      document.removeEventListener('visibilitychange', adjust);
      for (const sign of signs) document.removeEventListener(sign, note, { capture: true });
    };
  }, [clock, isPaused]);
}

/** A decision that only lacked the connection is sent by itself once it is back. */
function useRetryWhenBack(session: ReviewSession, { failure }: SessionView): void {
  const isConnected = useConnectionStatus() === 'connected';
  const isLost = failure?.isLostConnection === true;
  useEffect(() => {
    if (isConnected && isLost) void session.retry();
  }, [session, isConnected, isLost]);
}
