/** @file What all calls together came to, in one line. */
import type { RunId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { countOf, formatCount } from '../../components/format';

export function CallTotalsLine({ runId }: { runId: RunId | undefined }) {
  const totals = useCommand('calls.totals', runId === undefined ? {} : { runId });
  if (totals.data === undefined) return null;
  const { calls, cached, unparsed, failed, promptTokens, replyTokens, estimated, cost } = totals.data;
  const parts = [
    countOf(calls, 'call'),
    `${formatCount(cached)} more answered from what was stored`,
    `${formatCount(promptTokens + replyTokens)} tokens${estimated > 0 ? ', some estimated' : ''}`,
    ...(cost > 0 ? [`cost ${cost.toFixed(2)}`] : []),
    ...(unparsed + failed > 0 ? [`${formatCount(unparsed)} could not be read, ${formatCount(failed)} got no answer`] : []),
  ];
  return <>{parts.join(' · ')}</>;
}
