/** @file One call in the list: when, which role, which endpoint, how it ended, and the beginning of the answer. */
import { Box } from '@mui/material';
import { CircleAlert, CircleCheck, CircleSlash } from 'lucide-react';
import type { CallSummary } from '#shared/contracts/calls';
import { formatClockTime, formatCount, formatLatency } from '../../components/format';
import { GridCell } from '../../components/VirtualList';

const widths = { time: 92, role: 170, endpoint: 170, latency: 92, tokens: 112, cost: 84 } as const;

export function CallHeader({ isNarrow }: { isNarrow: boolean }) {
  return (
    <>
      <Head width={widths.time}>Time</Head>
      <Head width={widths.role}>Role</Head>
      {!isNarrow && <Head width={widths.endpoint}>Endpoint</Head>}
      <GridCell role="columnheader" isWide>
        Answer
      </GridCell>
      {!isNarrow && (
        <>
          <Head width={widths.latency} isFigure>
            Took
          </Head>
          <Head width={widths.tokens} isFigure>
            Tokens
          </Head>
          <Head width={widths.cost} isFigure>
            Cost
          </Head>
        </>
      )}
    </>
  );
}

function Head({ children, width, isFigure = false }: { children: string; width: number; isFigure?: boolean }) {
  return (
    <GridCell role="columnheader" width={width} isFigure={isFigure}>
      {children}
    </GridCell>
  );
}

export function CallRow({ call, isOpen, isNarrow }: { call: CallSummary | undefined; isOpen: boolean; isNarrow: boolean }) {
  if (call === undefined) return <GridCell isWide>…</GridCell>;
  return (
    <>
      <GridCell width={widths.time}>{formatClockTime(call.at)}</GridCell>
      <GridCell width={widths.role}>
        <Box sx={{ fontWeight: isOpen ? 600 : 450, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{call.role}</Box>
        <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{call.item ?? (call.attempt > 1 ? `attempt ${call.attempt}` : '')}</Box>
      </GridCell>
      {!isNarrow && (
        <GridCell width={widths.endpoint}>
          <Box sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{call.endpointName}</Box>
          {call.isScripted && <Box sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>scripted</Box>}
        </GridCell>
      )}
      <GridCell isWide>
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', minWidth: 0 }}>
          <OutcomeIcon outcome={call.outcome} />
          <Box component="span" sx={{ whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {call.excerpt}
          </Box>
        </Box>
      </GridCell>
      {!isNarrow && (
        <>
          <GridCell width={widths.latency} isFigure>
            {formatLatency(call.latencyMs)}
          </GridCell>
          <GridCell width={widths.tokens} isFigure>
            {call.isEstimated && 'about '}
            {formatCount(call.promptTokens + call.replyTokens)}
          </GridCell>
          <GridCell width={widths.cost} isFigure>
            {call.cost === 0 ? '' : call.cost.toFixed(4)}
          </GridCell>
        </>
      )}
    </>
  );
}

const outcomeLooks = {
  parsed: { icon: CircleCheck, color: 'success.main', word: 'read' },
  unparsed: { icon: CircleAlert, color: 'warning.main', word: 'could not be read' },
  failed: { icon: CircleSlash, color: 'error.main', word: 'no answer' },
} as const;

export function OutcomeIcon({ outcome }: { outcome: CallSummary['outcome'] }) {
  const { icon: Icon, color, word } = outcomeLooks[outcome];
  return (
    <Box component="span" sx={{ color, display: 'inline-flex', flexShrink: 0 }}>
      <Icon size={15} role="img" aria-label={word} />
    </Box>
  );
}
