/** @file Step for foreign tables: what the columns mean, with what the first rows become beside it. */
import { Box, Typography } from '@mui/material';
import { CircleAlert } from 'lucide-react';
import type { ColumnMapping, FormatInfo } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { PageSection } from '../../../components/PageContainer';
import type { ImportDraft } from '../import-draft';
import { SampleRecords } from '../SampleRecords';
import { StepFooter } from '../StepFooter';
import { LabelMapEditor } from './LabelMapEditor';
import { useTriedMapping } from './use-tried-mapping';
import { formatForLayout, foundLabels, withLayout } from './mapping-roles';
import { MappingEditor } from './MappingEditor';
import { RawTable } from './RawTable';

export interface ColumnsStepProps {
  draft: ImportDraft;
  format: FormatInfo;
  table: Output<'corpora.columns'>;
  isBusy: boolean;
  onChange: (draft: ImportDraft) => void;
  onBack: () => void;
  onNext: (draft: ImportDraft) => void;
}

export function ColumnsStep({ draft, format, table, isBusy, onChange, onBack, onNext }: ColumnsStepProps) {
  const { options } = draft;
  const mapping = options.mapping ?? table.guess ?? withLayout(null, format.kind === 'knowledge' ? 'knowledge-rows' : 'utterance-rows', table.columns);
  const vocabulary = options.vocabulary ?? 'esconv8';
  const withMapping = (next: ColumnMapping): ImportDraft => ({ ...draft, format: formatForLayout(next.layout, { format: format.id, fileName: draft.files[0]?.name ?? '' }), options: { ...options, mapping: next } });
  const hasStrategies = mapping.layout !== 'knowledge-rows' && mapping.strategy !== undefined;
  const isIncomplete = mapping.layout === 'context-rows' && mapping.historySeparator === '';
  const tried = useTriedMapping(draft, mapping, { isOff: isIncomplete });
  return (
    <>
      <Box sx={{ display: 'grid', columnGap: 5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 1fr) minmax(0, 1fr)' } }}>
        <Box sx={{ minWidth: 0 }}>
          <PageSection title="What the columns mean" description={table.guess === null ? 'Their names say nothing that Solace knows.' : 'Guessed from their names; correct what is wrong.'}>
            <MappingEditor table={table} mapping={mapping} onChange={(next) => onChange(withMapping(next))} />
          </PageSection>
          {hasStrategies && (
            <PageSection title="What the labels mean">
              <LabelMapEditor labelMap={options.labelMap} vocabulary={vocabulary} found={foundLabels(table, mapping)} onChange={(labelMap) => onChange({ ...withMapping(mapping), options: { ...options, mapping, labelMap } })} />
            </PageSection>
          )}
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <PageSection title="The first rows" description="As they stand in the file">
            <RawTable table={table} />
          </PageSection>
          <PageSection title="What they become">
            {tried.problems.map((problem) => (
              <Typography key={problem} variant="body2" sx={{ display: 'flex', gap: 1, mb: 1 }}>
                <Box component="span" sx={{ color: 'warning.main', pt: '2px' }}>
                  <CircleAlert size={16} aria-hidden />
                </Box>
                {problem}
              </Typography>
            ))}
            <SampleRecords records={tried.records} />
          </PageSection>
        </Box>
      </Box>
      <StepFooter onBack={onBack} next={{ label: 'Preview', run: () => onNext(withMapping(mapping)), isOff: isBusy || isIncomplete }} note={isIncomplete ? 'Say what stands between the utterances of a history.' : 'The preview reads the whole file and stores nothing.'} />
    </>
  );
}
