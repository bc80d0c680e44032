/** @file The program in which a run works: finds its task, carries what it reports and asks, watches the machine, and stops it when told. */
import { cpuUsage, memoryUsage } from 'node:process';
import { AppError } from '#shared/contracts/errors';
import type { Json } from '#shared/domain/json';
import type { Program } from '../protocol';
import { converse } from '../requests';
import { type OpenRunLink, openRunLink } from '../runs/run-link';
import type { RunStart } from '../runs/run-messages';
import type { RunTask } from '../runs/run-task';
import type { RunTasks } from '../runs/tasks/index';

/** How often the machine is looked at; also the sign of life of a run that reports nothing. */
const beatMs = 2_000;

export function runProgram(tasks: RunTasks): Program {
  return async (input, port) => {
    const start = input as RunStart;
    const begunMs = performance.now();
    const stopping = new AbortController();
    const conversation = converse(port, {
      answer: () => Promise.reject(new AppError('UNSUPPORTED', 'A run answers no questions.')),
      onNote: () => stopping.abort(new AppError('CANCELLED', 'The run was asked to stop.')),
    });
    const run = openRunLink(start, conversation, { clock: { now: () => new Date(), elapsedMs: () => performance.now() - begunMs }, stopping });
    const stopBeats = beat(run);
    try {
      const load = Object.hasOwn(tasks, start.task) ? tasks[start.task] : undefined;
      if (load === undefined) throw new AppError('UNSUPPORTED', `This version of Solace has no task named ${start.task}.`);
      const task = (await load()) as RunTask<Json>;
      const result = await task(start.input, run.link);
      await run.link.flush();
      await conversation.ask({ type: 'result', result, workedMs: run.workedMs() });
    } catch (error) {
      // What was said before it went wrong is still told; where that cannot be stored, that is what went wrong.
      await run.link.flush();
      throw error;
    } finally {
      stopBeats();
    }
  };
}

/** Records what this process takes: processor (1 is one core at work all the time) and memory. Returns what ends it. */
function beat(run: OpenRunLink): () => void {
  let last = { at: performance.now(), usage: cpuUsage() };
  const timer = setInterval(() => {
    const now = { at: performance.now(), usage: cpuUsage() };
    const usedMs = (now.usage.user + now.usage.system - last.usage.user - last.usage.system) / 1000;
    run.observe({ 'system/processor': usedMs / Math.max(1, now.at - last.at), 'system/memory': memoryUsage.rss() });
    last = now;
  }, beatMs);
  return () => clearInterval(timer);
}
