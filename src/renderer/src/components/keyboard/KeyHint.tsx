/** @file Key caps of a shortcut, as printed on the sheet and beside buttons. */
import { Fragment } from 'react';
import { Box } from '@mui/material';
import { keyCaps } from './keys';

export function KeyHint({ keys }: { keys: string }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 0.75, alignItems: 'center', whiteSpace: 'nowrap' }}>
      {keyCaps(keys, navigator.platform).map((caps, index) => (
        <Fragment key={caps.join('+')}>
          {index > 0 && <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.75rem' }}>then</Box>}
          <Box component="span" sx={{ display: 'inline-flex', gap: 0.25 }}>
            {caps.map((cap) => (
              <Box
                component="kbd"
                key={cap}
                sx={{ fontFamily: 'inherit', fontSize: '0.75rem', lineHeight: '18px', minWidth: 20, px: 0.625, textAlign: 'center', border: 1, borderColor: 'hairlineStrong', borderRadius: '4px', backgroundColor: 'background.paper', color: 'text.primary' }}
              >
                {cap}
              </Box>
            ))}
          </Box>
        </Fragment>
      ))}
    </Box>
  );
}
