/** @file A run's link without a run: a task under test reports into it and asks what the test answers. */
import type { RunLink, RunProgress, RunQuestion } from '#main/jobs/runs/run-task';

export interface FakeRunLink extends RunLink {
  readonly reported: {
    readonly metrics: { step: number; values: Readonly<Record<string, number>>; epoch?: number | undefined }[];
    readonly log: string[];
    readonly artifacts: { name: string; kind: string; path: string }[];
    readonly devices: string[];
    progress: RunProgress | undefined;
  };
  /** As a pause does it. */
  stop(): void;
}

interface Options extends Partial<Pick<RunLink, 'runId' | 'isResumed' | 'seed'>> {
  readonly folder: string;
  readonly answer?: (question: RunQuestion) => unknown;
}

export function fakeRunLink({ folder, runId = 1, isResumed = false, seed = 13, answer }: Options): FakeRunLink {
  const abort = new AbortController();
  const reported: FakeRunLink['reported'] = { metrics: [], log: [], artifacts: [], devices: [], progress: undefined };
  return {
    runId,
    folder,
    isResumed,
    seed,
    signal: abort.signal,
    reported,
    stop: () => abort.abort(new DOMException('The run is paused.', 'AbortError')),
    progress: (progress) => (reported.progress = progress),
    metrics: (step, values, at) => void reported.metrics.push({ step, values, epoch: at?.epoch }),
    log: (level, text) => void reported.log.push(`${level}: ${text}`),
    device: (name) => void reported.devices.push(name),
    artifact: (artifact) => void reported.artifacts.push(artifact),
    async ask<Answer>(question: RunQuestion): Promise<Answer> {
      if (answer === undefined) throw new Error(`nobody answers ${question.kind}`);
      return (await answer(question)) as Answer;
    },
    flush: () => Promise.resolve(),
  };
}
