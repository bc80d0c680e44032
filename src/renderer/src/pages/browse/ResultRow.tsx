/** @file One dialogue in a result: where it stands, what it is about, the passage found, and its figures. */
import { Box, Skeleton } from '@mui/material';
import type { DialogueRow } from '#shared/contracts/dialogues';
import { extes8, type VocabularyId } from '#shared/domain/strategies';
import { formatCount, formatDecimal, sentenceCase } from '../../components/format';
import { MatchText } from '../../components/MatchText';
import { StrategyStrip } from '../../components/StrategyStrip';
import { blurredText } from '../../components/text-blur';
import { GridCell } from '../../components/VirtualList';

const widths = { corpus: 118, about: 150, strategies: 92, turns: 60, feedback: 84 } as const;

export function ResultHeader() {
  return (
    <>
      <GridCell role="columnheader" width={widths.corpus}>Corpus</GridCell>
      <GridCell role="columnheader" width={widths.about}>Emotion, problem</GridCell>
      <GridCell role="columnheader" isWide>Passage</GridCell>
      <GridCell role="columnheader" width={widths.strategies}>Strategies</GridCell>
      <GridCell role="columnheader" width={widths.turns} isFigure>Turns</GridCell>
      <GridCell role="columnheader" width={widths.feedback} isFigure>Feedback</GridCell>
    </>
  );
}

export function ResultRow({ row, isBlurred }: { row: DialogueRow | undefined; isBlurred: boolean }) {
  if (row === undefined) return <PendingRow />;
  return (
    <>
      <GridCell width={widths.corpus}>
        <OneLine>{row.corpusName}</OneLine>
        <OneLine isQuiet>no. {formatCount(row.position + 1)}</OneLine>
      </GridCell>
      <GridCell width={widths.about}>
        <OneLine>{row.emotionType === null ? '–' : sentenceCase(row.emotionType)}</OneLine>
        <OneLine isQuiet>{row.problemType ?? ''}</OneLine>
      </GridCell>
      <GridCell isWide>
        <Box sx={{ fontSize: '0.875rem', lineHeight: 1.4, display: '-webkit-box', WebkitBoxOrient: 'vertical', WebkitLineClamp: 2, overflow: 'hidden', maxWidth: '110ch', ...(isBlurred && blurredText) }}>
          <MatchText text={row.excerpt} />
        </Box>
      </GridCell>
      <GridCell width={widths.strategies}>
        {row.strategies.length > 0 && <StrategyStrip vocabulary={vocabularyOf(row)} strategies={Object.fromEntries(row.strategies.map(({ label, count }) => [label, count]))} widthPx={widths.strategies - 20} />}
      </GridCell>
      <GridCell width={widths.turns} isFigure>{formatCount(row.turns)}</GridCell>
      <GridCell width={widths.feedback} isFigure>{row.meanFeedback === null ? '–' : formatDecimal(row.meanFeedback)}</GridCell>
    </>
  );
}

function PendingRow() {
  return (
    <GridCell isWide>
      <Skeleton variant="rounded" height={14} width="70%" />
    </GridCell>
  );
}

function OneLine({ children, isQuiet = false }: { children: string | (string | number)[]; isQuiet?: boolean }) {
  return <Box sx={{ fontSize: isQuiet ? '0.8125rem' : '0.875rem', lineHeight: 1.4, color: isQuiet ? 'text.secondary' : 'text.primary', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{children}</Box>;
}

function vocabularyOf(row: DialogueRow): VocabularyId {
  return row.strategies.some(({ label }) => extes8.some((one) => one.label === label)) ? 'extes8' : 'esconv8';
}
