/** @file Ratings as a table, from a file or pasted, and what is known of their labels. */
import { Button, TextField } from '@mui/material';
import { ClipboardPaste } from 'lucide-react';
import { useState } from 'react';
import { z } from 'zod';
import type { FileHandle } from '#shared/contracts/files';
import { AgreementLevel } from '#shared/contracts/measure';
import { useMutate } from '../../api/use-command';
import { BootstrapFields } from '../measure/form/BootstrapFields';
import { ChoiceList } from '../measure/form/ChoiceField';
import { BootstrapDraft, bootstrapOf, bootstrapProblems, FileDraft, newBootstrap, newFileDraft, useDraft } from '../measure/form/drafts';
import { placeProblem } from '../measure/form/place-problem';
import { RowsField } from '../measure/form/RowsField';
import { RunForm } from '../measure/form/RunForm';
import { agreementLevels } from '../measure/option-words';
import { useMeasurementRun } from '../measure/use-measurement-run';
import { PasteDialog } from './PasteDialog';

const AgreementDraft = z.object({ name: z.string(), file: FileDraft.nullable(), columns: z.record(z.string(), z.string()), level: AgreementLevel, /** One label a line, as typed. */ order: z.string(), bootstrap: BootstrapDraft });
type AgreementDraft = z.output<typeof AgreementDraft>;

const fields = [
  { key: 'item', label: 'Item' },
  { key: 'rater', label: 'Rater' },
  { key: 'label', label: 'Label' },
];

export function AgreementForm({ files }: { files: readonly FileHandle[] }) {
  const [first] = files;
  const [draft, change] = useDraft({ key: 'agreement', schema: AgreementDraft, initial: () => draftFrom(first), isFresh: first !== undefined });
  const [isPasting, setIsPasting] = useState(false);
  const run = useMeasurementRun();
  const start = useMutate('measure.agreement', { onDone: run.follow });
  const edit = (next: Partial<AgreementDraft>) => {
    run.clear();
    start.reset();
    change(next);
  };
  const { file, columns, level } = draft;
  const placed = placeProblem(start.error === null ? run.problem : { message: start.error.message, details: {} }, { file });
  const bootstrap = bootstrapOf(draft.bootstrap);
  const order = orderOf(draft);
  const measure = () =>
    file !== null &&
    start.mutate({
      source: { fileId: file.file.fileId, columns },
      options: { level, ...(order.length > 0 && { order }), ...(bootstrap !== undefined && { bootstrap }) },
      ...(draft.name.trim() !== '' && { name: draft.name }),
    });
  return (
    <RunForm run={run} isStarting={start.isPending} missing={missingIn(draft)} problem={placed.general} name={draft.name} onNameChange={(name) => change({ name })} onStart={measure}>
      <RowsField
        label="Ratings"
        help="CSV, JSON or JSON Lines with one row a rating: the item, the rater, and the label. An empty label means that the rater gave none."
        fields={fields}
        value={file}
        columns={columns}
        onChange={(next) => edit({ file: next.file, columns: next.columns })}
        problem={placed.byField['file']}
        otherWay={
          <Button startIcon={<ClipboardPaste size={15} aria-hidden />} onClick={() => setIsPasting(true)}>
            Paste a table…
          </Button>
        }
      />
      <ChoiceList label="Labels" choices={agreementLevels} value={level} onChange={(next) => edit({ level: next })} />
      {level === 'ordinal' && (
        <TextField
          label="Order of the labels, lowest first"
          value={draft.order}
          onChange={(event) => edit({ order: event.target.value })}
          multiline
          minRows={3}
          placeholder={'none\nmild\nsevere'}
          helperText="One label a line, all that occur. Leave it empty for numbers: they have their order."
          slotProps={{ inputLabel: { shrink: true } }}
          sx={{ maxWidth: 420, '& .MuiFormHelperText-root': { mx: 0 } }}
        />
      )}
      <BootstrapFields unit="items with all their ratings" value={draft.bootstrap} onChange={(next) => edit({ bootstrap: next })} />
      {isPasting && (
        <PasteDialog
          onClose={() => setIsPasting(false)}
          onFile={(pasted) => {
            setIsPasting(false);
            edit({ file: newFileDraft(pasted), columns: {} });
          }}
        />
      )}
    </RunForm>
  );
}

function draftFrom(file: FileHandle | undefined): AgreementDraft {
  return { name: '', file: file === undefined ? null : newFileDraft(file), columns: {}, level: 'nominal', order: '', bootstrap: newBootstrap };
}

function orderOf({ level, order }: AgreementDraft): string[] {
  if (level !== 'ordinal') return [];
  return order
    .split('\n')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

function missingIn(draft: AgreementDraft): string | null {
  const order = orderOf(draft);
  if (draft.file === null) return 'Choose the ratings first.';
  if (order.length === 1) return 'An order needs two labels at least.';
  if (new Set(order).size < order.length) return 'A label stands twice in the order.';
  return draft.bootstrap.isOn && Object.keys(bootstrapProblems(draft.bootstrap)).length > 0 ? 'Correct the intervals first.' : null;
}
