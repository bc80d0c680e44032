/** @file Where the workspace lies on each system, and what is said when it cannot be made. */
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodePorts, defaultWorkspacePath } from '#main/platform/node-ports';
import { inlinePrograms } from '#main/jobs/inline-programs';
import { inlineTasks } from '#main/jobs/inline-tasks';

test.each([
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/Solace'],
  ['linux', {}, join(homedir(), '.local/share/Solace')],
  ['darwin', {}, join(homedir(), 'Library/Application Support/Solace')],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Solace'],
  ['win32', { SOLACE_WORKSPACE: '/mine' }, '/mine'],
  ['linux', { SOLACE_WORKSPACE: '', XDG_DATA_HOME: '/data' }, '/data/Solace'],
] as const)('on %s with %j the workspace is %s', (platform, environment, path) => {
  expect(defaultWorkspacePath(platform, environment).replaceAll('\\', '/')).toBe(path);
});

test('a workspace under a file is refused by name, with what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'solace-ports-'));
  await writeFile(join(folder, 'file'), '');
  const workspacePath = join(folder, 'file', 'workspace');
  expect(() => createNodePorts({ workspacePath, dialogs: null, spawnTask: inlineTasks({}), openProgram: inlinePrograms({}) })).toThrow(expect.objectContaining({ code: 'WORKSPACE', message: expect.stringMatching(/file\/workspace.*--workspace/) }));
  await rm(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')('a workspace where the system takes no folder is refused', () => {
  expect(() => createNodePorts({ workspacePath: '/proc/solace/workspace', dialogs: null, spawnTask: inlineTasks({}), openProgram: inlinePrograms({}) })).toThrow(expect.objectContaining({ code: 'WORKSPACE' }));
});

test('a workspace is made with the folders above it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'solace-ports-'));
  const { workspacePath } = createNodePorts({ workspacePath: join(folder, 'some', 'where'), dialogs: null, spawnTask: inlineTasks({}), openProgram: inlinePrograms({}) });
  expect((await stat(workspacePath)).isDirectory()).toBe(true);
  await rm(folder, { recursive: true });
});
