/** @file One turn of the reader: its text with the words searched for, its labels in the margin, and the replies that were not preferred. */
import { memo } from 'react';
import { Box, Button } from '@mui/material';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { Alternative, Turn } from '#shared/domain/dialogue';
import { countOf } from '../../components/format';
import { MatchText } from '../../components/MatchText';
import { StrategyChip } from '../../components/StrategyChip';
import { blurredText } from '../../components/text-blur';
import { TurnFrame } from '../../components/transcript/TurnFrame';
import { TurnLabels } from '../../components/transcript/TurnLabels';

export interface ReaderTurnProps {
  turn: Turn;
  number: number;
  isContinued: boolean;
  isCurrent: boolean;
  isBlurred: boolean;
  isOpened: boolean;
  mark: (text: string) => string;
  onFocus: (number: number) => void;
  onToggleAlternatives: (number: number) => void;
}

export const ReaderTurn = memo(function ReaderTurn({ turn, number, isContinued, isCurrent, isBlurred, isOpened, mark, onFocus, onToggleAlternatives }: ReaderTurnProps) {
  const { alternatives = [] } = turn;
  return (
    <Box
      component="li"
      id={turnElementId(number)}
      tabIndex={isCurrent ? 0 : -1}
      aria-current={isCurrent ? 'true' : undefined}
      onFocus={() => onFocus(number)}
      sx={{ listStyle: 'none', px: 1, py: 0.75, pt: isContinued ? 0 : 1.25, scrollMargin: '72px', borderRadius: '0 6px 6px 0', '&:focus-visible': { outlineOffset: -2 }, '&[aria-current=true]': { backgroundColor: 'background.paper', boxShadow: 'inset 3px 0 var(--solace-palette-primary-main)' } }}
    >
      <TurnFrame number={number} speaker={turn.speaker} isContinued={isContinued} margin={<TurnLabels turn={turn} />}>
        <Box className="dialogue-text" sx={{ overflowWrap: 'anywhere', ...(isBlurred && blurredText) }}>
          <MatchText text={mark(turn.text)} />
        </Box>
        {alternatives.length > 0 && (
          <Button onClick={() => onToggleAlternatives(number)} aria-expanded={isOpened} tabIndex={isCurrent ? 0 : -1} startIcon={isOpened ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />} sx={{ ml: -1, mt: 0.25, px: 1, py: 0.25, fontSize: '0.8125rem' }}>
            {countOf(alternatives.length, 'reply', 'replies')} not preferred
          </Button>
        )}
        {isOpened && <Alternatives alternatives={alternatives} isBlurred={isBlurred} mark={mark} />}
      </TurnFrame>
    </Box>
  );
});

export function turnElementId(number: number): string {
  return `turn-${number}`;
}

function Alternatives({ alternatives, isBlurred, mark }: { alternatives: readonly Alternative[]; isBlurred: boolean; mark: (text: string) => string }) {
  return (
    <Box component="ul" aria-label="Replies not preferred" sx={{ m: 0, mt: 0.5, p: 0, pl: 1.75, borderLeft: 2, borderColor: 'divider', display: 'grid', gap: 1 }}>
      {alternatives.map((alternative, index) => (
        <Box component="li" key={index} sx={{ listStyle: 'none' }}>
          {alternative.strategy !== undefined && <StrategyChip label={alternative.strategy} />}
          {alternative.unknownStrategy !== undefined && <StrategyChip label={alternative.unknownStrategy} isUnknown />}
          <Box className="dialogue-text" sx={{ color: 'text.secondary', overflowWrap: 'anywhere', ...(isBlurred && blurredText) }}>
            <MatchText text={mark(alternative.text)} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
