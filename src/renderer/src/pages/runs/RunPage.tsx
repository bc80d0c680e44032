/** @file One run: how far is it, what came out, with which options, on what machine, from what and at what cost? */
import { type ReactNode, useMemo } from 'react';
import { Alert, Box, Link as MuiLink, Tab, Tabs } from '@mui/material';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { RunDetail } from '#shared/contracts/run-records';
import { RunId } from '#shared/domain/ids';
import { isFinal, sweepKind } from '#shared/domain/runs/run';
import { useCommand } from '../../api/use-command';
import { useStream } from '../../api/use-stream';
import { NotFoundPage } from '../../app/NotFoundPage';
import { paths } from '../../app/paths';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { ErrorState, LoadingState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { RunStateMark } from '../../components/RunStateMark';
import { offeredActions, type RunAction } from './run-actions';
import { ArtifactsTab } from './page/ArtifactsTab';
import { LineageTab } from './page/LineageTab';
import { LogTab } from './page/LogTab';
import { MachineTab } from './page/MachineTab';
import { OverviewTab } from './page/OverviewTab';
import { ResultTab } from './page/ResultTab';
import { RunHeaderActions } from './page/RunHeaderActions';
import { RunProgressLine } from './page/RunProgressLine';
import { RunBadges } from './table/RunCell';
import { SweepTab } from './sweep/SweepTab';
import { useKindTitles } from './use-kind-titles';
import { useRunActions } from './use-run-actions';

export function RunPage() {
  const id = RunId.safeParse(Number(useParams()['runId']));
  return id.success ? <FoundRun key={id.data} id={id.data} /> : <NotFoundPage />;
}

function FoundRun({ id }: { id: RunId }) {
  const known = useCommand('runs.get', { id });
  const isOver = known.data !== undefined && isFinal(known.data.state);
  const { latest } = useStream('runs.watch', isOver ? null : { id });
  const run = useMemo(() => (known.data === undefined || latest === undefined || isOver ? known.data : { ...known.data, ...latest }), [known.data, latest, isOver]);
  if (run !== undefined) return <ShownRun run={run} />;
  return (
    <PageContainer title={`Run ${id}`} breadcrumb={<ToRuns />}>
      {known.error === null ? <LoadingState what="the run" /> : <ErrorState what="the run" message={known.error.message} onRetry={() => void known.refetch()} />}
    </PageContainer>
  );
}

function ToRuns() {
  return (
    <MuiLink component={Link} to={paths.runs}>
      Runs
    </MuiLink>
  );
}

interface TabEntry {
  readonly key: string;
  readonly word: string;
  readonly isOffered: (run: RunDetail) => boolean;
  readonly render: (run: RunDetail) => ReactNode;
}

const tabs: readonly TabEntry[] = [
  { key: 'sweep', word: 'Sweep', isOffered: ({ kind }) => kind === sweepKind, render: (run) => <SweepTab run={run} /> },
  { key: 'overview', word: 'Overview', isOffered: () => true, render: (run) => <OverviewTab run={run} /> },
  { key: 'result', word: 'Result', isOffered: ({ kind }) => kind !== sweepKind, render: (run) => <ResultTab run={run} /> },
  { key: 'log', word: 'Log', isOffered: () => true, render: (run) => <LogTab run={run} /> },
  { key: 'artefacts', word: 'Artefacts', isOffered: ({ kind }) => kind !== sweepKind, render: (run) => <ArtifactsTab run={run} /> },
  { key: 'lineage', word: 'Lineage', isOffered: () => true, render: (run) => <LineageTab run={run} /> },
  { key: 'machine', word: 'Machine', isOffered: ({ kind }) => kind !== sweepKind, render: (run) => <MachineTab run={run} /> },
];

function ShownRun({ run }: { run: RunDetail }) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const kindTitles = useKindTitles();
  const act = useRunActions();
  const offered = tabs.filter(({ isOffered }) => isOffered(run));
  const tab = offered.find(({ key }) => key === params.get('tab')) ?? offered[0];
  const openTab = (key: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (key === offered[0]?.key) next.delete('tab');
        else next.set('tab', key);
        return next;
      },
      { replace: true },
    );
  const doIfOffered = (action: RunAction) => () => {
    if (offeredActions(run).includes(action)) void act(action, run);
  };
  useShortcuts('This run', [
    ...offered.map(({ key, word }, index) => ({ keys: String(index + 1), label: word, run: () => openTab(key) })),
    { keys: 'p', label: 'Pause or resume', run: run.state === 'paused' ? doIfOffered('resume') : doIfOffered('pause') },
    { keys: 'e', label: 'Clone with changes', run: doIfOffered('clone') },
    { keys: 'u', label: 'Back to the runs', run: () => void navigate(paths.runs) },
  ]);
  return (
    <PageContainer title={run.name} breadcrumb={<ToRuns />} titleExtra={<TitleMarks run={run} />} subtitle={`${kindTitles.get(run.kind) ?? run.kind}, run ${run.id}`} actions={<RunHeaderActions run={run} act={act} />} maxWidthPx="none">
      <RunProgressLine run={run} />
      {run.error !== undefined && run.state === 'failed' && (
        <Alert severity="error" sx={{ mb: 2, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {run.error.message}
        </Alert>
      )}
      <Tabs value={tab?.key ?? 'overview'} onChange={(_, key: string) => openTab(key)} aria-label="Parts of the run" variant="scrollable" scrollButtons={false} sx={{ mb: 2.5 }}>
        {offered.map(({ key, word }) => (
          <Tab key={key} value={key} label={word} id={`run-tab-${key}`} aria-controls="run-tab-panel" />
        ))}
      </Tabs>
      <Box role="tabpanel" id="run-tab-panel" aria-labelledby={`run-tab-${tab?.key ?? 'overview'}`}>
        {tab?.render(run)}
      </Box>
    </PageContainer>
  );
}

function TitleMarks({ run }: { run: RunDetail }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', gap: 1, fontSize: '0.9375rem' }}>
      <RunStateMark state={run.state} stopping={run.stopping} />
      <RunBadges isScripted={run.isScripted} isImported={run.isImported} />
      {run.parentId !== undefined && <SmallLink to={paths.run(run.parentId)}>{`part of sweep ${run.parentId}`}</SmallLink>}
      {run.reproducesId !== undefined && <SmallLink to={paths.run(run.reproducesId)}>{`repeats run ${run.reproducesId}`}</SmallLink>}
    </Box>
  );
}

function SmallLink({ to, children }: { to: string; children: string }) {
  return (
    <MuiLink component={Link} to={to} sx={{ fontSize: '0.875rem' }}>
      {children}
    </MuiLink>
  );
}
