/** @file Answers: what is in these files, and how do they become a corpus? Files, format, columns where a table is foreign, preview, import. */
import { useState } from 'react';
import type { FormatInfo } from '#shared/contracts/corpora';
import type { FileHandle } from '#shared/contracts/files';
import { type UploadProgress, useFiles } from '../../api/files';
import { useCommand, useMutate } from '../../api/use-command';
import { FileDrop } from '../../components/FileDrop';
import { LoadState } from '../../components/LoadState';
import { PageContainer } from '../../components/PageContainer';
import { useToast } from '../../components/toasts/ToastProvider';
import { UploadNote } from '../corpora/UploadNote';
import { FilesStep } from './FilesStep';
import { type ImportStep, newDraft, takesColumns, withFiles } from './import-draft';
import { ImportSteps } from './ImportSteps';
import { RunStep } from './RunStep';
import { StepList } from './StepList';
import { type ImportWizard, useImportWizard } from './use-import-wizard';

export function ImportPage() {
  const wizard = useImportWizard();
  const { draft, step, runId, goTo, restart } = wizard;
  const incoming = useIncoming(wizard);
  const formats = useCommand('corpora.formats', {});
  const format = formats.data?.find(({ id }) => id === draft.format);
  return (
    <FileDrop invitation="Drop files to add them" onDrop={incoming.takeDropped}>
      <PageContainer title="Import a corpus">
        <StepList steps={stepsFor(format, step)} current={step} isLocked={step === 'import'} onGo={goTo} />
        <UploadNote progress={incoming.progress} />
        {step === 'files' && <FilesStep files={draft.files} isBusy={incoming.progress !== null} onChoose={incoming.choose} onRemove={incoming.remove} onNext={() => goTo('format')} />}
        {step === 'import' && runId !== null && <RunStep id={runId} hasFiles={draft.files.length > 0} onBack={() => goTo('format')} onRestart={restart} onStored={incoming.letGo} />}
        {step !== 'files' && step !== 'import' && (
          <LoadState query={formats} what="the formats">
            {(list) => <ImportSteps wizard={wizard} formats={list.filter(({ canImport }) => canImport)} />}
          </LoadState>
        )}
      </PageContainer>
    </FileDrop>
  );
}

function stepsFor(format: FormatInfo | undefined, step: ImportStep): ImportStep[] {
  return takesColumns(format) || step === 'columns' ? ['files', 'format', 'columns', 'preview', 'import'] : ['files', 'format', 'preview', 'import'];
}

/** Files are added while none was looked into; dropped later they begin anew with the files step. */
function useIncoming({ draft, change, goTo, step }: ImportWizard) {
  const files = useFiles();
  const toast = useToast();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const discard = useMutate('files.discard', { onFail: (error) => toast({ tone: 'error', message: error.message }) });
  const forget = useMutate('files.discard');
  const take = async (arriving: Promise<FileHandle[]>) => {
    try {
      const handles = await arriving;
      if (handles.length === 0) return;
      change(withFiles(draft, [...(step === 'import' ? [] : draft.files), ...handles]));
      if (step !== 'files') goTo('files');
    } catch (error) {
      toast({ tone: 'error', message: error instanceof Error ? error.message : String(error) });
    } finally {
      setProgress(null);
    }
  };
  return {
    progress,
    choose: () => void take(files.pick({ title: 'Choose the files of one corpus', isMultiple: true, onProgress: setProgress })),
    takeDropped: (dropped: File[]) => void take(files.upload(dropped, { onProgress: setProgress })),
    /** Uploaded copies are dropped; a file that is gone already is no matter. */
    letGo: () => {
      for (const { fileId } of draft.files) forget.mutate({ fileId });
      change(newDraft([]));
    },
    remove: (file: FileHandle) => {
      change(withFiles(draft, draft.files.filter(({ fileId }) => fileId !== file.fileId)));
      discard.mutate({ fileId: file.fileId });
    },
  };
}
