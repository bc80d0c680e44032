/** @file The endpoints with what a person must know before sending anything there: where the text goes, what it costs, how it fares. */
import { Box, Button, Typography } from '@mui/material';
import { Globe, House, ScrollText } from 'lucide-react';
import type { Endpoint, EndpointTest } from '#shared/contracts/endpoints';
import { useMutate } from '../../api/use-command';
import { Badge } from '../../components/Badge';
import { type Column, DataTable } from '../../components/DataTable';
import { formatClockTime, formatCount, formatLatency, messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';
import { EndpointMenu } from './EndpointMenu';

export function EndpointTable({ endpoints, onEdit }: { endpoints: readonly Endpoint[]; onEdit: (endpoint: Endpoint) => void }) {
  const columns: readonly Column<Endpoint>[] = [
    ...facts,
    {
      key: 'actions',
      label: 'Actions',
      value: () => null,
      isActions: true,
      width: 130,
      render: (endpoint) => (
        <Box sx={{ display: 'flex', justifyContent: 'flex-end', gap: 0.5 }}>
          <TestButton endpoint={endpoint} />
          <EndpointMenu endpoint={endpoint} onEdit={onEdit} />
        </Box>
      ),
    },
  ];
  return <DataTable label="Endpoints" columns={columns} rows={endpoints} rowKey={(endpoint) => endpoint.id} />;
}

const facts: readonly Column<Endpoint>[] = [
  {
    key: 'name',
    label: 'Name',
    value: (endpoint) => endpoint.name,
    render: (endpoint) => (
      <Box sx={{ minWidth: 140 }}>
        <Box sx={{ fontWeight: 550, overflowWrap: 'anywhere' }}>{endpoint.name}</Box>
        <Typography variant="caption" sx={{ color: 'text.secondary', overflowWrap: 'anywhere' }}>
          {endpoint.model}
        </Typography>
      </Box>
    ),
  },
  { key: 'place', label: 'Text goes', value: placeWord, render: (endpoint) => <PlaceBadge endpoint={endpoint} /> },
  { key: 'address', label: 'Address', value: (endpoint) => endpoint.baseUrls.join(' '), render: (endpoint) => <Addresses endpoint={endpoint} /> },
  { key: 'key', label: 'Key', value: keyWord },
  { key: 'price', label: 'Price of a million', value: (endpoint) => endpoint.prices.replyPerMillion, render: priceOf },
  { key: 'speed', label: 'Speed', value: (endpoint) => endpoint.speed?.tokensPerSecond ?? null, isFigure: true, render: (endpoint) => <Speed endpoint={endpoint} /> },
  { key: 'health', label: 'State', value: (endpoint) => endpoint.health.state, render: (endpoint) => <Health endpoint={endpoint} /> },
];

/** Said in words, with an icon: colour alone would tell nothing. */
export function PlaceBadge({ endpoint }: { endpoint: Pick<Endpoint, 'isScripted' | 'isLocal'> }) {
  if (endpoint.isScripted) {
    return (
      <Badge icon={ScrollText} help="Rules, not a language model. Its output is marked as scripted.">
        Scripted
      </Badge>
    );
  }
  if (endpoint.isLocal) {
    return (
      <Badge icon={House} help="Text stays on this machine or your own network.">
        Stays here
      </Badge>
    );
  }
  return (
    <Badge icon={Globe} help="Text is sent off this machine. Corpora that are local only refuse it.">
      Leaves this machine
    </Badge>
  );
}

function placeWord({ isScripted, isLocal }: Endpoint): string {
  if (isScripted) return 'nowhere';
  return isLocal ? 'stays here' : 'leaves this machine';
}

function Addresses({ endpoint: { baseUrls } }: { endpoint: Endpoint }) {
  const [first, ...more] = baseUrls;
  if (first === undefined) return '';
  return (
    <Box component="span" sx={{ overflowWrap: 'anywhere' }} title={baseUrls.join('\n')}>
      {first.replace(/^https?:\/\//, '')}
      {more.length > 0 && ` and ${more.length} more`}
    </Box>
  );
}

function keyWord({ hasKey, apiKeyVariable, kind }: Endpoint): string {
  if (apiKeyVariable !== null) return `from ${apiKeyVariable}`;
  if (hasKey) return 'kept, encrypted';
  return kind === 'openai' ? 'none' : '';
}

function priceOf({ kind, prices }: Endpoint): string {
  if (kind !== 'openai' || (prices.promptPerMillion === 0 && prices.replyPerMillion === 0)) return '';
  return `${prices.promptPerMillion} in, ${prices.replyPerMillion} out`;
}

function Speed({ endpoint: { speed } }: { endpoint: Endpoint }) {
  if (speed === null) return '';
  return (
    <Box sx={{ whiteSpace: 'nowrap' }}>
      <Box>{formatCount(speed.tokensPerSecond)} tokens/s</Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {formatLatency(speed.latencyMs)} a call
      </Typography>
    </Box>
  );
}

function Health({ endpoint: { health } }: { endpoint: Endpoint }) {
  if (health.state === 'closed') return health.failuresInARow === 0 ? 'Ready' : `Ready; ${health.failuresInARow} failures in a row`;
  const until = health.retryAt === null ? '' : ` until ${formatClockTime(health.retryAt)}`;
  return (
    <Box sx={{ maxWidth: 260 }}>
      <Box sx={{ color: 'warning.main' }}>{health.state === 'open' ? `Held back${until}` : 'Being tried again'}</Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {health.lastFailure}
      </Typography>
    </Box>
  );
}

function TestButton({ endpoint }: { endpoint: Endpoint }) {
  const toast = useToast();
  const test = useMutate('endpoints.test', {
    onDone: (result) => toast({ message: `${endpoint.name}: ${describeTest(result)}`, tone: result.isWorking ? 'success' : 'error' }),
    onFail: (error) => toast({ message: messageOf(error), tone: 'error' }),
  });
  return (
    <Button onClick={() => test.mutate({ endpoint: endpoint.id })} disabled={test.isPending} aria-label={`Test ${endpoint.name}`}>
      {test.isPending ? 'Asking…' : 'Test'}
    </Button>
  );
}

function describeTest({ isWorking, message, latencyMs, tokensPerSecond }: EndpointTest): string {
  if (!isWorking) return message;
  const speed = tokensPerSecond === null ? '' : `, ${formatCount(tokensPerSecond)} tokens a second`;
  return `answered in ${formatLatency(latencyMs)}${speed}. ${message}`;
}
