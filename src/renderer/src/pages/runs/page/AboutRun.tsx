/** @file When and on what a run was made, what it needs and what needs it, and how its workers fared. */
import { Box, Link as MuiLink } from '@mui/material';
import { Link } from 'react-router';
import type { RunDetail, RunReference } from '#shared/contracts/run-records';
import { paths } from '../../../app/paths';
import { type Fact, Facts } from '../../../components/Facts';
import { countOf, formatBytes, formatDateTime, formatDuration } from '../../../components/format';
import { Panel } from '../../../components/Panel';
import { RunStateMark } from '../../../components/RunStateMark';
import { slotWords } from '../table/run-columns';

export function AboutRun({ run }: { run: RunDetail }) {
  const { createdAt, startedAt, finishedAt, durationMs, provenance, attempts, deaths, heartbeatAt, needs, neededBy, slot, device, state } = run;
  const facts: Fact[] = [
    ['Created', formatDateTime(createdAt)],
    ...(startedAt === undefined ? [] : [['Started', formatDateTime(startedAt)] as const]),
    ...(finishedAt === undefined ? [] : [['Finished', formatDateTime(finishedAt)] as const]),
    ['Work', durationMs === 0 ? 'none yet' : formatDuration(durationMs / 1000)],
    ...(state === 'running' && heartbeatAt !== undefined ? [['Last heard of', formatDateTime(heartbeatAt)] as const] : []),
    ['Computes on', device ?? slotWords[slot]],
    ...(attempts > 1 || deaths > 0 ? [['Workers', `${countOf(attempts, 'start')}${deaths > 0 ? `, ${countOf(deaths, 'death')} without getting further` : ''}`] as const] : []),
    ...(provenance === undefined ? [] : provenanceFacts(provenance)),
    ...(needs.length === 0 ? [] : [['Needs', <References key="needs" runs={needs} />] as const]),
    ...(neededBy.length === 0 ? [] : [['Needed by', <References key="neededBy" runs={neededBy} />] as const]),
  ];
  return (
    <Panel title="Where it was made">
      <Facts label="Where it was made" facts={facts} />
    </Panel>
  );
}

function provenanceFacts({ solaceVersion, node, platform, processor, cores, memoryBytes }: NonNullable<RunDetail['provenance']>): Fact[] {
  return [
    ['Program', `Solace ${solaceVersion}, Node ${node}`],
    ['Machine', `${processor}, ${countOf(cores, 'core')}, ${formatBytes(memoryBytes)}`],
    ['System', platform],
  ];
}

function References({ runs }: { runs: readonly RunReference[] }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
      {runs.map(({ id, name, state }) => (
        <Box component="li" key={id} sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
          <MuiLink component={Link} to={paths.run(id)}>
            {name}
          </MuiLink>
          <RunStateMark state={state} />
        </Box>
      ))}
    </Box>
  );
}
