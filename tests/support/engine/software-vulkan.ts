/** @file The software Vulkan (SwiftShader) that comes with Chromium: what WebGPU runs on where there is no graphics card. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const driverName = 'vk_swiftshader_icd.json';
const folders = [dirname(process.env['SOLACE_CHROMIUM'] ?? '/usr/bin/chromium'), '/usr/lib/chromium', '/usr/lib/chromium-browser'];
const folder = folders.find((one) => existsSync(join(one, driverName)));

/** Shaders are compiled on the processor: minutes where it is busy. */
export const vulkanTimeoutMs = 240_000;

/** Loud where it is not there. */
export function isVulkanAbsent(whatIsNotTested: string): boolean {
  if (folder === undefined) console.warn(`SKIPPED: there is no ${driverName} in ${folders.join(', ')}; ${whatIsNotTested} is not tested. Install chromium.`);
  return folder === undefined;
}

/** The last line that a program of tests/support/engine writes, as JSON; in a process of its own, as Vulkan's loader reads its environment at start. */
export async function runOnVulkan(program: string, ...parameters: readonly string[]): Promise<unknown> {
  const support = resolve('tests/support');
  const child = spawn(process.execPath, ['--import', join(support, 'typescript-imports.mjs'), join(support, 'engine', program), ...parameters], {
    env: { ...process.env, LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: join(folder ?? '', driverName) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr)]);
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } catch {
    throw new Error(`${program} gave no result: ${output}${problems}`);
  }
}
