/** @file Confusions and transitions as heat maps. A cell of the confusions opens its items. */
import { Box } from '@mui/material';
import type { Measurement, Transitions } from '#shared/contracts/measure';
import { strategyByLabel } from '#shared/domain/strategies';
import { CountHeatMap } from '../../../components/charts/CountHeatMap';
import { countOf } from '../../../components/format';
import { PageSection } from '../../../components/PageContainer';

export interface ConfusionCell {
  readonly gold: string;
  /** Null: predictions that name no strategy. */
  readonly predicted: string | null;
}

export function ConfusionTab({ measurement, onOpen }: { measurement: Extract<Measurement, { kind: 'strategy' }>; onOpen: (cell: ConfusionCell) => void }) {
  const { labels, confusion, unparsedByGold } = measurement.result;
  const hasUnparsed = unparsedByGold.some((count) => count > 0);
  const axis = labels.map(axisLabel);
  const columns = hasUnparsed ? [...axis, { label: 'No strategy named', short: 'None' }] : axis;
  const counts = hasUnparsed ? confusion.map((row, index) => [...row, unparsedByGold[index] ?? 0]) : confusion;
  const open = (row: number, column: number) => {
    const gold = labels[row];
    if (gold !== undefined) onOpen({ gold, predicted: labels[column] ?? null });
  };
  return (
    <Box sx={{ maxWidth: 1100 }}>
      <CountHeatMap
        title="Confusions"
        help="Rows: the gold strategy; columns: what was predicted. The diagonal is right. Open a cell to read its items."
        rows={{ header: 'Gold', labels: axis }}
        columns={{ header: 'Predicted', labels: columns }}
        counts={counts}
        onOpen={open}
        fileLead={measurement.name}
      />
    </Box>
  );
}

export function TransitionsTab({ transitions, name }: { transitions: { gold: Transitions; predicted: Transitions }; name: string }) {
  return (
    <PageSection title="Transitions" description="Which strategy follows which within a dialogue: in the gold, and in the predictions.">
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', xl: 'repeat(2, minmax(0, 1fr))' }, maxWidth: { xs: 1100, xl: 'none' } }}>
        <TransitionMap title="Gold transitions" transitions={transitions.gold} name={name} />
        <TransitionMap title="Predicted transitions" transitions={transitions.predicted} name={name} />
      </Box>
    </PageSection>
  );
}

function TransitionMap({ title, transitions: { labels, counts, transitions }, name }: { title: string; transitions: Transitions; name: string }) {
  const axis = labels.map(axisLabel);
  return <CountHeatMap title={title} help={`${countOf(transitions, 'step')} from one turn to the next. Rows: the earlier strategy.`} rows={{ header: 'Earlier', labels: axis }} columns={{ header: 'Next', labels: axis }} counts={counts} fileLead={name} />;
}

function axisLabel(label: string): { label: string; short: string } {
  return { label, short: strategyByLabel(label)?.abbreviation ?? label.slice(0, 4) };
}
