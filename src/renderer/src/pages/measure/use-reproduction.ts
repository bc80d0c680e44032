/** @file Measures the contents of an exported JSON again: chosen in a dialog, then followed to its result. */
import { useState } from 'react';
import { useFiles } from '../../api/files';
import { useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { type MeasurementRun, useMeasurementRun } from './use-measurement-run';

export interface Reproducing extends Pick<MeasurementRun, 'running' | 'isRunning' | 'cancel'> {
  readonly choose: () => void;
  readonly problem: string | null;
}

export function useReproduction(): Reproducing {
  const files = useFiles();
  const run = useMeasurementRun();
  const [uploadProblem, setUploadProblem] = useState<string | null>(null);
  const start = useMutate('measure.reproduce', { onDone: run.follow });
  const choose = async () => {
    run.clear();
    start.reset();
    setUploadProblem(null);
    try {
      const [file] = await files.pick({ title: 'Choose an exported measurement', isMultiple: false, accept: '.json' });
      if (file !== undefined) start.mutate({ fileId: file.fileId });
    } catch (error) {
      setUploadProblem(messageOf(error));
    }
  };
  return { choose: () => void choose(), running: run.running, isRunning: run.isRunning || start.isPending, cancel: run.cancel, problem: uploadProblem ?? start.error?.message ?? run.problem?.message ?? null };
}
