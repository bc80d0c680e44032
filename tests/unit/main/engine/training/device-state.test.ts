/** @file State that stays on the device, on the software Vulkan (SwiftShader) that comes with Chromium: a training there is that of the CPU. */
import { expect, test } from 'vitest';
import { isVulkanAbsent, runOnVulkan, vulkanTimeoutMs } from '../../../../support/engine/software-vulkan';

interface Difference {
  readonly losses: number;
  readonly parameters: number;
}

test.skipIf(isVulkanAbsent('training on WebGPU'))('a training on WebGPU is that of the CPU: paused and resumed, and with too little room for its sessions', { timeout: vulkanTimeoutMs }, async () => {
  const result = (await runOnVulkan('train-on-webgpu.ts')) as { resumed: Difference; evicting: Difference; changedByFetching: number[] };
  for (const { losses, parameters } of [result.resumed, result.evicting]) {
    expect(losses).toBeLessThan(1e-4);
    expect(parameters).toBeLessThan(1e-3);
  }
  // Nothing came back by itself, so it was there.
  expect(Math.max(...result.changedByFetching)).toBeGreaterThan(50);
});
