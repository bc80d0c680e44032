/** @file One call, whole: what was sent, what came back, how it was read, and what it took. It can be asked again, and copied as a command. */
import type { ReactNode } from 'react';
import { Alert, Box, Button, IconButton, Link, Tooltip, Typography } from '@mui/material';
import { Copy, RotateCcw, X } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Call } from '#shared/contracts/calls';
import type { CallId } from '#shared/domain/ids';
import { useClient } from '../../api/ClientProvider';
import { useCommand, useMutate } from '../../api/use-command';
import { paths } from '../../app/paths';
import { formatCount, formatDateTime, formatLatency, messageOf } from '../../components/format';
import { LoadState } from '../../components/LoadState';
import { useToast } from '../../components/toasts/ToastProvider';
import { OutcomeIcon } from './CallRow';
import { MessageList } from './MessageList';

interface CallDetailProps {
  callId: CallId;
  onClose: () => void;
  onOpen: (id: CallId) => void;
}

export function CallDetail({ callId, onClose, onOpen }: CallDetailProps) {
  const call = useCommand('calls.get', { callId });
  return (
    <Box component="aside" aria-label="The call" tabIndex={-1} sx={{ minHeight: 0, overflow: 'auto', border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', p: 2 }}>
      <LoadState query={call} what="the call">
        {(found) => (
          <>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1.5 }}>
              <OutcomeIcon outcome={found.outcome} />
              <Typography variant="h2" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
                {found.role}
              </Typography>
              <CallActions call={found} onOpen={onOpen} />
              <Tooltip title="Close">
                <IconButton aria-label="Close the call" onClick={onClose}>
                  <X size={17} aria-hidden />
                </IconButton>
              </Tooltip>
            </Box>
            <Facts call={found} />
            {found.reason !== null && (
              <Alert severity={found.outcome === 'failed' ? 'error' : 'warning'} sx={{ my: 1.5 }}>
                {found.reason}
              </Alert>
            )}
            <MessageList messages={[...found.messages, ...(found.reply === null ? [] : [{ role: 'assistant' as const, content: found.reply }])]} />
            {found.reasoning !== null && <Block title="What it thought">{found.reasoning}</Block>}
            {found.value !== null && <Block title="As it was read">{JSON.stringify(found.value, null, 2)}</Block>}
            {found.tryErrors.length > 0 && <Block title="Requests that failed">{found.tryErrors.join('\n')}</Block>}
          </>
        )}
      </LoadState>
    </Box>
  );
}

function CallActions({ call, onOpen }: { call: Call; onOpen: (id: CallId) => void }) {
  const client = useClient();
  const toast = useToast();
  const onFail = (error: unknown): void => toast({ message: messageOf(error), tone: 'error' });
  const again = useMutate('calls.askAgain', { onDone: ({ id }) => onOpen(id), onFail });
  const copy = async (): Promise<void> => {
    try {
      const { command } = await client.call('calls.asCurl', { callId: call.id });
      await navigator.clipboard.writeText(command);
      toast({ message: 'Copied the request as a curl command. Set API_KEY before you run it.', tone: 'success' });
    } catch (caught) {
      onFail(caught);
    }
  };
  return (
    <>
      <Button startIcon={<RotateCcw size={15} aria-hidden />} disabled={again.isPending} onClick={() => again.mutate({ callId: call.id })}>
        Ask again
      </Button>
      <Tooltip title="Copy as curl, without the key">
        <IconButton aria-label="Copy as curl" onClick={() => void copy()} disabled={call.isScripted}>
          <Copy size={16} aria-hidden />
        </IconButton>
      </Tooltip>
    </>
  );
}

function Facts({ call }: { call: Call }) {
  const tokens = `${formatCount(call.promptTokens)} in, ${formatCount(call.replyTokens)} out${call.isEstimated ? ' (estimated)' : ''}`;
  const facts: readonly [string, ReactNode][] = [
    ['Asked', formatDateTime(call.at)],
    ['Endpoint', `${call.endpointName}${call.isScripted ? ' (scripted: no language model)' : `, ${call.model}`}`],
    ...(call.runId === null ? [] : [['Run', <Link key="run" component={RouterLink} to={paths.run(call.runId)}>{`${call.runId}${call.item === null ? '' : `, ${call.item}`}`}</Link>] as [string, ReactNode]]),
    ['Template', call.promptVersion === null ? call.promptSha256.slice(0, 12) : <Link key="prompt" component={RouterLink} to={paths.prompt(call.role)}>{`version ${call.promptVersion}`}</Link>],
    ['Took', `${formatLatency(call.latencyMs)}${call.tries > 1 ? `, ${call.tries} requests` : ''}`],
    ['Tokens', tokens],
    ...(call.cost === 0 ? [] : [['Cost', call.cost.toFixed(5)] as [string, ReactNode]]),
    ['Parameters', Object.entries(call.parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`).join(', ')],
    ...(call.reuses === 0 ? [] : [['Used again', `${call.reuses} times`] as [string, ReactNode]]),
  ];
  return (
    <Box component="dl" sx={{ m: 0, mb: 1.5, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 0.5, fontSize: '0.8125rem' }}>
      {facts.map(([name, value]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name}
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Block({ title, children }: { title: string; children: string }) {
  return (
    <Box component="section" sx={{ mt: 2 }}>
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      <Box component="pre" tabIndex={0} sx={{ m: 0, p: 1.5, backgroundColor: 'sunken', borderRadius: 1, fontSize: '0.8125rem', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: 320, overflow: 'auto' }}>
        {children}
      </Box>
    </Box>
  );
}
