/** @file Several runs side by side: in which options do they differ, which figures are better, and on which items do planners disagree? */
import { useMemo } from 'react';
import { Button, Link as MuiLink } from '@mui/material';
import { GitCompareArrows, Table2 } from 'lucide-react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { maxRunsAtOnce } from '#shared/contracts/runs';
import type { RunComparison } from '#shared/contracts/run-results';
import { RunId } from '#shared/domain/ids';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { countOf } from '../../components/format';
import { useShortcuts } from '../../components/keyboard/KeyboardProvider';
import { EmptyState, LoadState } from '../../components/LoadState';
import { PageContainer, PageSection } from '../../components/PageContainer';
import { ComparedConfig } from './compare/ComparedConfig';
import { ComparedMetrics } from './compare/ComparedMetrics';
import { ComparedPlanners } from './compare/ComparedPlanners';
import { ComparedRuns } from './compare/ComparedRuns';
import { CurveBoard } from './curves/CurveBoard';
import type { CurveRun } from './curves/use-curves';

export function CompareRunsPage() {
  const [params] = useSearchParams();
  const ids = useMemo(() => readIds(params), [params]);
  const navigate = useNavigate();
  useShortcuts('Comparison', [{ keys: 'u', label: 'Back to the runs', run: () => void navigate(paths.runs) }]);
  return (
    <PageContainer
      title={ids.length > 1 ? `Comparing ${countOf(ids.length, 'run')}` : 'Compare runs'}
      breadcrumb={
        <MuiLink component={Link} to={paths.runs}>
          Runs
        </MuiLink>
      }
      actions={
        ids.length > 1 && (
          <Button variant="outlined" component={Link} to={paths.tableOfRuns(ids)} startIcon={<Table2 size={15} aria-hidden />}>
            Make a table
          </Button>
        )
      }
      maxWidthPx="none"
    >
      {ids.length > 1 ? <Compared ids={ids} /> : <TooFew />}
    </PageContainer>
  );
}

/** `ids=3,5,8`; what is no number of a run is passed over. */
function readIds(params: URLSearchParams): RunId[] {
  const found = (params.get('ids') ?? '').split(',').flatMap((text) => RunId.safeParse(Number(text)).data ?? []);
  return [...new Set(found)].slice(0, maxRunsAtOnce);
}

function Compared({ ids }: { ids: readonly RunId[] }) {
  const [, setParams] = useSearchParams();
  const comparison = useCommand('runs.compare', { ids: [...ids] }, { keepsPrevious: true });
  const leaveOut = (id: RunId) => setParams({ ids: ids.filter((one) => one !== id).join(',') }, { replace: true });
  return (
    <LoadState query={comparison} what="the comparison">
      {(found) => (
        <>
          <ComparedRuns runs={found.runs} onLeaveOut={leaveOut} />
          <PageSection title="Options" description="Those in which the runs differ come first.">
            <ComparedConfig comparison={found} />
          </PageSection>
          {found.metrics.length > 0 && (
            <PageSection title="Figures" description="Of each run by itself; the best of a row is marked. One run a setting says nothing about chance: sweep over seeds for that.">
              <ComparedMetrics comparison={found} />
            </PageSection>
          )}
          <ComparedPlanners ids={ids} />
          <PageSection title="Curves">
            <ComparedCurves comparison={found} />
          </PageSection>
        </>
      )}
    </LoadState>
  );
}

function ComparedCurves({ comparison: { runs } }: { comparison: RunComparison }) {
  // Rows come anew with every answer; charts follow only what they show of them.
  const key = JSON.stringify(runs.map(({ id, name, state }) => ({ id, name, state })));
  const shown = useMemo(() => JSON.parse(key) as CurveRun[], [key]);
  return <CurveBoard runs={shown} fileLead="comparison" empty="None of these runs has reported figures." />;
}

function TooFew() {
  return (
    <EmptyState
      icon={<GitCompareArrows size={28} aria-hidden />}
      title="Choose two runs or more"
      action={
        <Button variant="contained" component={Link} to={paths.runs}>
          To the runs
        </Button>
      }
    >
      In the table of runs, choose them with x and press c.
    </EmptyState>
  );
}
