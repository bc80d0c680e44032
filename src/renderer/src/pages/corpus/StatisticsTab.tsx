/** @file The corpus in figures, whole or one part of a split: labels, when strategies are used, lengths, ratings. */
import { Box, Skeleton, Typography } from '@mui/material';
import { useSearchParams } from 'react-router';
import type { Corpus, CorpusStatistics } from '#shared/contracts/corpora';
import { strategyByLabel, vocabularies } from '#shared/domain/strategies';
import { useCommand } from '../../api/use-command';
import { BarList } from '../../components/charts/BarList';
import { StackedStages } from '../../components/charts/StackedStages';
import { formatCount, formatDecimal, sentenceCase } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { Stat, StatRow } from '../../components/Stat';
import { strategyColor } from '../../components/strategy-look';
import { LengthCharts } from './LengthCharts';
import { type PartChoice, PartSelect } from './PartSelect';
import { RatingCharts } from './RatingCharts';

export function StatisticsTab({ corpus }: { corpus: Corpus }) {
  const splits = useCommand('corpora.splits', { corpus: corpus.id });
  const [search, setSearch] = useSearchParams();
  const part = partOf(search, splits.data ?? []);
  const statistics = useCommand('corpora.statistics', { corpus: corpus.id, ...part }, { keepsPrevious: true });
  const choose = (choice: PartChoice | null) => setSearch(choice === null ? {} : { split: String(choice.splitSetId), part: choice.part }, { replace: true });
  return (
    <LoadState
      query={statistics}
      what="the statistics"
      skeleton={<ChartSkeletons />}
      isEmpty={(data) => data.counts.dialogues === 0}
      empty={<EmptyState title="No dialogue here">This part of the corpus holds no dialogue, so there is nothing to count.</EmptyState>}
    >
      {(data) => (
        <>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'flex-end', justifyContent: 'space-between', mb: 3 }}>
            <Counts statistics={data} />
            {(splits.data ?? []).length > 0 && <PartSelect label="Figures of" splits={splits.data ?? []} value={part} onChange={choose} />}
          </Box>
          <Charts corpus={corpus} statistics={data} />
        </>
      )}
    </LoadState>
  );
}

function partOf(search: URLSearchParams, splits: readonly { id: number; parts: readonly { name: string }[] }[]): PartChoice | null {
  const split = splits.find((one) => String(one.id) === search.get('split'));
  const part = split?.parts.find((one) => one.name === search.get('part'));
  return split === undefined || part === undefined ? null : { splitSetId: split.id as PartChoice['splitSetId'], part: part.name };
}

function Counts({ statistics: { counts, lengths } }: { statistics: CorpusStatistics }) {
  return (
    <StatRow label="Counts">
      <Stat label="dialogues" value={formatCount(counts.dialogues)} />
      <Stat label="turns" value={formatCount(counts.utterances)} />
      <Stat label="seeker turns" value={formatCount(counts.seekerTurns)} />
      <Stat label="supporter turns" value={formatCount(counts.supporterTurns)} />
      <Stat label="turns a dialogue" value={formatDecimal(lengths.turnsPerDialogue.mean)} />
    </StatRow>
  );
}

/** As many columns as there is room for; the stages take all of them, and what follows fills the gaps. */
const chartGrid = { display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))', lg: 'repeat(3, minmax(0, 1fr))' }, gridAutoFlow: 'dense', gap: 2 } as const;

function Charts({ corpus, statistics }: { corpus: Corpus; statistics: CorpusStatistics }) {
  const labels = vocabularies[corpus.vocabulary].map((strategy) => strategy.label);
  const hasStrategies = statistics.strategies.length > 0;
  const absent = absentFigures(statistics);
  return (
    <Box sx={chartGrid}>
      {hasStrategies && (
        <BarList
          title="Strategies"
          help="Supporter turns by strategy."
          labelHeader="Strategy"
          countHeader="Supporter turns"
          fileLead={statistics.name}
          bars={statistics.strategies.map(({ label, count }) => ({ label, count, color: strategyColor(label), mark: strategyByLabel(label)?.abbreviation ?? '?' }))}
        />
      )}
      {statistics.emotions.length > 0 && <BarList title="Emotions" help="Dialogues by the seeker’s emotion." labelHeader="Emotion" countHeader="Dialogues" fileLead={statistics.name} bars={named(statistics.emotions)} maxBars={8} />}
      {statistics.problems.length > 0 && <BarList title="Problems" help="Dialogues by what they are about." labelHeader="Problem" countHeader="Dialogues" fileLead={statistics.name} bars={named(statistics.problems)} maxBars={8} />}
      {hasStrategies && (
        <Box sx={{ gridColumn: '1 / -1', minWidth: 0 }}>
          <StackedStages title="Strategies over the dialogue" help="Share of each strategy among the supporter turns of six equal stages, after the figure of the CSO paper." stages={statistics.stages} labels={labels} fileLead={statistics.name} />
        </Box>
      )}
      {statistics.unknownStrategies.length > 0 && (
        <BarList title="Labels outside the vocabulary" help="Kept as found, never counted as a strategy." labelHeader="Label" countHeader="Supporter turns" fileLead={statistics.name} bars={statistics.unknownStrategies} maxBars={8} />
      )}
      <LengthCharts statistics={statistics} />
      <RatingCharts statistics={statistics} />
      {absent !== '' && (
        <Typography variant="body2" sx={{ color: 'text.secondary', gridColumn: '1 / -1' }}>
          This corpus carries no {absent}.
        </Typography>
      )}
    </Box>
  );
}

function named(buckets: readonly { label: string; count: number }[]): { label: string; count: number }[] {
  return buckets.map(({ label, count }) => ({ label: sentenceCase(label), count }));
}

/** Says what is missing, so that a missing chart is no riddle. */
function absentFigures(statistics: CorpusStatistics): string {
  const absent = [
    statistics.strategies.length === 0 && 'strategy labels',
    statistics.emotions.length === 0 && 'emotion types',
    statistics.problems.length === 0 && 'problem types',
    statistics.feedback.every(({ count }) => count === 0) && 'feedback scores',
    statistics.survey.length === 0 && 'survey scores',
  ].filter((name) => name !== false);
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(absent);
}

function ChartSkeletons() {
  return (
    <Box sx={chartGrid}>
      <Skeleton variant="rounded" height={280} />
      <Skeleton variant="rounded" height={280} />
      <Skeleton variant="rounded" height={360} sx={{ gridColumn: '1 / -1' }} />
    </Box>
  );
}
