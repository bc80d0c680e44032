/** @file Answers: who is there? Stands before the workbench where its people are known and nobody has entered at this window. */
import { Box, Skeleton } from '@mui/material';
import { useCommand } from '../../api/use-command';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { Wordmark } from '../Wordmark';
import { PersonChoice } from './PersonChoice';

export function Door() {
  const people = useCommand('people.list', {});
  return (
    <PageContainer title="Who is there?" breadcrumb={<Box sx={{ ml: -0.75, mb: 3 }}><Wordmark isShort={false} /></Box>} subtitle="Choose yourself to enter. Your work is kept under your name." maxWidthPx={560}>
      <LoadState query={people} what="the people" skeleton={<Skeleton variant="rounded" height={180} />}>
        {(list) => <PersonChoice people={list} onEntered={() => undefined} />}
      </LoadState>
    </PageContainer>
  );
}
