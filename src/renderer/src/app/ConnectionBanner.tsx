/** @file Says when the workbench cannot be heard, and that nothing is lost. */
import { Box, Button, Typography } from '@mui/material';
import { Unplug } from 'lucide-react';
import { useConnectionStatus } from '../api/ClientProvider';

export function ConnectionBanner() {
  const status = useConnectionStatus();
  return (
    <Box role="status">
      {status !== 'connected' && (
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, px: 3, py: 1, backgroundColor: 'wash.warning', borderBottom: 1, borderColor: 'divider' }}>
          <Unplug size={16} aria-hidden />
          <Typography variant="body2" sx={{ flex: 1 }}>
            {status === 'reconnecting' ? 'The connection to the workbench was lost. Reconnecting… Work in progress there goes on.' : 'The workbench has closed this connection. Start Solace again if it has stopped, then reload.'}
          </Typography>
          {status === 'closed' && <Button variant="outlined" onClick={() => location.reload()}>Reload</Button>}
        </Box>
      )}
    </Box>
  );
}
