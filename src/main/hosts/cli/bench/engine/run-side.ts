/** @file Runs one side of a workload as a process of its own: this program once more, or a Python interpreter with PyTorch. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { AppError } from '#shared/contracts/errors';
import type { Job, Measurement } from './job';
import { pythonScript } from './python-script';
import type { Side } from './workloads';

export interface SideProcess {
  readonly side: Side;
  readonly job: Job;
  /** Written for the process to read. */
  readonly jobPath: string;
  readonly torch: string | undefined;
  readonly signal: AbortSignal;
}

export async function runSide({ side, job, jobPath, torch, signal }: SideProcess): Promise<Measurement> {
  await writeFile(jobPath, JSON.stringify(job));
  const program = side.engine === 'torch' ? [torch ?? 'python3', '-c', pythonScript, jobPath] : [process.execPath, ...process.execArgv, process.argv[1] ?? '', 'bench', 'engine', '--measure', jobPath, '--json'];
  const output = await outputOf(program, signal);
  const answer = JSON.parse(output) as Measurement | { readonly missing: string };
  if ('missing' in answer) throw new AppError('INVALID_INPUT', `${torch ?? ''} lacks a package (${answer.missing}). Install torch, transformers and safetensors there, or name another interpreter.`);
  return answer;
}

async function outputOf([program = '', ...args]: readonly string[], signal: AbortSignal): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], signal, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } });
  const written = { out: '', error: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (written.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (written.error += text));
  const closed = new Promise((resolve) => child.once('close', resolve));
  const [code] = (await once(child, 'close').catch(async (error: unknown) => {
    if (signal.aborted) {
      // It may still be writing into the folder that is removed next.
      await closed;
      throw new AppError('CANCELLED', 'The benchmark was cancelled.');
    }
    throw new AppError('NOT_FOUND', `${program} cannot be started. Name a Python interpreter with --torch.`, { cause: error });
  })) as [number | null];
  if (code === 0) return written.out;
  const reason = written.error.trim().split('\n').at(-1) || errorIn(written.out) || `exit code ${String(code ?? child.signalCode)}`;
  throw new AppError('INTERNAL', `A measured process failed: ${reason}`);
}

/** The one document of `--json`, where a command of ours failed. */
function errorIn(output: string): string | undefined {
  if (!output.startsWith('{')) return undefined;
  return (JSON.parse(output) as { error?: { message: string } }).error?.message;
}
