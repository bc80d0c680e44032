/** @file Predicted against gold strategies: rows that hold both, or two columns side by side. */
import { Box, ToggleButton, ToggleButtonGroup } from '@mui/material';
import { z } from 'zod';
import type { FileHandle } from '#shared/contracts/files';
import type { Input } from '#shared/contracts/index';
import { AveragedLabels, BiasGuard, UnparsedPolicy, VocabularyChoice } from '#shared/contracts/measure';
import { useMutate } from '../../../api/use-command';
import { averagedLabelChoices, biasGuards, unparsedPolicies, vocabularyChoices } from '../option-words';
import { useMeasurementRun } from '../use-measurement-run';
import { BootstrapFields } from './BootstrapFields';
import { ChoiceSelect } from './ChoiceField';
import { BootstrapDraft, bootstrapOf, bootstrapProblems, FileDraft, newBootstrap, newFileDraft, SourceDraft, sourceOf, useDraft } from './drafts';
import { placeProblem } from './place-problem';
import { RowsField } from './RowsField';
import { RunForm } from './RunForm';
import { sortFiles } from './seed-draft';
import { SourceField } from './SourceField';

const StrategyDraft = z.object({
  name: z.string(),
  layout: z.enum(['rows', 'columns']),
  rows: FileDraft.nullable(),
  fields: z.record(z.string(), z.string()),
  gold: SourceDraft.nullable(),
  predicted: SourceDraft.nullable(),
  labels: VocabularyChoice,
  unparsedPolicy: UnparsedPolicy,
  averagedLabels: AveragedLabels,
  biasGuard: BiasGuard,
  bootstrap: BootstrapDraft,
});
type StrategyDraft = z.output<typeof StrategyDraft>;

const rowFields = [
  { key: 'gold', label: 'Gold' },
  { key: 'predicted', label: 'Predicted' },
  { key: 'dialogue', label: 'Dialogue', noneWord: 'By its usual name, if any' },
];
const strategyColumns = ['supporterStrategies'] as const;

export function StrategyForm({ files }: { files: readonly FileHandle[] }) {
  const [draft, change] = useDraft({ key: 'strategy', schema: StrategyDraft, initial: () => draftFrom(files), isFresh: files.length > 0 });
  const run = useMeasurementRun();
  const start = useMutate('measure.strategy', { onDone: run.follow });
  const edit = (next: Partial<StrategyDraft>) => {
    run.clear();
    start.reset();
    change(next);
  };
  const { layout, rows, gold, predicted, labels, unparsedPolicy, averagedLabels, biasGuard } = draft;
  const placed = placeProblem(start.error === null ? run.problem : { message: start.error.message, details: {} }, layout === 'rows' ? { rows } : { gold, predicted });
  const bootstrap = bootstrapOf(draft.bootstrap);
  const measure = () => {
    const source = sourceIn(draft);
    if (source === null) return;
    start.mutate({ source, options: { labels, unparsedPolicy, averagedLabels, biasGuard, ...(bootstrap !== undefined && { bootstrap }) }, ...(draft.name.trim() !== '' && { name: draft.name }) });
  };
  return (
    <RunForm run={run} isStarting={start.isPending} missing={missingIn(draft)} problem={placed.general} name={draft.name} onNameChange={(name) => change({ name })} onStart={measure}>
      <Box>
        <ToggleButtonGroup exclusive value={layout} onChange={(_, next: StrategyDraft['layout'] | null) => next !== null && edit({ layout: next })} aria-label="How gold and predictions come" sx={{ mb: 1.5 }}>
          <ToggleButton value="rows">One file with both</ToggleButton>
          <ToggleButton value="columns">Two columns of equal length</ToggleButton>
        </ToggleButtonGroup>
        {layout === 'rows' ? (
          <RowsField
            label="Gold and predicted strategies"
            help="JSON, JSON Lines or CSV, one row an item, such as ESCA’s strg_gold and strg_pred. With a column of dialogues, transitions are counted too."
            fields={rowFields}
            value={rows}
            columns={draft.fields}
            onChange={({ file, columns }) => edit({ rows: file, fields: columns })}
            problem={placed.byField['rows']}
          />
        ) : (
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' }, alignItems: 'start' }}>
            <SourceField label="Gold" help="The strategies that people gave. From a corpus, transitions are counted too." value={gold} onChange={(next) => edit({ gold: next })} corpusColumns={strategyColumns} problem={placed.byField['gold']} />
            <SourceField label="Predicted" help="What the system predicted there, in the same order." value={predicted} onChange={(next) => edit({ predicted: next })} corpusColumns={strategyColumns} problem={placed.byField['predicted']} />
          </Box>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 2.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}>
        <ChoiceSelect label="Vocabulary" choices={vocabularyChoices} value={labels} onChange={(next) => edit({ labels: next })} />
        <ChoiceSelect label="Predictions that name no strategy" choices={unparsedPolicies} value={unparsedPolicy} onChange={(next) => edit({ unparsedPolicy: next })} />
        <ChoiceSelect label="Labels averaged in macro-F1" choices={averagedLabelChoices} value={averagedLabels} onChange={(next) => edit({ averagedLabels: next })} />
        <ChoiceSelect label="Where B is not defined" choices={biasGuards} value={biasGuard} onChange={(next) => edit({ biasGuard: next })} />
      </Box>
      <BootstrapFields unit="items" value={draft.bootstrap} onChange={(next) => edit({ bootstrap: next })} />
    </RunForm>
  );
}

function draftFrom(files: readonly FileHandle[]): StrategyDraft {
  const { replies, references } = sortFiles(files);
  const [first] = files;
  const isTwo = files.length > 1;
  const asDraft = (file: FileHandle | undefined) => (file === undefined ? null : newFileDraft(file));
  return {
    name: '',
    layout: isTwo ? 'columns' : 'rows',
    rows: isTwo || first === undefined ? null : newFileDraft(first),
    fields: {},
    gold: isTwo ? asDraft(references[0]) : null,
    predicted: isTwo ? asDraft(replies[0]) : null,
    labels: 'esconv8',
    unparsedPolicy: 'wrong',
    averagedLabels: 'all',
    biasGuard: 'limit',
    bootstrap: newBootstrap,
  };
}

function sourceIn({ layout, rows, fields, gold, predicted }: StrategyDraft): Input<'measure.strategy'>['source'] | null {
  if (layout === 'rows') return rows === null ? null : { kind: 'rows', fileId: rows.file.fileId, columns: fields };
  return gold === null || predicted === null ? null : { kind: 'columns', gold: sourceOf(gold), predicted: sourceOf(predicted) };
}

function missingIn(draft: StrategyDraft): string | null {
  if (sourceIn(draft) === null) return draft.layout === 'rows' ? 'Choose the file first.' : 'Choose gold and predictions first.';
  return draft.bootstrap.isOn && Object.keys(bootstrapProblems(draft.bootstrap)).length > 0 ? 'Correct the intervals first.' : null;
}
