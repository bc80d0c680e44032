/** @file Offers the demonstration corpus to those who began with their own files. */
import { Button, Typography } from '@mui/material';
import { PageSection } from '../../components/PageContainer';
import { useDemoImport } from './use-demo-import';

export function DemoOffer() {
  const demo = useDemoImport();
  return (
    <PageSection title="Demo corpus">
      <Typography variant="body2" sx={{ color: 'text.secondary', mb: 1 }}>
        Conversations written for Solace, labelled throughout, to try things on.
      </Typography>
      <Button variant="outlined" onClick={demo.start} disabled={demo.isBusy}>
        {demo.isBusy ? 'Loading the demo corpus…' : 'Load the demo corpus'}
      </Button>
    </PageSection>
  );
}
