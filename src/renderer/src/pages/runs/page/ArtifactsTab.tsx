/** @file What a run left in its folder: each file with its size and hash, to be downloaded one by one. */
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { Download, File, Folder } from 'lucide-react';
import type { RunArtifact, RunDetail } from '#shared/contracts/run-records';
import { isFinal } from '#shared/domain/runs/run';
import { useClient } from '../../../api/ClientProvider';
import { useFiles } from '../../../api/files';
import { formatBytes, formatDateTime, messageOf } from '../../../components/format';
import { EmptyState } from '../../../components/LoadState';
import { useToast } from '../../../components/toasts/ToastProvider';

export function ArtifactsTab({ run: { artifacts, state } }: { run: RunDetail }) {
  if (artifacts.length === 0) return <EmptyState title="No artefact">{isFinal(state) ? 'This run left no files.' : 'Files appear here when the run has written them.'}</EmptyState>;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, maxWidth: 1100 }}>
      {artifacts.map((artifact) => (
        <Artifact key={artifact.id} artifact={artifact} />
      ))}
    </Box>
  );
}

function Artifact({ artifact }: { artifact: RunArtifact }) {
  const save = useSave(artifact);
  const Icon = artifact.isFolder ? Folder : File;
  return (
    <Box component="section" aria-label={artifact.name} sx={{ border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        <Icon size={18} aria-hidden style={{ flexShrink: 0 }} />
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="h3" component="h2" sx={{ overflowWrap: 'anywhere' }}>
            {artifact.name}
          </Typography>
          <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
            {artifact.kind} · {formatBytes(artifact.sizeBytes)} · {formatDateTime(artifact.createdAt)}
          </Typography>
        </Box>
        {!artifact.isFolder && (
          <Button variant="outlined" startIcon={<Download size={15} aria-hidden />} onClick={() => void save()}>
            Download
          </Button>
        )}
      </Box>
      <Hash>{artifact.sha256}</Hash>
      {artifact.files.length > 0 && (
        <Box component="ul" aria-label={`Files of ${artifact.name}`} sx={{ m: 0, mt: 1, p: 0, listStyle: 'none' }}>
          {artifact.files.map(({ path, sizeBytes, sha256 }) => (
            <Box component="li" key={path} sx={{ display: 'flex', alignItems: 'center', gap: 1.5, borderTop: 1, borderColor: 'divider', py: 0.375, fontSize: '0.8125rem' }}>
              <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{path}</Box>
              <Tooltip title={sha256}>
                <Box component="code" sx={{ color: 'text.secondary' }}>
                  {sha256.slice(0, 12)}
                </Box>
              </Tooltip>
              <Box className="figures" sx={{ width: 76, textAlign: 'right' }}>
                {formatBytes(sizeBytes)}
              </Box>
              <IconButton aria-label={`Download ${path}`} onClick={() => void save(path)}>
                <Download size={15} aria-hidden />
              </IconButton>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

function useSave({ id }: RunArtifact): (file?: string) => Promise<void> {
  const client = useClient();
  const { save } = useFiles();
  const toast = useToast();
  return async (file) => {
    try {
      await save(await client.call('runs.saveArtifact', { artifactId: id, ...(file !== undefined && { file }) }));
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    }
  };
}

function Hash({ children }: { children: string }) {
  return (
    <Box component="code" sx={{ display: 'block', mt: 0.75, fontSize: '0.75rem', color: 'text.secondary', overflowWrap: 'anywhere' }}>
      sha256 {children}
    </Box>
  );
}
