/** @file Step one: the files of one corpus, chosen in a dialog or dropped. */
import { Box, Button, IconButton, Typography } from '@mui/material';
import { FileText, FileUp, X } from 'lucide-react';
import type { FileHandle } from '#shared/contracts/files';
import { EmptyState } from '../../components/LoadState';
import { countOf, formatBytes } from '../../components/format';
import { StepFooter } from './StepFooter';

export interface FilesStepProps {
  files: readonly FileHandle[];
  isBusy: boolean;
  onChoose: () => void;
  onRemove: (file: FileHandle) => void;
  onNext: () => void;
}

export function FilesStep({ files, isBusy, onChoose, onRemove, onNext }: FilesStepProps) {
  if (files.length === 0) {
    return (
      <EmptyState
        icon={<FileUp size={26} aria-hidden />}
        title="Drop the files of one corpus here"
        action={
          <Button variant="contained" onClick={onChoose} disabled={isBusy}>
            Choose files…
          </Button>
        }
      >
        JSON, JSON Lines, CSV or text; several files together, such as train, valid and test, become one corpus. They are read on this machine and stay there.
      </EmptyState>
    );
  }
  return (
    <>
      <Box component="ul" aria-label="Files to import" sx={{ m: 0, p: 0, listStyle: 'none', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper' }}>
        {files.map((file, index) => (
          <Box component="li" key={file.fileId} sx={{ display: 'flex', alignItems: 'center', gap: 1.25, px: 1.5, py: 0.75, borderTop: index === 0 ? 0 : 1, borderColor: 'divider' }}>
            <FileText size={16} aria-hidden />
            <Typography variant="body2" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
              {file.name}
            </Typography>
            <Typography variant="body2" sx={{ color: 'text.secondary' }}>
              {formatBytes(file.sizeBytes)}
            </Typography>
            <IconButton aria-label={`Leave out ${file.name}`} onClick={() => onRemove(file)}>
              <X size={16} aria-hidden />
            </IconButton>
          </Box>
        ))}
      </Box>
      <Button startIcon={<FileUp size={15} aria-hidden />} onClick={onChoose} disabled={isBusy} sx={{ mt: 1, ml: -1 }}>
        Add files…
      </Button>
      <StepFooter next={{ label: 'Continue', run: onNext, isOff: isBusy }} note={countOf(files.length, 'file')} />
    </>
  );
}
