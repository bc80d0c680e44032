/** @file The steps between the files and the import. Each is fed with what the one before found out; a preview is made anew only when its request changed. */
import { Button } from '@mui/material';
import type { Corpus, FormatInfo } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { useCommand, useMutate } from '../../api/use-command';
import { LoadState } from '../../components/LoadState';
import { FormatStep } from './FormatStep';
import { type ImportDraft, importInput, type ImportPlan, requestKey, suggestName, takesColumns } from './import-draft';
import { ColumnsStep } from './mapping/ColumnsStep';
import { PreviewStep } from './PreviewStep';
import type { ImportWizard } from './use-import-wizard';
import { Trouble } from './WatchedImport';

export function ImportSteps({ wizard, formats }: { wizard: ImportWizard; formats: readonly FormatInfo[] }) {
  const corpora = useCommand('corpora.list', {});
  const recognised = useCommand('corpora.recognise', { fileIds: wizard.draft.files.map(({ fileId }) => fileId) }, { isEnabled: wizard.draft.files.length > 0 });
  const lost = recognised.error !== null && 'code' in recognised.error && recognised.error.code === 'NOT_FOUND';
  if (lost) return <Trouble title="The files are no longer at hand" message="Solace was started anew since they were chosen. Choose them again." recovery={<Button variant="contained" onClick={wizard.restart}>Choose files</Button>} />;
  return (
    <LoadState query={corpora} what="the corpora">
      {(list) =>
        wizard.draft.files.length === 0 ? (
          <Step wizard={wizard} formats={formats} corpora={list} recognised={nothingRecognised} />
        ) : (
          <LoadState query={recognised} what="what these files are">
            {(found) => <Step wizard={wizard} formats={formats} corpora={list} recognised={found} />}
          </LoadState>
        )
      }
    </LoadState>
  );
}

interface StepProps {
  wizard: ImportWizard;
  formats: readonly FormatInfo[];
  corpora: readonly Corpus[];
  recognised: Output<'corpora.recognise'>;
}

/** A preview seen again after its files are gone. */
const nothingRecognised: Output<'corpora.recognise'> = { format: null, reason: '', candidates: [] };

function Step({ wizard, formats, corpora, recognised }: StepProps) {
  const { draft, change, step, goTo, previewId, restart } = wizard;
  const format = formats.find(({ id }) => id === (draft.format ?? recognised.format));
  const takenNames = corpora.map(({ name }) => name);
  const name = draft.name ?? suggestName(draft.files.map((file) => file.name), { formatLabel: format?.label, taken: takenNames });
  const work = useImportWork(wizard);
  const preview = (decided: ImportDraft) => {
    change(decided);
    const formatId = decided.format ?? format?.id;
    if (formatId !== undefined) work.preview(decided, { name, format: formatId });
  };
  const leaveFormat = () => {
    const decided = { ...draft, format: format?.id ?? null };
    if (!takesColumns(format)) return preview(decided);
    change(decided);
    return goTo('columns');
  };
  return (
    <>
      {work.error !== null && <Trouble title="It could not be started" message={work.error.message} />}
      {step === 'preview' && previewId !== null ? (
        <PreviewStep
          id={previewId}
          name={name}
          formatLabel={format?.label ?? 'the chosen format'}
          corpora={corpora}
          hasFiles={draft.files.length > 0}
          isBusy={work.isPending}
          onBack={() => goTo(takesColumns(format) ? 'columns' : 'format')}
          onAgain={() => preview({ ...draft, previewedRequest: null })}
          onRestart={restart}
          onImport={() => work.run(draft, { name, format: draft.format ?? format?.id ?? 'auto' })}
        />
      ) : step === 'columns' && format !== undefined ? (
        <Columns wizard={wizard} format={format} isBusy={work.isPending} onNext={preview} />
      ) : (
        <FormatStep draft={draft} formats={formats} recognised={recognised} format={format} name={name} takenNames={takenNames} isBusy={work.isPending} onChange={change} onBack={() => goTo('files')} onNext={leaveFormat} />
      )}
    </>
  );
}

function Columns({ wizard, format, isBusy, onNext }: { wizard: ImportWizard; format: FormatInfo; isBusy: boolean; onNext: (draft: ImportDraft) => void }) {
  const { draft, change, goTo } = wizard;
  const [first] = draft.files;
  const table = useCommand('corpora.columns', { fileId: first?.fileId ?? '' }, { isEnabled: first !== undefined });
  return (
    <LoadState query={table} what="the columns">
      {(found) => <ColumnsStep draft={draft} format={format} table={found} isBusy={isBusy} onChange={change} onBack={() => goTo('format')} onNext={onNext} />}
    </LoadState>
  );
}

/** Starting the preview and the import. */
function useImportWork({ change, goTo, previewId }: ImportWizard) {
  const start = useMutate('corpora.import');
  return {
    isPending: start.isPending,
    error: start.error,
    preview(draft: ImportDraft, plan: ImportPlan) {
      const request = requestKey(draft, plan.format);
      if (draft.previewedRequest === request && previewId !== null) return goTo('preview');
      const showPreview = ({ activityId }: Output<'corpora.import'>) => {
        change({ ...draft, previewedRequest: request });
        goTo('preview', { preview: activityId });
      };
      return start.mutate({ ...importInput(draft, plan), isPreview: true }, { onSuccess: showPreview });
    },
    run: (draft: ImportDraft, plan: ImportPlan) => start.mutate(importInput(draft, plan), { onSuccess: ({ activityId }) => goTo('import', { run: activityId }) }),
  };
}
