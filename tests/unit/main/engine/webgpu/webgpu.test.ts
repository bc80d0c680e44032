/** @file WebGPU for real, on software Vulkan: the provider's self-test, and the text of a trained model, as stored and quantised. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isVulkanAbsent, runOnVulkan, vulkanTimeoutMs } from '../../../../support/engine/software-vulkan';
import { stories260kFolder } from '../../../../support/engine/stories260k';

if (!existsSync(stories260kFolder)) console.warn(`SKIPPED: ${stories260kFolder} is absent; no text is written on WebGPU.`);

describe.skipIf(isVulkanAbsent('WebGPU'))('WebGPU', { timeout: vulkanTimeoutMs }, () => {
  test('trains as the CPU does, so that it is accepted', async () => {
    expect(await runOnVulkan('run-on-webgpu.ts', 'self-test')).toEqual({ isTrusted: true });
  });

  test.skipIf(!existsSync(stories260kFolder)).each([['f32', 24], ['int8', 8]] as const)('writes at %s the first %i tokens of the published text', async (weights, count) => {
    const { empty_prompt_256: published } = JSON.parse(readFileSync(join(stories260kFolder, 'expected.json'), 'utf8')) as { empty_prompt_256: { ids: number[] } };
    expect(await runOnVulkan('run-on-webgpu.ts', weights, String(count))).toEqual(published.ids.slice(1, count + 1));
  });
});
