/** @file A word or two about a thing, beside its name: "Demo", "Local only". */
import type { ReactNode } from 'react';
import { Box, Tooltip } from '@mui/material';
import type { LucideIcon } from 'lucide-react';

export function Badge({ icon: Icon, children, help }: { icon?: LucideIcon; children: ReactNode; help: string }) {
  return (
    <Tooltip title={help} describeChild>
      <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, height: 20, px: 0.75, borderRadius: '5px', border: 1, borderColor: 'divider', backgroundColor: 'sunken', color: 'text.secondary', fontSize: '0.75rem', fontWeight: 500, whiteSpace: 'nowrap', verticalAlign: 'middle' }}>
        {Icon !== undefined && <Icon size={12} aria-hidden />}
        {children}
      </Box>
    </Tooltip>
  );
}
