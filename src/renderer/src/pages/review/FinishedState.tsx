/** @file No item is left: what was done, and what one may still want to look at. */
import { Button } from '@mui/material';
import { CircleCheckBig } from 'lucide-react';
import { Link } from 'react-router';
import type { Desk } from '#shared/contracts/review';
import { paths } from '../../app/paths';
import { countOf, formatCount } from '../../components/format';
import { EmptyState } from '../../components/LoadState';
import type { ReviewSession } from './review-session';

export function FinishedState({ desk, session }: { desk: Desk; session: ReviewSession }) {
  const notes = [...(desk.skipped > 0 ? [`${formatCount(desk.skipped)} of them skipped`] : []), ...(desk.rework > 0 ? [`${formatCount(desk.rework)} sent back to you are still open`] : [])];
  return (
    <EmptyState
      icon={<CircleCheckBig size={28} aria-hidden />}
      title={desk.total === 0 ? 'You have no items here' : `All done: ${countOf(desk.done + desk.skipped, 'item')}`}
      action={
        <>
          <Button variant="contained" component={Link} to={paths.work}>
            To my work
          </Button>
          {desk.total > 0 && (
            <Button variant="outlined" onClick={() => session.goBy(-1)}>
              Look at the last item again
            </Button>
          )}
        </>
      }
    >
      {notes.length > 0 ? `${notes.join('; ')}. ` : ''}You can still look back and change what you decided for as long as the campaign is open. Thank you.
    </EmptyState>
  );
}
