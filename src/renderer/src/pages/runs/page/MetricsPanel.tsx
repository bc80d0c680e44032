/** @file Last and best value of every figure of a run, and all of its values as a file. */
import { Box, Button } from '@mui/material';
import { Download } from 'lucide-react';
import type { Client } from '#shared/channel/client';
import type { MetricRow } from '#shared/contracts/run-results';
import type { RunDetail } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import { betterDirection } from '#shared/domain/runs/metric-direction';
import { isMachineMetric } from '#shared/domain/runs/run';
import { useClient } from '../../../api/ClientProvider';
import { toCsv } from '../../../components/csv';
import { type Column, DataTable } from '../../../components/DataTable';
import { downloadText, fileStem } from '../../../components/download';
import { messageOf } from '../../../components/format';
import { numberText } from '../../../components/json-text';
import { Panel } from '../../../components/Panel';
import { useToast } from '../../../components/toasts/ToastProvider';

export function MetricsPanel({ run }: { run: RunDetail }) {
  const client = useClient();
  const toast = useToast();
  const names = Object.keys({ ...run.bestMetrics, ...run.lastMetrics }).filter((name) => !isMachineMetric(name));
  const rows = names.map((name) => ({ name, last: run.lastMetrics[name] ?? null, best: run.bestMetrics[name] ?? null }));
  if (rows.length === 0) return null;
  const save = async () => {
    try {
      downloadText(await allValues(client, run.id), { name: `${fileStem(run.name)}-values.csv`, type: 'text/csv' });
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    }
  };
  return (
    <Panel
      title="Figures"
      actions={
        <Button startIcon={<Download size={14} aria-hidden />} onClick={() => void save()}>
          All values
        </Button>
      }
    >
      <DataTable label="Figures" columns={columns} rows={rows} rowKey={({ name }) => name} hasCopy={false} maxHeightPx={360} />
    </Panel>
  );
}

interface FigureRow {
  readonly name: string;
  readonly last: number | null;
  readonly best: number | null;
}

const columns: readonly Column<FigureRow>[] = [
  { key: 'name', label: 'Figure', value: ({ name }) => name, render: ({ name }) => <Box sx={{ overflowWrap: 'anywhere' }}>{name}</Box> },
  { key: 'last', label: 'Last', isFigure: true, value: ({ last }) => last, render: ({ last }) => (last === null ? '–' : figureText(last)) },
  { key: 'best', label: 'Best', isFigure: true, value: ({ best }) => best, render: ({ name, best }) => (best === null ? '–' : <span title={betterDirection(name) === 'lower' ? 'The lowest' : 'The highest'}>{figureText(best)}</span>) },
];

function figureText(value: number): string {
  return numberText(Number(value.toPrecision(5)));
}

/** Page by page, since a long run has a million of them. */
async function allValues(client: Client, id: RunId): Promise<string> {
  const rows: MetricRow[] = [];
  for (;;) {
    const afterStep = rows.at(-1)?.step;
    const page = await client.call('runs.metricsPage', { id, limit: 10_000, ...(afterStep !== undefined && { afterStep }) });
    if (page.length === 0) break;
    rows.push(...page);
  }
  const names = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))].sort();
  return toCsv(
    ['step', 'epoch', 'seconds', ...names],
    rows.map(({ step, epoch, seconds, values }) => [step, epoch ?? null, seconds, ...names.map((name) => values[name] ?? null)]),
  );
}
