/** @file The processes that hold planners: one a run, few at a time, ended when idle, and honest about their death. */
import { expect, test, vi } from 'vitest';
import { inlinePrograms } from '#main/jobs/inline-programs';
import type { Program } from '#main/jobs/protocol';
import { converse } from '#main/jobs/requests';
import { createPlannerProcesses, type PlannerProcesses } from '#main/services/planner/planner-processes';
import type { RunId } from '#shared/domain/ids';

const question = { kind: 'export-onnx', path: '/anywhere' } as const;
const [first, second, third] = [1, 2, 3] as RunId[] as [RunId, RunId, RunId];

function open(program: Program, idleAfterMs?: number): { processes: PlannerProcesses; opened: string[]; log: string[] } {
  const [opened, log]: [string[], string[]] = [[], []];
  const openProgram = inlinePrograms({
    planner(input, port) {
      opened.push((input as { runFolder: string }).runFolder.replaceAll('\\', '/'));
      return program(input, port);
    },
  });
  const ports = { openProgram, workspacePath: '/workspace', log: { write: (_: string, message: string) => void log.push(message), tail: () => [], close: () => Promise.resolve() } };
  return { processes: createPlannerProcesses({ ports, ...(idleAfterMs === undefined ? {} : { idleAfterMs }) }), opened, log };
}

const answering: Program = async (_, port) => {
  converse(port, { answer: () => Promise.resolve(null) });
  await new Promise<never>(() => undefined);
};

test('a run’s process is kept; beyond two, the one asked longest ago makes room', async () => {
  const { processes, opened } = open(answering);
  for (const run of [first, second, first, third, first, second]) await processes.ask(run, question);
  expect(opened).toEqual(['/workspace/runs/1', '/workspace/runs/2', '/workspace/runs/3', '/workspace/runs/2']);
  processes.dispose();
});

test('an idle process is ended and begun again when asked', async () => {
  const { processes, opened } = open(answering, 1);
  await processes.ask(first, question);
  await vi.waitFor(async () => {
    await processes.ask(first, question);
    expect(opened.length).toBeGreaterThan(1);
  });
  processes.dispose();
});

test('a process that fails says so to who asked, and the next question begins another', async () => {
  let count = 0;
  const { processes, opened, log } = open((input, port) => (count++ === 0 ? Promise.reject(new Error('no memory')) : answering(input, port)));
  await expect(processes.ask(first, question)).rejects.toThrow('ended unexpectedly');
  await expect(processes.ask(first, question)).resolves.toBeNull();
  expect(opened).toHaveLength(2);
  expect(log).toEqual(['the process that held the planner of run 1 ended']);
  processes.dispose();
});

test('a withdrawn question is refused', async () => {
  const { processes } = open(async (_, port) => {
    converse(port, { answer: () => new Promise(() => undefined) });
    await new Promise<never>(() => undefined);
  });
  const abort = new AbortController();
  const asked = processes.ask(first, question, abort.signal);
  abort.abort();
  await expect(asked).rejects.toThrow('cancelled');
  processes.dispose();
});
