/** @file Times repeated work: seconds of the clock one by one, seconds of the processors in the mean, after a warm-up. */
import type { Job, Measurement } from './job';

export type Timed = Pick<Measurement, 'durationsMs' | 'processorMs'>;

/** `work` tells how long it took where it should count otherwise than from call to return. */
export async function timeRepeatedly({ warmups, repetitions }: Pick<Job, 'warmups' | 'repetitions'>, work: () => Promise<number | undefined>): Promise<Timed> {
  const durationsMs: number[] = [];
  for (let warmup = 0; warmup < warmups; warmup++) await work();
  const before = process.cpuUsage();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const startedMs = performance.now();
    const ownMs = await work();
    durationsMs.push(ownMs ?? performance.now() - startedMs);
  }
  const { user, system } = process.cpuUsage(before);
  return { durationsMs, processorMs: (user + system) / 1_000 / repetitions };
}
