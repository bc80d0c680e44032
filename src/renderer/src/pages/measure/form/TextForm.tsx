/** @file Replies of one system against one or more references each. */
import { Box, Button } from '@mui/material';
import { Plus } from 'lucide-react';
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

const TextDraft = z.object({ name: z.string(), hypotheses: SourceDraft.nullable(), references: z.array(SourceDraft.nullable()).min(1), profile: NlgProfile, bootstrap: BootstrapDraft });
type TextDraft = z.output<typeof TextDraft>;

/** As in the contract. */
const mostReferences = 20;

export function TextForm({ files }: { files: readonly FileHandle[] }) {
  const [draft, change] = useDraft({ key: 'nlg', schema: TextDraft, initial: () => draftFrom(files), isFresh: files.length > 0 });
  const run = useMeasurementRun();
  const start = useMutate('measure.nlg', { onDone: run.follow });
  const edit = (next: Partial<TextDraft>) => {
    run.clear();
    start.reset();
    change(next);
  };
  const references = draft.references.filter((one) => one !== null);
  const placed = placeProblem(start.error === null ? run.problem : { message: start.error.message, details: {} }, Object.fromEntries([['hypotheses', draft.hypotheses], ...draft.references.map((one, index) => [`references.${index}`, one] as const)]));
  const bootstrap = bootstrapOf(draft.bootstrap);
  const measure = () =>
    draft.hypotheses !== null &&
    start.mutate({
      hypotheses: sourceOf(draft.hypotheses),
      references: references.map(sourceOf),
      options: { profile: draft.profile, ...(bootstrap !== undefined && { bootstrap }) },
      ...(draft.name.trim() !== '' && { name: draft.name }),
    });
  return (
    <RunForm run={run} isStarting={start.isPending} missing={missingIn(draft)} problem={placed.general} name={draft.name} onNameChange={(name) => change({ name })} onStart={measure}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
        <SourceField label="Hypotheses" help="What the system wrote: one reply a row." value={draft.hypotheses} onChange={(hypotheses) => edit({ hypotheses })} corpusColumns={replyColumns} problem={placed.byField['hypotheses']} />
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          {draft.references.map((reference, index) => (
            <SourceField
              key={index}
              label={index === 0 ? 'References' : `References ${index + 1}`}
              help={index === 0 ? 'What a person wrote there, in the same order. In JSON Lines, a row that is a list holds several references.' : 'One more reference for every row.'}
              value={reference}
              onChange={(next) => edit({ references: withReference(draft.references, index, next) })}
              corpusColumns={replyColumns}
              problem={placed.byField[`references.${index}`]}
            />
          ))}
          {references.length === draft.references.length && draft.references.length < mostReferences && (
            <Button startIcon={<Plus size={15} aria-hidden />} onClick={() => edit({ references: [...draft.references, null] })} sx={{ justifySelf: 'start' }}>
              Another reference for each reply
            </Button>
          )}
        </Box>
      </Box>
      <ChoiceList label="Profile" choices={profiles} value={draft.profile} onChange={(profile) => edit({ profile })} />
      <BootstrapFields unit="items" value={draft.bootstrap} onChange={(next) => edit({ bootstrap: next })} />
    </RunForm>
  );
}

export const replyColumns = ['supporterReplies', 'supporterTurns', 'seekerReplies', 'seekerTurns'] as const;

function draftFrom(files: readonly FileHandle[]): TextDraft {
  const { replies, references } = sortFiles(files);
  const asDraft = (file: FileHandle | undefined) => (file === undefined ? null : newFileDraft(file));
  return { name: '', hypotheses: asDraft(replies[0]), references: references.length === 0 ? [null] : references.map(newFileDraft), profile: 'nlgeval', bootstrap: newBootstrap };
}

/** Taking the last of several away takes its field away too. */
export function withReference(references: readonly (SourceDraft | null)[], index: number, next: SourceDraft | null): (SourceDraft | null)[] {
  if (next === null && references.length > 1) return references.filter((_, place) => place !== index);
  return references.map((one, place) => (place === index ? next : one));
}

function missingIn({ hypotheses, references, bootstrap }: TextDraft): string | null {
  if (hypotheses === null) return 'Choose the hypotheses first.';
  if (references.every((one) => one === null)) return 'Choose the references next.';
  return bootstrap.isOn && Object.keys(bootstrapProblems(bootstrap)).length > 0 ? 'Correct the intervals first.' : null;
}
