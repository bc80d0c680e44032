/** @file The views of the ESCA paper: the state over the turns of some dialogues, and which strategies follow which behaviour and stage. */
import { useState } from 'react';
import { Box, Button, Link, MenuItem, Skeleton, TextField } from '@mui/material';
import { Dices } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import { CartesianGrid, Legend, Line, LineChart, Tooltip, XAxis, YAxis } from 'recharts';
import type { StateLine, StrategyHeatMap } from '#shared/contracts/label-results';
import type { LabelSetDetails } from '#shared/contracts/labels';
import { strategyByLabel } from '#shared/domain/strategies';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { ChartFrame } from '../../components/charts/ChartFrame';
import { CountHeatMap } from '../../components/charts/CountHeatMap';
import { quietAxis, quietGrid, quietTooltip } from '../../components/charts/chart-style';
import { countOf } from '../../components/format';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';

export function AnalysisTab({ set }: { set: LabelSetDetails }) {
  const [seed, setSeed] = useState(13);
  const [sample, setSample] = useState<number | null>(100);
  const parts = set.fullSchema.derived.flatMap(({ from }) => from);
  const analysis = useCommand('labels.analysis', { labelSetId: set.id, seed, sample }, { keepsPrevious: true });
  return (
    <LoadState query={analysis} what="the analysis" skeleton={<Skeleton variant="rounded" height={400} />}>
      {({ lines, heatMaps, dialogues, replies }) => (
        <>
          <PageSection
            title="State over the turns"
            description="How dialogues drawn at random go: intensity should fall and trust rise."
            actions={
              <Button variant="outlined" startIcon={<Dices size={16} aria-hidden />} onClick={() => setSeed((now) => now + 1)}>
                Draw others
              </Button>
            }
          >
            {lines.length === 0 ? (
              <EmptyState title="Nothing to draw">No dialogue has levels on two turns.</EmptyState>
            ) : (
              <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))' }}>
                {lines.map((line) => (
                  <StateChart key={line.dialogueId} line={line} parts={parts} fileLead={set.name} />
                ))}
              </Box>
            )}
          </PageSection>
          <PageSection
            title="What follows which state"
            description={`Strategies of ${countOf(replies, 'reply', 'replies')} after a labelled turn, in ${countOf(dialogues, 'dialogue')}.`}
            actions={
              <TextField select size="small" label="Dialogues" value={sample ?? 'all'} onChange={(event) => setSample(event.target.value === 'all' ? null : Number(event.target.value))} sx={{ minWidth: 130 }}>
                <MenuItem value={100}>100, drawn</MenuItem>
                <MenuItem value={500}>500, drawn</MenuItem>
                <MenuItem value="all">All</MenuItem>
              </TextField>
            }
          >
            <Box sx={{ display: 'grid', gap: 2 }}>
              {heatMaps.map((map) => (
                <StateStrategyMap key={map.field} map={map} fileLead={set.name} />
              ))}
            </Box>
          </PageSection>
        </>
      )}
    </LoadState>
  );
}

/** Told apart by dash as well as by colour. */
const seriesLooks = [
  { stroke: 'light-dark(#b0492f, #e59a84)', dash: '0' },
  { stroke: 'light-dark(#1f6f8b, #7fc3dc)', dash: '6 3' },
  { stroke: 'light-dark(#6a5a9c, #b7a8e6)', dash: '2 3' },
  { stroke: 'light-dark(#4f7a28, #a5cf7c)', dash: '8 3 2 3' },
  { stroke: 'light-dark(#8a6500, #e3c15a)', dash: '12 4' },
  { stroke: 'light-dark(#9c3f75, #e79cc6)', dash: '1 4' },
] as const;

/** What a drawn field is derived from stands in the table only: six lines over five levels cannot be followed. */
function StateChart({ line, parts, fileLead }: { line: StateLine; parts: readonly string[]; fileLead: string }) {
  const drawn = line.series.filter(({ field }) => !parts.includes(field));
  const title = `Dialogue ${line.position + 1}`;
  const points = line.turns.map((turn, index) => Object.fromEntries([['turn', turn + 1], ...line.series.map(({ field, values }) => [field, values[index] ?? null])]) as Record<string, number | null>);
  const table = { header: ['Turn', ...line.series.map(({ title: name }) => name)], rows: line.turns.map((turn, index) => [turn + 1, ...line.series.map(({ values }) => values[index] ?? null)]) };
  const highest = Math.max(5, ...line.series.map(({ levels }) => levels));
  return (
    <Box>
      <ChartFrame title={title} table={table} fileLead={fileLead}>
        {(widthPx) => (
          <LineChart width={widthPx} height={220} data={points} margin={{ top: 8, right: 12, bottom: 0, left: 0 }} role="img" aria-label={`${title}: ${drawn.map(({ title: name }) => name).join(', ')} over the turns; the same figures are in the table.`}>
            <CartesianGrid {...quietGrid} />
            <XAxis {...quietAxis} dataKey="turn" />
            <YAxis {...quietAxis} width={28} domain={[1, highest]} allowDecimals={false} />
            <Tooltip {...quietTooltip} labelFormatter={(turn) => `Turn ${Number(turn)}`} />
            <Legend wrapperStyle={{ fontSize: 12.5 }} />
            {drawn.map(({ field, title: name }, index) => (
              <Line key={field} dataKey={field} name={name} type="linear" connectNulls isAnimationActive={false} strokeWidth={2} dot={{ r: 2.5 }} stroke={seriesLooks[index % seriesLooks.length]?.stroke ?? 'currentColor'} strokeDasharray={seriesLooks[index % seriesLooks.length]?.dash ?? '0'} />
            ))}
          </LineChart>
        )}
      </ChartFrame>
      <Link component={RouterLink} to={paths.dialogue(line.dialogueId)} variant="body2">
        Read it
      </Link>
    </Box>
  );
}

function StateStrategyMap({ map, fileLead }: { map: StrategyHeatMap; fileLead: string }) {
  return (
    <CountHeatMap
      title={`${map.title} and the strategy that follows`}
      rows={{ header: map.title, labels: map.values.map((value) => ({ label: value, short: value })) }}
      columns={{ header: 'Strategy', labels: map.strategies.map((label) => ({ label, short: strategyByLabel(label)?.abbreviation ?? label })) }}
      counts={map.counts}
      fileLead={fileLead}
    />
  );
}
