/** @file Runs one import as its own process and tells how long it took and how much memory it held at most. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { programRoot } from '../../../platform/program-root';

export interface ChildImport {
  readonly wallMs: number;
  readonly peakResidentBytes: number;
  readonly dialogues: number;
}

/** Loaded before the command: writes the peak, which Node gives in kilobytes, to the fourth standard stream. */
const reportPeak = "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))";

export async function importInChild(files: readonly string[], { workspacePath, signal }: { workspacePath: string; signal: AbortSignal }): Promise<ChildImport> {
  const command = [join(programRoot(), 'out', 'main', 'cli.js'), 'corpus', 'import', ...files, '--name', 'Benchmark', '--workspace', workspacePath, '--json', '--quiet'];
  const startedMs = performance.now();
  const child = spawn(process.execPath, ['--import', reportPeak, ...command], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'], signal });
  const [output, peak, code] = await Promise.all([collect(child.stdio[1]), collect(child.stdio[3]), exitCodeOf(child)]);
  const wallMs = performance.now() - startedMs;
  const document = JSON.parse(output || '{}') as { corpus?: { dialogues: number }; error?: { message: string } };
  if (code !== 0 || document.corpus === undefined) throw new AppError('INTERNAL', `The measured import failed: ${document.error?.message ?? `it ended with ${String(code ?? child.signalCode)}`}`);
  return { wallMs, peakResidentBytes: Number(peak) * 1024, dialogues: document.corpus.dialogues };
}

async function collect(stream: unknown): Promise<string> {
  let text = '';
  for await (const chunk of stream as AsyncIterable<Buffer>) text += chunk.toString('utf8');
  return text;
}

function exitCodeOf(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
