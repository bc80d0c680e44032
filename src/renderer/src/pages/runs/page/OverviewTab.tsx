/** @file Curves, figures and options of a run on one page, with its notes, its cost and where it was made. */
import { useMemo } from 'react';
import { Box } from '@mui/material';
import type { RunDetail } from '#shared/contracts/run-records';
import { CurveBoard } from '../curves/CurveBoard';
import { AboutRun } from './AboutRun';
import { ConfigPanel } from './ConfigPanel';
import { CostPanel } from './CostPanel';
import { MetricsPanel } from './MetricsPanel';
import { NotesPanel } from './NotesPanel';
import { ReproductionPanel } from './ReproductionPanel';

export function OverviewTab({ run }: { run: RunDetail }) {
  const { id, name, state } = run;
  const shown = useMemo(() => [{ id, name, state }], [id, name, state]);
  return (
    <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) 328px', lg: 'minmax(0, 1fr) 372px', xl: 'minmax(0, 1fr) 440px' }, alignItems: 'start' }}>
      <Box sx={{ minWidth: 0, display: 'grid', gap: 2.5 }}>
        <ReproductionPanel run={run} />
        <Box>
          <CurveBoard runs={shown} fileLead={name} empty={state === 'queued' ? 'Curves appear when the run begins.' : 'This run has reported no figures.'} />
        </Box>
      </Box>
      <Box sx={{ minWidth: 0, display: 'grid', gap: 2 }}>
        <MetricsPanel run={run} />
        <ConfigPanel run={run} />
        <CostPanel run={run} />
        <NotesPanel run={run} />
        <AboutRun run={run} />
      </Box>
    </Box>
  );
}
