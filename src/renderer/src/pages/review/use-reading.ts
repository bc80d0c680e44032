/** @file How the dialogue is looked at: folded or whole, blurred or plain. Folding and showing begin anew with every item; blurring stays. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReviewCampaign, ReviewItem, ShownTurn } from '#shared/contracts/review';
import { useClient } from '../../api/ClientProvider';
import { messageOf } from '../../components/format';
import { useTextBlur } from '../../components/text-blur';
import { useToast } from '../../components/toasts/ToastProvider';

export type Reading = ReturnType<typeof useReading>;

const nothingEarlier: readonly ShownTurn[] = [];

function begun(position: number | null) {
  return { position, isUnfolded: false, isFocusShown: false, earlier: nothingEarlier };
}

export function useReading(campaign: ReviewCampaign, item: ReviewItem | null) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAlwaysBlurred, setAlwaysBlurred] = useTextBlur();
  const [isBlurred, setBlurred] = useState(campaign.options.blursText || isAlwaysBlurred);
  const position = item?.position ?? null;
  const [seen, setSeen] = useState(() => begun(position));
  if (seen.position !== position) setSeen(begun(position));
  const keepEarlier = useCallback((at: number, earlier: readonly ShownTurn[]) => setSeen((last) => (last.position === at ? { ...last, earlier } : last)), []);
  useEarlierTurns({ campaign, item, isWanted: seen.isUnfolded && seen.earlier.length === 0, onCome: keepEarlier });
  return useMemo(
    () => ({
      scroller,
      ...seen,
      isBlurred,
      toggleEarlier: () => setSeen((last) => ({ ...last, isUnfolded: !last.isUnfolded })),
      showFocus: () => setSeen((last) => ({ ...last, isFocusShown: !last.isFocusShown })),
      toggleBlur: () => {
        setBlurred(!isBlurred);
        setAlwaysBlurred(!isBlurred);
      },
      scroll: (pages: 1 | -1) => scroller.current?.scrollBy({ top: pages * scroller.current.clientHeight * 0.8 }),
    }),
    [seen, isBlurred, setAlwaysBlurred],
  );
}

interface EarlierTurns {
  campaign: ReviewCampaign;
  item: ReviewItem | null;
  isWanted: boolean;
  onCome: (position: number, turns: readonly ShownTurn[]) => void;
}

/** Of a very long dialogue the first turns come only when they are asked for. */
function useEarlierTurns({ campaign, item, isWanted, onCome }: EarlierTurns): void {
  const client = useClient();
  const toast = useToast();
  const position = item?.position ?? null;
  const first = item?.context.turns[0]?.position ?? 0;
  useEffect(() => {
    if (!isWanted || position === null || first === 0) return;
    client
      .call('review.turns', { campaignId: campaign.id, position, from: 0, to: first })
      .then((turns) => onCome(position, turns))
      .catch((error: unknown) => toast({ tone: 'error', message: `The first turns could not be loaded: ${messageOf(error)}` }));
  }, [client, toast, campaign.id, position, first, isWanted, onCome]);
}
