/** @file The program of webgpu.test.ts, run by software-vulkan.ts. Its parameters say what to do; the result is its last line, as JSON. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLanguageModel } from '#main/engine/inference/language-model';
import type { WeightPrecision } from '#main/engine/inference/types';
import { onnxRuntime } from '#main/engine/runtime/onnxruntime';
import { testProvider } from '#main/engine/runtime/self-test';
import { writeStories260k } from './stories260k';

const [, , task, count = '1'] = process.argv;
const result = task === 'self-test' ? await testProvider(onnxRuntime, 'webgpu') : await writeStory(task as WeightPrecision, Number(count));
process.stdout.write(`\n${JSON.stringify(result)}\n`);
// Dawn's threads would keep the process.
process.exit(0);

async function writeStory(weights: WeightPrecision, maxTokens: number): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'solace-webgpu-'));
  try {
    await writeStories260k(folder);
    const model = await openLanguageModel({ folder, weights, cacheFolder: join(folder, 'cache'), provider: 'webgpu' });
    for await (const event of model.generate({ prompts: [''], maxTokens })) if (event.kind === 'end') return event.tokenIds;
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
