/** @file Solace's sign and name: two turns of a conversation, one resting on the other. */
import { Box } from '@mui/material';

export function Wordmark({ isShort }: { isShort: boolean }) {
  return (
    <Box component="span" sx={{ display: 'flex', alignItems: 'center', gap: 1.125, px: 0.75, height: 36, color: 'text.primary' }}>
      <Box component="svg" viewBox="0 0 24 24" aria-hidden sx={{ width: 25, height: 25, flexShrink: 0, color: 'primary.main' }}>
        <path d="M3 9.5A6.5 6.5 0 0 1 9.5 3H14a6.5 6.5 0 0 1 0 13h-1.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        <path d="M21 14.5A6.5 6.5 0 0 1 14.5 21H10a6.5 6.5 0 0 1 0-13h1.5" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" opacity="0.55" />
      </Box>
      {!isShort && (
        <Box component="span" sx={{ fontSize: '1.125rem', fontWeight: 640, letterSpacing: '-0.02em' }}>
          Solace
        </Box>
      )}
    </Box>
  );
}
