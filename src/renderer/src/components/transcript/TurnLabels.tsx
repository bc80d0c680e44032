/** @file What is known of a turn, for the margin of a transcript: strategy, feedback, seeker state. Only what is there is shown. */
import { Box, Tooltip } from '@mui/material';
import { Star } from 'lucide-react';
import type { Turn } from '#shared/domain/dialogue';
import { StateChips } from '../StateChips';
import { StrategyChip } from '../StrategyChip';

export function TurnLabels({ turn }: { turn: Pick<Turn, 'strategy' | 'unknownStrategy' | 'feedback' | 'state'> }) {
  const { strategy, unknownStrategy, feedback, state } = turn;
  const hasState = state !== undefined && Object.keys(state).length > 0;
  if (strategy === undefined && unknownStrategy === undefined && feedback === undefined && !hasState) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center', '& > span:not([role])': { display: 'contents' } }}>
      {strategy !== undefined && <StrategyChip label={strategy} />}
      {unknownStrategy !== undefined && <StrategyChip label={unknownStrategy} isUnknown />}
      {feedback !== undefined && <FeedbackChip score={feedback} />}
      {hasState && <StateChips state={state} />}
    </Box>
  );
}

function FeedbackChip({ score }: { score: number }) {
  return (
    <Tooltip title={`The seeker rated the supporter so far ${score} of 5`} describeChild>
      <Box component="span" role="img" aria-label={`Feedback ${score} of 5`} sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', height: 22, px: 0.625, borderRadius: '5px', border: 1, borderColor: 'hairline', fontSize: '0.8125rem', lineHeight: 1 }}>
        <Star size={12} strokeWidth={2.2} aria-hidden />
        {score} of 5
      </Box>
    </Tooltip>
  );
}
