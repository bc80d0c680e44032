/** @file What was chosen for a field, in one line, with the way to choose something else. */
import { Box, IconButton, Typography } from '@mui/material';
import { type LucideIcon, X } from 'lucide-react';

export function ChosenSource({ icon: Icon, label, name, note, onRemove }: { icon: LucideIcon; label: string; name: string; note: string; onRemove: () => void }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}>
      <Icon size={16} aria-hidden style={{ flexShrink: 0 }} />
      <Typography variant="body2" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box component="span" sx={{ fontWeight: 550 }}>
          {name}
        </Box>{' '}
        <Box component="span" className="figures" sx={{ color: 'text.secondary' }}>
          {note}
        </Box>
      </Typography>
      <IconButton aria-label={`Choose something else: ${label}`} onClick={onRemove}>
        <X size={16} aria-hidden />
      </IconButton>
    </Box>
  );
}
