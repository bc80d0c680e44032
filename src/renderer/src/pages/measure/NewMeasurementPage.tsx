/** @file Answers: what shall be measured, from what, and how? The kind stands in the address; the running work too. */
import { useEffect, useState } from 'react';
import { Link, Tab, Tabs, Typography } from '@mui/material';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { clearPendingFiles, pendingFiles } from '../../api/pending-files';
import { paths } from '../../app/paths';
import { PageContainer } from '../../components/PageContainer';
import { CompareForm } from './form/CompareForm';
import { StrategyForm } from './form/StrategyForm';
import { TextForm } from './form/TextForm';
import { kindWords } from './option-words';

const kinds = ['nlg', 'strategy', 'comparison'] as const;
const forms = { nlg: TextForm, strategy: StrategyForm, comparison: CompareForm } as const;

export function NewMeasurementPage() {
  const [params, setParams] = useSearchParams();
  const [files] = useState(pendingFiles);
  useEffect(() => clearPendingFiles(), []);
  const kind = kinds.find((one) => one === params.get('kind')) ?? (files.length > 2 ? 'comparison' : 'nlg');
  const Form = forms[kind];
  return (
    <PageContainer
      title="New measurement"
      maxWidthPx={1080}
      breadcrumb={
        <Link component={RouterLink} to={paths.measure} color="text.secondary">
          Measure
        </Link>
      }
    >
      <Tabs value={kind} onChange={(_, next: string) => setParams({ kind: next }, { replace: true })} aria-label="What to measure" sx={{ mb: 1.5 }}>
        {kinds.map((one) => (
          <Tab key={one} value={one} label={kindWords[one].word} id={`tab-${one}`} aria-controls={`panel-${one}`} />
        ))}
      </Tabs>
      <div role="tabpanel" id={`panel-${kind}`} aria-labelledby={`tab-${kind}`}>
        <Typography variant="body2" sx={{ color: 'text.secondary', mb: 2.5 }}>
          {kindWords[kind].help}
        </Typography>
        <Form key={kind} files={files} />
      </div>
    </PageContainer>
  );
}
