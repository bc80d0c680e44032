/** @file What language models cost a run, with the way to its calls. */
import { Link as MuiLink } from '@mui/material';
import { Link } from 'react-router';
import type { RunDetail } from '#shared/contracts/run-records';
import { paths } from '../../../app/paths';
import { type Fact, Facts } from '../../../components/Facts';
import { formatCount } from '../../../components/format';
import { Panel } from '../../../components/Panel';

export function CostPanel({ run: { id, cost, isScripted } }: { run: RunDetail }) {
  if (cost === undefined || cost.calls + cost.cachedCalls === 0) return null;
  const facts: Fact[] = [
    ['Calls', formatCount(cost.calls)],
    ['From the store', `${formatCount(cost.cachedCalls)}, which cost nothing`],
    ['Tokens', `${formatCount(cost.promptTokens)} in, ${formatCount(cost.replyTokens)} out`],
    ['Money', isScripted && cost.cost === 0 ? 'none: rules stood in for language models' : cost.cost.toFixed(4)],
  ];
  return (
    <Panel
      title="Language models"
      actions={
        <MuiLink component={Link} to={paths.callsOfRun(id)} sx={{ fontSize: '0.875rem' }}>
          Its calls
        </MuiLink>
      }
    >
      <Facts label="What language models cost" facts={facts} />
    </Panel>
  );
}
