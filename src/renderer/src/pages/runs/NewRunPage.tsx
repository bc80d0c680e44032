/** @file A new run: which kind, with which options, and what will it take? Without a kind the kinds are offered as cards. */
import { Box, Button, ButtonBase, Link as MuiLink, Typography } from '@mui/material';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { RunDetail, RunKindInfo } from '#shared/contracts/run-records';
import { RunId } from '#shared/domain/ids';
import { sweepKind } from '#shared/domain/runs/run';
import { useCommand } from '../../api/use-command';
import { paths } from '../../app/paths';
import { EmptyState, ErrorState, LoadingState, LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { RunForm } from './form/RunForm';
import { draftFrom, emptyDraft } from './form/run-draft';

export function NewRunPage() {
  const [params] = useSearchParams();
  const kinds = useCommand('runs.kinds', {});
  const from = RunId.safeParse(Number(params.get('from') ?? ''));
  const kind = kinds.data?.find((one) => one.kind === params.get('kind'));
  const title = from.success ? `Clone of run ${from.data}` : kind === undefined ? 'New run' : `New run: ${kind.title.toLowerCase()}`;
  return (
    <PageContainer
      title={title}
      breadcrumb={
        <MuiLink component={Link} to={paths.runs}>
          Runs
        </MuiLink>
      }
      subtitle={kind?.description}
      actions={
        kind !== undefined && (
          <Button component={Link} to={paths.newRun()}>
            Another kind
          </Button>
        )
      }
      maxWidthPx={1560}
    >
      <LoadState query={kinds} what="the kinds of runs" isEmpty={(found) => found.length === 0} empty={<EmptyState title="There is no kind of run">This version of Solace has none.</EmptyState>}>
        {(found) => (from.success ? <Clone key={from.data} id={from.data} kinds={found} /> : kind === undefined ? <KindCards kinds={found} /> : <RunForm key={kind.kind} kind={kind} storageKey={kind.kind} initial={emptyDraft} />)}
      </LoadState>
    </PageContainer>
  );
}

function Clone({ id, kinds }: { id: RunId; kinds: readonly RunKindInfo[] }) {
  const run = useCommand('runs.get', { id });
  if (run.data === undefined) return run.error === null ? <LoadingState what="the run" /> : <ErrorState what="the run" message={run.error.message} onRetry={() => void run.refetch()} />;
  const name = kindOf(run.data);
  const kind = kinds.find((one) => one.kind === name);
  if (kind === undefined) return <EmptyState title="This run cannot be cloned">{`This version of Solace has no runs of the kind ${name ?? run.data.kind}.`}</EmptyState>;
  return <RunForm kind={kind} storageKey={`from-${id}`} initial={draftFrom(run.data, kind)} />;
}

/** A sweep is of the kind of its runs. */
function kindOf({ kind, children }: RunDetail): string | undefined {
  return kind === sweepKind ? children[0]?.kind : kind;
}

function KindCards({ kinds }: { kinds: readonly RunKindInfo[] }) {
  const navigate = useNavigate();
  return (
    <Box component="ul" aria-label="Kinds of runs" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 2, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 340px), 1fr))' }}>
      {kinds.map(({ kind, title, description }) => (
        <Box component="li" key={kind} sx={{ display: 'flex' }}>
          <ButtonBase onClick={() => void navigate(paths.newRun(kind))} sx={{ flex: 1, display: 'block', textAlign: 'left', p: 2.5, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper', '&:hover': { borderColor: 'primary.main' } }}>
            <Typography variant="h2" component="span" sx={{ display: 'block', mb: 0.5 }}>
              {title}
            </Typography>
            <Typography variant="body2" component="span" sx={{ color: 'text.secondary' }}>
              {description}
            </Typography>
          </ButtonBase>
        </Box>
      ))}
    </Box>
  );
}
