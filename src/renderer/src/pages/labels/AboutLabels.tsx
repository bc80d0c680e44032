/** @file How a label set was made: its annotators, options, hashes, and the rubric they judged by. */
import { Accordion, AccordionDetails, AccordionSummary, Box, Link, Typography } from '@mui/material';
import { ChevronDown } from 'lucide-react';
import { Link as RouterLink } from 'react-router';
import type { Annotator, LabelSetDetails } from '#shared/contracts/labels';
import { allFields, type AnyLabelField } from '#shared/domain/label-schema';
import { paths } from '../../app/paths';
import { DataTable } from '../../components/DataTable';
import { PageSection } from '../../components/PageContainer';

export function AboutLabels({ set }: { set: LabelSetDetails }) {
  return (
    <Box sx={{ maxWidth: 980 }}>
      <PageSection title="Where it comes from">
        <Facts set={set} />
      </PageSection>
      <PageSection title="Annotators">
        <DataTable
          label="Annotators and adjudicator"
          rows={[...set.annotators.map((one) => ({ ...one, part: 'annotator' })), ...(set.adjudicator === null ? [] : [{ ...set.adjudicator, part: 'adjudicator' }])]}
          rowKey={({ name, part }) => `${part} ${name}`}
          columns={[
            { key: 'name', label: 'Name', value: ({ name }) => name },
            { key: 'part', label: 'Part', value: ({ part }) => part },
            { key: 'model', label: 'Model', value: modelOf },
          ]}
        />
      </PageSection>
      <PageSection title="Rubric" description={`${set.fullSchema.name}, version ${set.fullSchema.version}`}>
        {allFields(set.fullSchema).map((field) => (
          <FieldRubric key={field.id} field={field} />
        ))}
      </PageSection>
      {set.options !== null && (
        <PageSection title="Options of the run">
          <Box component="pre" tabIndex={0} sx={{ m: 0, p: 1.5, backgroundColor: 'sunken', borderRadius: 1, fontSize: '0.8125rem', overflow: 'auto' }}>
            {JSON.stringify(set.options, null, 2)}
          </Box>
        </PageSection>
      )}
    </Box>
  );
}

function modelOf({ model, isScripted }: Annotator): string {
  return isScripted ? 'scripted: no language model' : (model ?? 'a person');
}

function Facts({ set }: { set: LabelSetDetails }) {
  const facts = [
    ['Labels', set.sha256],
    ['Corpus', set.corpusSha256],
  ] as const;
  return (
    <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 0.5 }}>
      {set.source.kind === 'run' && (
        <>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            Run
          </Box>
          <Box component="dd" sx={{ m: 0 }}>
            <Link component={RouterLink} to={paths.run(set.source.runId)}>
              {set.source.runId}
            </Link>
            {' · '}
            <Link component={RouterLink} to={paths.callsOfRun(set.source.runId)}>
              its calls
            </Link>
          </Box>
        </>
      )}
      {facts.map(([name, hash]) => (
        <Box key={name} sx={{ display: 'contents' }}>
          <Box component="dt" sx={{ color: 'text.secondary' }}>
            {name} (sha256)
          </Box>
          <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere', fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem' }}>
            {hash}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function FieldRubric({ field }: { field: AnyLabelField }) {
  return (
    <Accordion disableGutters variant="outlined" sx={{ '&:not(:last-of-type)': { borderBottom: 0 } }}>
      <AccordionSummary expandIcon={<ChevronDown size={16} aria-hidden />}>{field.title}</AccordionSummary>
      <AccordionDetails>
        <Typography variant="body2" sx={{ mb: 1.5, maxWidth: '75ch', whiteSpace: 'pre-line' }}>
          {field.rubric}
        </Typography>
        <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', columnGap: 2, rowGap: 0.75 }}>
          {field.values.map(({ value, title, description }) => (
            <Box key={value} sx={{ display: 'contents' }}>
              <Box component="dt" sx={{ fontWeight: 550 }}>
                {title}
              </Box>
              <Box component="dd" sx={{ m: 0, color: 'text.secondary' }}>
                {description}
              </Box>
            </Box>
          ))}
        </Box>
      </AccordionDetails>
    </Accordion>
  );
}
