/** @file All versions of a role's template, newest first. An older one can be used again, or taken into the draft. */
import { Box, Button, Typography } from '@mui/material';
import type { PromptSummary } from '#shared/contracts/prompts';
import { useClient } from '../../api/ClientProvider';
import { useMutate } from '../../api/use-command';
import { Badge } from '../../components/Badge';
import { countOf, formatDateTime, messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function PromptVersions({ versions, onTake }: { versions: readonly PromptSummary[]; onTake: (text: string) => void }) {
  const client = useClient();
  const toast = useToast();
  const onFail = (error: unknown): void => toast({ message: messageOf(error), tone: 'error' });
  const use = useMutate('prompts.use', { onDone: ({ version }) => toast({ message: `Version ${version} is in use again.`, tone: 'success' }), onFail });
  const take = async (promptId: PromptSummary['id']): Promise<void> => {
    try {
      onTake((await client.call('prompts.get', { promptId })).text);
    } catch (caught) {
      onFail(caught);
    }
  };
  return (
    <Box component="ul" aria-label="Versions" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {versions.map((one) => (
        <Box key={one.id} component="li" sx={{ display: 'flex', gap: 1.5, alignItems: 'center', py: 1, borderTop: 1, borderColor: 'divider' }}>
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap', fontWeight: 550 }}>
              Version {one.version}
              {one.isCurrent && <Badge help="Calls use it now.">In use</Badge>}
              {one.isShipped && <Badge help="Came with Solace.">Shipped</Badge>}
            </Box>
            <Typography variant="caption" component="div" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
              {formatDateTime(one.createdAt)} · {countOf(one.calls, 'call')} · {one.sha256.slice(0, 12)}
              {one.note !== '' && ` · ${one.note}`}
            </Typography>
          </Box>
          <Button onClick={() => void take(one.id)} aria-label={`To the draft: version ${one.version}`}>
            To the draft
          </Button>
          {!one.isCurrent && (
            <Button onClick={() => use.mutate({ promptId: one.id })} aria-label={`Use version ${one.version}`}>
              Use
            </Button>
          )}
        </Box>
      ))}
    </Box>
  );
}
