/** @file One cell of the table of runs: plain text for most columns; state, name and tags have marks of their own. */
import { Box, LinearProgress } from '@mui/material';
import { FileInput, Repeat2, ScrollText, Workflow } from 'lucide-react';
import { Link } from 'react-router';
import type { RunRow } from '#shared/contracts/run-records';
import { paths } from '../../../app/paths';
import { Badge } from '../../../components/Badge';
import { formatDuration, formatNumber } from '../../../components/format';
import { RunStateMark } from '../../../components/RunStateMark';
import { RunMenu } from '../RunMenu';
import type { ActOnRun } from '../use-run-actions';
import type { RunColumnLook } from './run-columns';

export function RunCell({ run, look, kindTitles }: { run: RunRow; look: RunColumnLook; kindTitles: ReadonlyMap<string, string> }) {
  if (look.key === 'state') return <StateCell run={run} />;
  const text = look.key === 'kind' ? (kindTitles.get(run.kind) ?? run.kind) : look.text(run);
  return (
    <Box component="span" title={text.length > 16 ? text : undefined} sx={{ whiteSpace: 'nowrap' }}>
      {text}
    </Box>
  );
}

function StateCell({ run }: { run: RunRow }) {
  const { state, stopping, progress, errorMessage } = run;
  const isAtWork = state === 'running' && progress !== undefined;
  return (
    <Box sx={{ minWidth: 0 }} title={errorMessage}>
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
        <RunStateMark state={state} stopping={stopping} />
        {isAtWork && (
          <Box component="span" className="figures" sx={{ color: 'text.secondary', fontSize: '0.75rem', lineHeight: '20px', whiteSpace: 'nowrap' }}>
            {progressWords(progress)}
          </Box>
        )}
      </Box>
      {isAtWork && <LinearProgress aria-label={`Progress of ${run.name}`} {...barOf(progress)} sx={{ mt: 0.375, height: 3 }} />}
      {(state === 'paused' || state === 'failed') && <Second>{state === 'failed' ? (errorMessage ?? '') : (progress?.note ?? '')}</Second>}
    </Box>
  );
}

/** Runs of a sweep differ at the end of their names: a name too long is cut before it. */
const keptEnd = 22;

/** With the menu of the run, which stays in sight however far the columns are scrolled. */
export function NameCell({ run, act }: { run: RunRow; act: ActOnRun }) {
  const { id, name, isScripted, isImported, parentId, reproducesId } = run;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box component={Link} to={paths.run(id)} title={name} aria-label={name} sx={{ display: 'flex', color: 'text.primary', fontWeight: 550, lineHeight: 1.35, textDecoration: 'none', '&:hover': { textDecoration: 'underline' }, whiteSpace: 'pre' }}>
          <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>
            {name.slice(0, -keptEnd)}
          </Box>
          <span>{name.slice(-keptEnd)}</span>
        </Box>
        <Box sx={{ display: 'flex', gap: 0.5, '&:empty': { display: 'none' } }}>
          <RunBadges isScripted={isScripted} isImported={isImported} parentId={parentId} reproducesId={reproducesId} />
        </Box>
      </Box>
      <RunMenu run={run} act={act} />
    </Box>
  );
}

export function RunBadges({ isScripted, isImported, parentId, reproducesId }: Pick<RunRow, 'isScripted' | 'isImported'> & { parentId?: RunRow['id'] | undefined; reproducesId?: RunRow['id'] | undefined }) {
  return (
    <>
      {isScripted && (
        <Badge icon={ScrollText} help="Rules stood in for language models: not a result of the systems studied.">
          Scripted
        </Badge>
      )}
      {isImported && (
        <Badge icon={FileInput} help="Came in as a bundle; it did not run here.">
          Imported
        </Badge>
      )}
      {parentId !== undefined && (
        <Badge icon={Workflow} help={`Part of sweep ${parentId}.`}>
          {`Sweep ${parentId}`}
        </Badge>
      )}
      {reproducesId !== undefined && (
        <Badge icon={Repeat2} help={`Repeats run ${reproducesId}.`}>
          {`Again ${reproducesId}`}
        </Badge>
      )}
    </>
  );
}

function Second({ children }: { children: string }) {
  return <Box sx={{ fontSize: '0.75rem', color: 'text.secondary', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>{children}</Box>;
}

function barOf({ done, total }: NonNullable<RunRow['progress']>) {
  return total === undefined || total === 0 ? ({ variant: 'indeterminate' } as const) : ({ variant: 'determinate', value: Math.min(100, (100 * done) / total) } as const);
}

/** As much as fits: share, rate, time left. */
function progressWords({ done, total, unit, unitsPerSecond, secondsLeft }: NonNullable<RunRow['progress']>): string {
  const share = total === undefined || total === 0 ? `${formatNumber(done)} ${unit}` : `${Math.floor((100 * done) / total)}%`;
  const left = secondsLeft === undefined ? (unitsPerSecond === undefined ? '' : ` · ${formatNumber(Math.round(unitsPerSecond * 10) / 10)}/s`) : ` · ${formatDuration(secondsLeft)} left`;
  return `${share}${left}`;
}
