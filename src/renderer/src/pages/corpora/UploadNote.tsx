/** @file How far the files on their way in have come. */
import { Box, LinearProgress, Typography } from '@mui/material';
import type { UploadProgress } from '../../api/files';
import { formatBytes } from '../../components/format';

export function UploadNote({ progress }: { progress: UploadProgress | null }) {
  if (progress === null) return null;
  const share = progress.totalBytes === 0 ? 100 : (100 * progress.sentBytes) / progress.totalBytes;
  return (
    <Box role="status" sx={{ mb: 2, maxWidth: 520 }}>
      <Typography variant="body2">
        Taking over {progress.fileName}: {formatBytes(progress.sentBytes)} of {formatBytes(progress.totalBytes)}
      </Typography>
      <LinearProgress variant="determinate" value={share} aria-label={`Taking over ${progress.fileName}`} sx={{ mt: 0.5 }} />
    </Box>
  );
}
