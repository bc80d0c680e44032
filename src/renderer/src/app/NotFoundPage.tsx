/** @file For an address at which nothing stands. */
import { Button } from '@mui/material';
import { Link } from 'react-router';
import { EmptyState } from '../components/LoadState';
import { PageContainer } from '../components/PageContainer';
import { paths } from './paths';

export function NotFoundPage() {
  return (
    <PageContainer title="Nothing here">
      <EmptyState
        title="This address leads nowhere"
        action={
          <Button variant="contained" component={Link} to={paths.home}>
            Go to Home
          </Button>
        }
      >
        It may come from another version of Solace, or the corpus or dialogue it named was removed.
      </EmptyState>
    </PageContainer>
  );
}
