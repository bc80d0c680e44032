/** @file What a role's template may name. */
import { Box, Typography } from '@mui/material';
import type { RoleInfo } from '#shared/contracts/prompts';

export function SlotList({ info }: { info: RoleInfo }) {
  return (
    <>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 1 }}>
        {info.slots.map((slot) => (
          <Box key={slot.name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem' }}>
              {slot.name}
              {!slot.isRequired && ' ?'}
            </Box>
            <Box component="dd" sx={{ m: 0, fontSize: '0.875rem' }}>
              {slot.description}
            </Box>
          </Box>
        ))}
      </Box>
      <Typography variant="body2" sx={{ mt: 2, color: 'text.secondary' }}>
        A question mark: the slot may be empty. The reply is read as: {info.answer}
      </Typography>
    </>
  );
}
