/** @file Stands where a page broke: what happened, and a way on. The rest of the workbench keeps working. */
import { Button } from '@mui/material';
import { Link, useRouteError } from 'react-router';
import { ErrorState } from '../components/LoadState';
import { PageContainer } from '../components/PageContainer';
import { paths } from './paths';

export function PageFailure() {
  const error = useRouteError();
  return (
    <PageContainer
      title="This page broke"
      actions={
        <Button variant="outlined" component={Link} to={paths.home} reloadDocument>
          Go to Home
        </Button>
      }
    >
      <ErrorState what="this page" message={`${error instanceof Error ? error.message : String(error)} Your data is safe; nothing was being written by the page itself.`} onRetry={() => location.reload()} />
    </PageContainer>
  );
}
