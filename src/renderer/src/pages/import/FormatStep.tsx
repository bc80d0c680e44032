/** @file Step two: what the files are, what the corpus is called, and how its records are to be read. */
import { Box, Button, Checkbox, FormControlLabel, Link, TextField, Typography } from '@mui/material';
import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FormatInfo } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { countOf } from '../../components/format';
import { PageSection } from '../../components/PageContainer';
import { FormatOptions } from './FormatOptions';
import { FormatSelect } from './FormatSelect';
import { type ImportDraft, nameProblem, takesColumns } from './import-draft';
import { StepFooter } from './StepFooter';

export interface FormatStepProps {
  draft: ImportDraft;
  formats: readonly FormatInfo[];
  recognised: Output<'corpora.recognise'>;
  format: FormatInfo | undefined;
  name: string;
  takenNames: readonly string[];
  isBusy: boolean;
  onChange: (draft: ImportDraft) => void;
  onBack: () => void;
  onNext: () => void;
}

export function FormatStep({ draft, formats, recognised, format, name, takenNames, isBusy, onChange, onBack, onNext }: FormatStepProps) {
  const problem = nameProblem(name, takenNames);
  const needsColumns = takesColumns(format);
  return (
    <>
      <PageSection title="Format" description={fileList(draft)}>
        <Recognition recognised={recognised} />
        <FormatSelect formats={formats} candidates={recognised.candidates} value={format?.id ?? ''} onChange={(id) => onChange({ ...draft, format: id, options: { ...draft.options, mapping: undefined } })} />
        {draft.format !== null && recognised.format !== null && draft.format !== recognised.format && (
          <Typography variant="body2" sx={{ mt: 1, color: 'text.secondary' }}>
            You chose another format than the one recognised.{' '}
            <Link component="button" onClick={() => onChange({ ...draft, format: null })} sx={{ verticalAlign: 'baseline', fontSize: 'inherit' }}>
              Take the recognised one
            </Link>
          </Typography>
        )}
      </PageSection>
      <PageSection title="Name">
        <TextField value={name} onChange={(event) => onChange({ ...draft, name: event.target.value })} error={problem !== null} helperText={problem ?? 'How the corpus is called in Solace and on the command line.'} slotProps={{ htmlInput: { 'aria-label': 'Name of the corpus', maxLength: 120 } }} sx={{ width: 420, maxWidth: '100%', '& .MuiFormHelperText-root': { mx: 0 } }} />
        {draft.name !== null && problem !== null && (
          <Button onClick={() => onChange({ ...draft, name: null })} sx={{ ml: 1 }}>
            Suggest a name
          </Button>
        )}
        <FormControlLabel
          control={<Checkbox checked={draft.isLocalOnly} onChange={(event) => onChange({ ...draft, isLocalOnly: event.target.checked })} />}
          label="Keep its text on this machine: endpoints elsewhere are refused"
          sx={{ display: 'flex', width: 'fit-content', mt: 1 }}
        />
      </PageSection>
      {format !== undefined && format.kind === 'dialogues' && <FormatOptions format={format} options={draft.options} onChange={(options) => onChange({ ...draft, options })} />}
      <StepFooter onBack={onBack} next={{ label: needsColumns ? 'Continue to the columns' : 'Preview', run: onNext, isOff: format === undefined || problem !== null || isBusy }} note={format === undefined ? 'Choose a format to go on.' : undefined} />
    </>
  );
}

function fileList({ files }: ImportDraft): string {
  const named = files.slice(0, 4).map(({ name }) => name);
  return `Of ${named.join(', ')}${files.length > named.length ? ` and ${countOf(files.length - named.length, 'more file')}` : ''}`;
}

function Recognition({ recognised }: { recognised: Output<'corpora.recognise'> }) {
  const isKnown = recognised.format !== null;
  const Icon = isKnown ? CircleCheck : CircleAlert;
  return (
    <Box role="status" sx={{ display: 'flex', gap: 1, mb: 1.5, maxWidth: '80ch' }}>
      <Box component="span" sx={{ color: isKnown ? 'success.main' : 'warning.main', pt: '2px' }}>
        <Icon size={17} aria-hidden />
      </Box>
      <Typography variant="body2">
        {isKnown ? 'Recognised. ' : 'Not recognised. '}
        {recognised.reason}
      </Typography>
    </Box>
  );
}
