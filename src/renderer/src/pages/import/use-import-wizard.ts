/**
 * @file The wizard's state: decisions in this window's session storage, step and running work in the address. Both survive a reload;
 * the files themselves stay with the workbench until it ends.
 */
import { useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { ActivityId } from '#shared/domain/ids';
import { clearPendingFiles, pendingFiles } from '../../api/pending-files';
import { ImportDraft, type ImportStep, newDraft } from './import-draft';

export interface ImportWizard {
  readonly draft: ImportDraft;
  readonly change: (draft: ImportDraft) => void;
  readonly step: ImportStep;
  /** The preview and the import that were started, as far as there are any. */
  readonly previewId: ActivityId | null;
  readonly runId: ActivityId | null;
  readonly goTo: (step: ImportStep, started?: { preview?: ActivityId; run?: ActivityId }) => void;
  /** Forgets everything and begins with the files. */
  readonly restart: () => void;
}

const storageKey = 'solace.import';
const steps: readonly ImportStep[] = ['files', 'format', 'columns', 'preview', 'import'];

export function useImportWizard(): ImportWizard {
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(startingDraft);
  useEffect(() => clearPendingFiles(), []);
  useEffect(() => sessionStorage.setItem(storageKey, JSON.stringify(draft)), [draft]);
  const previewId = readId(params.get('preview'));
  const runId = readId(params.get('run'));
  const step = possibleStep(params.get('step'), { hasFiles: draft.files.length > 0, hasPreview: previewId !== null, hasRun: runId !== null });
  const goTo: ImportWizard['goTo'] = (next, started = {}) => {
    const query = new URLSearchParams({ step: next });
    const preview = started.preview ?? previewId;
    const run = next === 'import' ? (started.run ?? runId) : null;
    if (preview !== null) query.set('preview', preview);
    if (run !== null) query.set('run', run);
    void navigate({ search: query.toString() });
  };
  const restart = () => {
    setDraft(newDraft([]));
    void navigate({ search: '' });
  };
  return { draft, change: setDraft, step, previewId, runId, goTo, restart };
}

/** Files handed over by another page begin a new import. */
function startingDraft(): ImportDraft {
  const offered = pendingFiles();
  if (offered.length > 0) return newDraft(offered);
  const stored = ImportDraft.safeParse(JSON.parse(sessionStorage.getItem(storageKey) ?? 'null'));
  return stored.success ? stored.data : newDraft([]);
}

function possibleStep(asked: string | null, has: { hasFiles: boolean; hasPreview: boolean; hasRun: boolean }): ImportStep {
  const step = steps.find((one) => one === asked) ?? (has.hasFiles ? 'format' : 'files');
  if (step === 'import') return has.hasRun ? 'import' : possibleStep('preview', has);
  if (step === 'preview' && has.hasPreview) return 'preview';
  if (!has.hasFiles) return 'files';
  return step === 'preview' ? 'format' : step;
}

function readId(text: string | null): ActivityId | null {
  const id = ActivityId.safeParse(text);
  return id.success ? id.data : null;
}
