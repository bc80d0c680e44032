/** @file Messages as a language model gets them, one under the other. */
import { Box, Typography } from '@mui/material';
import type { ChatMessage } from '#shared/domain/role-requests';

const words = { system: 'System', user: 'User', assistant: 'Answer' } as const;

export function MessageList({ messages }: { messages: readonly ChatMessage[] }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {messages.map(({ role, content }, index) => (
        // Messages never change their order, and two may be equal.
        <Box key={index} component="section" aria-label={words[role]} sx={{ borderLeft: 3, borderColor: role === 'assistant' ? 'primary.main' : 'divider', pl: 1.5 }}>
          <Typography variant="caption" sx={{ color: 'text.secondary', fontWeight: 600 }}>
            {words[role]}
          </Typography>
          <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontSize: '0.875rem', lineHeight: 1.55 }}>{content}</Box>
        </Box>
      ))}
    </Box>
  );
}
