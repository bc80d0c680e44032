/** @file Answers: which strategy would a trained planner choose here, why, what if the seeker's state were another, and where is it wrong? */
import { Button, MenuItem, Skeleton, TextField } from '@mui/material';
import { FlaskConical } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import type { RunRow } from '#shared/contracts/run-records';
import { DialogueId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';
import { EmptyState, LoadState } from '../../components/LoadState';
import { RunsFrame } from '../runs/RunsFrame';
import { PlannedItems } from './PlannedItems';
import { PlannedTurn } from './PlannedTurn';

export function PlannerPage() {
  const runs = useCommand('runs.list', { filter: { kinds: ['planner'], states: ['done'] }, limit: 200 });
  const trainButton = (
    <Button variant="contained" component={Link} to={paths.newRun('planner')} startIcon={<FlaskConical size={16} aria-hidden />}>
      Train a planner
    </Button>
  );
  return (
    <RunsFrame title="Planner" subtitle="Ask a trained strategy planner about any turn; change the seeker's state and watch the plan change." actions={trainButton} maxWidthPx={1560}>
      <LoadState
        query={runs}
        what="the trained planners"
        skeleton={<Skeleton variant="rounded" height={320} />}
        isEmpty={({ rows }) => rows.length === 0}
        empty={
          <EmptyState icon={<FlaskConical size={28} aria-hidden />} title="No planner is trained yet" action={trainButton}>
            A small one learns on this machine in minutes; the paper&rsquo;s takes a RoBERTa folder.
          </EmptyState>
        }
      >
        {({ rows }) => <Chosen runs={rows} />}
      </LoadState>
    </RunsFrame>
  );
}

function Chosen({ runs }: { runs: readonly RunRow[] }) {
  const [params, setParams] = useSearchParams();
  const run = runs.find(({ id }) => String(id) === params.get('run')) ?? runs[0];
  if (run === undefined) return null;
  const change = (changes: Readonly<Record<string, string | null>>) => {
    const next = new URLSearchParams(params);
    next.set('run', String(run.id));
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) next.delete(key);
      else next.set(key, value);
    }
    setParams(next);
  };
  const dialogueId = DialogueId.safeParse(Number(params.get('dialogue')));
  const turn = Number(params.get('turn') ?? NaN);
  return (
    <>
      <TextField select size="small" label="Planner" value={run.id} onChange={(event) => change({ run: event.target.value })} sx={{ minWidth: 280, mb: 3 }}>
        {runs.map((one) => (
          <MenuItem key={one.id} value={one.id}>
            {one.name} (run {one.id})
          </MenuItem>
        ))}
      </TextField>{' '}
      {run.isScripted && <Badge help="It learnt from labels of scripted stand-ins: no result of the system studied.">Scripted labels</Badge>}
      {dialogueId.success && Number.isInteger(turn) && turn > 0 ? (
        <PlannedTurn key={`${run.id} ${dialogueId.data} ${turn}`} runId={run.id} dialogueId={dialogueId.data} turn={turn} onMove={(dialogue, to) => change({ dialogue: String(dialogue), turn: String(to) })} onList={() => change({ dialogue: null, turn: null })} />
      ) : (
        <PlannedItems runId={run.id} gold={params.get('gold')} predicted={params.get('predicted')} change={change} />
      )}
    </>
  );
}
