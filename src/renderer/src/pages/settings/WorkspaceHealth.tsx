/** @file The doctor's report: the workspace in figures, and each check with what was found and what to do. */
import { Box, Button, Typography } from '@mui/material';
import { CircleAlert, CircleCheck, RefreshCw, TriangleAlert } from 'lucide-react';
import type { DoctorCheck, DoctorReport } from '#shared/contracts/workspace';
import { useCommand } from '../../api/use-command';
import { formatBytes, formatCount, sentenceCase } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { PageSection } from '../../components/PageContainer';
import { Stat, StatRow } from '../../components/Stat';

export function WorkspaceHealth() {
  const report = useCommand('workspace.doctor', {});
  return (
    <PageSection
      title="Workspace"
      actions={
        <Button variant="outlined" startIcon={<RefreshCw size={15} aria-hidden />} disabled={report.isFetching} onClick={() => void report.refetch()}>
          Check again
        </Button>
      }
    >
      <LoadState query={report} what="the report on the workspace">
        {(data) => <Report report={data} />}
      </LoadState>
    </PageSection>
  );
}

function Report({ report }: { report: DoctorReport }) {
  const { workspace, disk, memory } = report;
  return (
    <>
      <Typography variant="body2" sx={{ mb: 2 }}>
        <Box component="code" sx={{ overflowWrap: 'anywhere' }}>
          {workspace.path}
        </Box>
      </Typography>
      <StatRow label="Workspace in figures">
        <Stat label="corpora" value={formatCount(workspace.corpora)} />
        <Stat label="dialogues" value={formatCount(workspace.dialogues)} />
        <Stat label="on disk" value={formatBytes(disk.workspaceBytes)} />
        <Stat label="disk free" value={formatBytes(disk.freeBytes)} />
        <Stat label="memory free" value={formatBytes(memory.freeBytes)} note={`of ${formatBytes(memory.totalBytes)}`} />
        <Stat label="schema" value={workspace.schemaVersion} />
      </StatRow>
      <Box component="ul" aria-label="Checks" sx={{ m: 0, my: 2, p: 0, listStyle: 'none' }}>
        {report.checks.map((check) => (
          <Check key={check.name} check={check} />
        ))}
      </Box>
    </>
  );
}

const looks = {
  ok: { icon: CircleCheck, color: 'success.main', word: 'Fine' },
  warning: { icon: TriangleAlert, color: 'warning.main', word: 'Warning' },
  problem: { icon: CircleAlert, color: 'error.main', word: 'Problem' },
} as const;

function Check({ check }: { check: DoctorCheck }) {
  const { icon: Icon, color, word } = looks[check.state];
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.25, py: 0.875, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ color, display: 'inline-flex', pt: 0.25 }}>
        <Icon size={16} role="img" aria-label={word} />
      </Box>
      <Typography variant="body2" sx={{ overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: 550 }}>
          {sentenceCase(check.name)}.
        </Box>{' '}
        {sentenceCase(check.message)}
      </Typography>
    </Box>
  );
}
