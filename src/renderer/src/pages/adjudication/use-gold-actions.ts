/** @file Takes the adjudicator's own last action back, and does it again. */
import { useState } from 'react';
import type { CampaignId, ReviewItemId } from '#shared/domain/ids';
import { newDecisionId } from '../../api/new-decision-id';
import { useMutate } from '../../api/use-command';
import { countOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function useGoldActions(campaignId: CampaignId, onShow: (itemId: ReviewItemId | null) => void) {
  const toast = useToast();
  const [problem, setProblem] = useState<string | null>(null);
  const onFail = (error: Error) => setProblem(error.message);
  const say = (word: string) => ({ values, itemId }: { values: number; itemId: ReviewItemId | null }) => {
    setProblem(null);
    toast({ message: `${countOf(values, 'value')} ${word}.` });
    onShow(itemId);
  };
  const undo = useMutate('adjudication.undo', { onFail, onDone: say('taken back') });
  const redo = useMutate('adjudication.redo', { onFail, onDone: say('decided again') });
  return {
    problem,
    forgetProblem: () => setProblem(null),
    undo: () => undo.mutate({ campaignId, decisionId: newDecisionId() }),
    redo: () => redo.mutate({ campaignId, decisionId: newDecisionId() }),
  };
}
