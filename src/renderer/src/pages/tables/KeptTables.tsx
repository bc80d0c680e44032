/** @file The tables that are kept, last changed first; one is open. */
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material';
import { Trash2 } from 'lucide-react';
import type { KeptTable } from '#shared/contracts/tables';
import { useMutate } from '../../api/use-command';
import { formatDateTime } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

interface KeptTablesProps {
  tables: readonly KeptTable[];
  shown: KeptTable | undefined;
  onOpen: (table: KeptTable | undefined) => void;
  onChanged: () => void;
}

export function KeptTables({ tables, shown, onOpen, onChanged }: KeptTablesProps) {
  const toast = useToast();
  const restore = useMutate('tables.keep', { onDone: onChanged });
  const remove = useMutate('tables.remove', {
    onDone: ({ design }) => {
      onChanged();
      onOpen(undefined);
      toast({ message: `Removed ${design.title}.`, action: { label: 'Undo', isUndo: true, run: () => restore.mutate({ design }) } });
    },
  });
  return (
    <Box component="nav" aria-label="Tables" sx={{ maxHeight: { xs: 156, lg: 'none' }, overflowY: { xs: 'auto', lg: 'visible' } }}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
        {tables.map((table) => (
          <Box key={table.id} component="li" sx={{ display: 'flex', alignItems: 'center', borderRadius: 1, backgroundColor: table.id === shown?.id ? 'wash.accent' : 'transparent' }}>
            <Button onClick={() => onOpen(table)} aria-current={table.id === shown?.id ? 'true' : undefined} sx={{ flex: 1, minWidth: 0, justifyContent: 'flex-start', textAlign: 'left' }}>
              <Box sx={{ minWidth: 0 }}>
                <Box sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{table.design.title}</Box>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {formatDateTime(table.changedAt)}
                </Typography>
              </Box>
            </Button>
            <Tooltip title="Remove">
              <IconButton aria-label={`Remove ${table.design.title}`} onClick={() => remove.mutate({ id: table.id })}>
                <Trash2 size={15} aria-hidden />
              </IconButton>
            </Tooltip>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
