/** @file The runs of a comparison with their colours, as everywhere on the page; each can be left out. */
import { Box, IconButton, Link as MuiLink, Tooltip } from '@mui/material';
import { X } from 'lucide-react';
import { Link } from 'react-router';
import type { RunRow } from '#shared/contracts/run-records';
import type { RunId } from '#shared/domain/ids';
import { paths } from '../../../app/paths';
import { Swatch } from '../../../components/charts/curves/CurveLegend';
import { formatDateTime, formatDuration } from '../../../components/format';
import { RunStateMark } from '../../../components/RunStateMark';
import { RunBadges } from '../table/RunCell';

export function ComparedRuns({ runs, onLeaveOut }: { runs: readonly RunRow[]; onLeaveOut: (id: RunId) => void }) {
  return (
    <Box component="ul" aria-label="Compared runs" sx={{ m: 0, mb: 4, p: 0, listStyle: 'none', display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 330px), 1fr))' }}>
      {runs.map((run, index) => (
        <Box component="li" key={run.id} sx={{ display: 'flex', gap: 1.25, alignItems: 'flex-start', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', px: 1.5, py: 1, fontSize: '0.875rem' }}>
          <Box sx={{ pt: 0.5 }}>
            <Swatch look={index} />
          </Box>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <MuiLink component={Link} to={paths.run(run.id)} sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>
              {run.name}
            </MuiLink>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.25, color: 'text.secondary', fontSize: '0.8125rem' }}>
              <RunStateMark state={run.state} stopping={run.stopping} />
              <span>seed {run.seed}</span>
              <span>{formatDateTime(run.createdAt)}</span>
              {run.durationMs > 0 && <span>{formatDuration(run.durationMs / 1000)}</span>}
              <RunBadges isScripted={run.isScripted} isImported={run.isImported} />
            </Box>
          </Box>
          <Tooltip title="Leave out">
            <IconButton aria-label={`Leave ${run.name} out`} onClick={() => onLeaveOut(run.id)}>
              <X size={15} aria-hidden />
            </IconButton>
          </Tooltip>
        </Box>
      ))}
    </Box>
  );
}
