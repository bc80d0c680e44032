/** @file Replies of two systems to the same contexts, against the same references. */
import { Box, TextField } from '@mui/material';
import { z } from 'zod';
import type { FileHandle } from '#shared/contracts/files';
import { NlgProfile } from '#shared/contracts/measure';
import { useMutate } from '../../../api/use-command';
import { profiles } from '../option-words';
import { useMeasurementRun } from '../use-measurement-run';
import { BootstrapFields } from './BootstrapFields';
import { ChoiceList } from './ChoiceField';
import { BootstrapDraft, bootstrapOf, bootstrapProblems, newBootstrap, newFileDraft, SourceDraft, sourceOf, useDraft } from './drafts';
import { placeProblem } from './place-problem';
import { RunForm } from './RunForm';
import { sortFiles } from './seed-draft';
import { SourceField } from './SourceField';
import { replyColumns } from './TextForm';

const CompareDraft = z.object({ name: z.string(), a: SourceDraft.nullable(), b: SourceDraft.nullable(), references: SourceDraft.nullable(), nameA: z.string(), nameB: z.string(), profile: NlgProfile, bootstrap: BootstrapDraft });
type CompareDraft = z.output<typeof CompareDraft>;

/** As in the contract. */
const mostNameCharacters = 80;

export function CompareForm({ files }: { files: readonly FileHandle[] }) {
  const [draft, change] = useDraft({ key: 'comparison', schema: CompareDraft, initial: () => draftFrom(files), isFresh: files.length > 0 });
  const run = useMeasurementRun();
  const start = useMutate('measure.compare', { onDone: run.follow });
  const edit = (next: Partial<CompareDraft>) => {
    run.clear();
    start.reset();
    change(next);
  };
  const { a, b, references } = draft;
  const placed = placeProblem(start.error === null ? run.problem : { message: start.error.message, details: {} }, { a, b, references });
  const bootstrap = bootstrapOf({ ...draft.bootstrap, isOn: true });
  const names = { a: draft.nameA.trim(), b: draft.nameB.trim() };
  const measure = () =>
    a !== null &&
    b !== null &&
    references !== null &&
    start.mutate({
      a: sourceOf(a),
      b: sourceOf(b),
      references: [sourceOf(references)],
      options: { profile: draft.profile, ...(bootstrap !== undefined && { bootstrap }), ...(names.a !== '' && names.b !== '' && { names }) },
      ...(draft.name.trim() !== '' && { name: draft.name }),
    });
  return (
    <RunForm run={run} isStarting={start.isPending} missing={missingIn(draft)} problem={placed.general} name={draft.name} onNameChange={(name) => change({ name })} onStart={measure}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
        <SourceField label="First system" help="Replies of the system in question." value={a} onChange={(next) => edit({ a: next })} corpusColumns={replyColumns} problem={placed.byField['a']} />
        <SourceField label="Second system" help="Replies of the system it is compared with, to the same contexts." value={b} onChange={(next) => edit({ b: next })} corpusColumns={replyColumns} problem={placed.byField['b']} />
        <TextField label="What to call the first" value={draft.nameA} onChange={(event) => edit({ nameA: event.target.value.slice(0, mostNameCharacters) })} placeholder="The name of its file" slotProps={{ inputLabel: { shrink: true } }} />
        <TextField label="What to call the second" value={draft.nameB} onChange={(event) => edit({ nameB: event.target.value.slice(0, mostNameCharacters) })} placeholder="The name of its file" slotProps={{ inputLabel: { shrink: true } }} />
      </Box>
      <SourceField label="References" help="What a person wrote there, in the same order." value={references} onChange={(next) => edit({ references: next })} corpusColumns={replyColumns} problem={placed.byField['references']} />
      <ChoiceList label="Profile" choices={profiles} value={draft.profile} onChange={(profile) => edit({ profile })} />
      <BootstrapFields isRequired unit="items" value={draft.bootstrap} onChange={(next) => edit({ bootstrap: next })} />
    </RunForm>
  );
}

function draftFrom(files: readonly FileHandle[]): CompareDraft {
  const { replies, references } = sortFiles(files);
  const asDraft = (file: FileHandle | undefined) => (file === undefined ? null : newFileDraft(file));
  return { name: '', a: asDraft(replies[0]), b: asDraft(replies[1]), references: asDraft(references[0]), nameA: '', nameB: '', profile: 'nlgeval', bootstrap: newBootstrap };
}

function missingIn({ a, b, references, nameA, nameB, bootstrap }: CompareDraft): string | null {
  if (a === null || b === null) return 'Choose the replies of both systems first.';
  if (references === null) return 'Choose the references next.';
  if ((nameA.trim() === '') !== (nameB.trim() === '')) return 'Name both systems, or neither.';
  return Object.keys(bootstrapProblems(bootstrap)).length > 0 ? 'Correct the intervals first.' : null;
}
