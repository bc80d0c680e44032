/** @file What a run found. A planner's result has its own look; any other is shown as it is, beside what the run left in the workspace. */
import { Box, Link as MuiLink } from '@mui/material';
import { Link } from 'react-router';
import { PlannerResult } from '#shared/contracts/planner';
import type { RunDetail } from '#shared/contracts/run-records';
import type { RunThing } from '#shared/domain/runs/run';
import { isFinal } from '#shared/domain/runs/run';
import { EmptyState } from '../../../components/LoadState';
import { Panel } from '../../../components/Panel';
import { JsonView } from '../result/JsonView';
import { PlannerReport } from '../result/PlannerReport';
import { nodeLooks, nodePath } from './lineage-words';

export function ResultTab({ run }: { run: RunDetail }) {
  const { result, outputs, state } = run;
  if (result === undefined) return <EmptyState title="No result yet">{isFinal(state) ? 'This run ended without a result; its log tells why.' : 'The result stands here when the run is done. Its curves are on the overview.'}</EmptyState>;
  const planner = PlannerResult.safeParse(result);
  return (
    <Box sx={{ display: 'grid', gap: 2.5 }}>
      {outputs.length > 0 && <Outputs things={outputs} />}
      {planner.success ? (
        <PlannerReport run={run} result={planner.data} />
      ) : (
        <Panel title="Result">
          <JsonView label="Result" value={result} />
        </Panel>
      )}
    </Box>
  );
}

function Outputs({ things }: { things: readonly RunThing[] }) {
  return (
    <Panel title="It left in the workspace">
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5, fontSize: '0.875rem' }}>
        {things.map((thing) => {
          const path = nodePath({ key: '', ...thing });
          const { word, icon: Icon } = nodeLooks[thing.kind];
          return (
            <Box component="li" key={`${thing.kind} ${thing.id}`} sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Icon size={16} aria-hidden />
              {word}
              {path === undefined ? (
                thing.name
              ) : (
                <MuiLink component={Link} to={path}>
                  {thing.name}
                </MuiLink>
              )}
            </Box>
          );
        })}
      </Box>
    </Panel>
  );
}
