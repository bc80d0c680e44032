/** @file Every layer rule reports a violation planted for it, and the house as it stands has none. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const config = createRequire(import.meta.url)(path.join(root, 'build/checks/layers.cjs')) as { forbidden: { name: string }[]; options: object };

/** Rule name, then the files of a house that breaks exactly that rule: path and source text. */
const planted: Record<string, Record<string, string>> = {
  'no-cycles': { 'src/shared/a.ts': "import type { B } from './b';\nexport type A = B;", 'src/shared/b.ts': "import type { A } from './a';\nexport type B = A | 1;" },
  'no-unresolved': { 'src/shared/lost.ts': "export * from './nowhere';" },
  'sources-not-tests': { 'src/main/app/uses-test.ts': "export * from '../../../tests/helper';", 'tests/helper.ts': 'export const helper = 1;' },
  'shared-is-a-leaf': { 'src/shared/up.ts': "export * from '../main/platform/clock';", 'src/main/platform/clock.ts': 'export const clock = 1;' },
  'shared-only-zod': { 'src/shared/node.ts': "export { readFileSync } from 'node:fs';" },
  'renderer-sees-shared': { 'src/renderer/src/up.ts': "export * from '../../main/platform/clock';", 'src/main/platform/clock.ts': 'export const clock = 1;' },
  'renderer-no-node': { 'src/renderer/src/fs.ts': "export { readFileSync } from 'node:fs';" },
  'components-are-pure': { 'src/renderer/src/components/Chip.ts': "export * from '../api/call';", 'src/renderer/src/api/call.ts': 'export const call = 1;' },
  'preload-sees-shared': { 'src/preload/up.ts': "export * from '../main/platform/clock';", 'src/main/platform/clock.ts': 'export const clock = 1;' },
  'preload-only-electron': { 'src/preload/fs.ts': "export { readFileSync } from 'node:fs';" },
  'electron-in-its-host': { 'src/main/services/window.ts': "export { app } from 'electron';" },
  'sqlite-in-the-store': { 'src/main/services/rows.ts': "export { default as Database } from 'better-sqlite3';" },
  'onnxruntime-in-the-engine': { 'src/main/engine/graph/session.ts': "export * from 'onnxruntime-node';" },
  'language-model-clients-in-providers': { 'src/main/llm/gateway.ts': "export * from 'openai';" },
  'engine-is-a-leaf': { 'src/main/engine/loss.ts': "export * from '../store/rows';", 'src/main/store/rows.ts': 'export const rows = 1;' },
  'research-is-a-leaf': { 'src/main/research/bleu.ts': "export * from '../store/rows';", 'src/main/store/rows.ts': 'export const rows = 1;' },
  'research-is-pure': { 'src/main/research/read.ts': "export { readFileSync } from 'node:fs';" },
  'platform-sees-shared': { 'src/main/platform/up.ts': "export * from '../store/rows';", 'src/main/store/rows.ts': 'export const rows = 1;' },
  'store-sees-platform': { 'src/main/store/up.ts': "export * from '../corpora/esconv';", 'src/main/corpora/esconv.ts': 'export const esconv = 1;' },
  'corpora-see-shared': { 'src/main/corpora/up.ts': "export * from '../store/rows';", 'src/main/store/rows.ts': 'export const rows = 1;' },
  'language-models-see-platform': { 'src/main/llm/up.ts': "export * from '../corpora/esconv';", 'src/main/corpora/esconv.ts': 'export const esconv = 1;' },
  'tasks-have-no-store': { 'src/main/jobs/tasks/up.ts': "export * from '../../store/rows';", 'src/main/store/rows.ts': 'export const rows = 1;' },
  'jobs-have-no-services': { 'src/main/jobs/up.ts': "export * from '../services/corpora';", 'src/main/services/corpora.ts': 'export const corpora = 1;' },
  'services-below-app': { 'src/main/services/up.ts': "export * from '../app/dispatch';", 'src/main/app/dispatch.ts': 'export const dispatch = 1;' },
  'app-below-hosts': { 'src/main/app/up.ts': "export * from '../hosts/web/server';", 'src/main/hosts/web/server.ts': 'export const server = 1;' },
  'hosts-are-strangers': { 'src/main/hosts/web/up.ts': "export * from '../cli/print';", 'src/main/hosts/cli/print.ts': 'export const print = 1;' },
  'only-entries-see-hosts': { 'src/main/services/up.ts': "export * from '../hosts/web/server';", 'src/main/hosts/web/server.ts': 'export const server = 1;' },
};

/** Stand-ins for packages that rules name, so that the planted houses need no installed copy. */
const packages = ['electron', 'better-sqlite3', 'onnxruntime-node', 'openai'];

async function violatedRules(house: string): Promise<string[]> {
  const before = process.cwd();
  process.chdir(house);
  try {
    const { output } = await cruise(['src'], { ...config.options, tsConfig: undefined, validate: true, ruleSet: { forbidden: config.forbidden } } as never);
    return (output as ICruiseResult).summary.violations.map((one) => one.rule.name);
  } finally {
    process.chdir(before);
  }
}

describe('layer rules', () => {
  let workshop = '';
  beforeAll(() => {
    workshop = mkdtempSync(path.join(tmpdir(), 'solace-layers-'));
    mkdirSync(path.join(workshop, 'node_modules'));
    for (const name of packages) {
      mkdirSync(path.join(workshop, 'node_modules', name));
      writeFileSync(path.join(workshop, 'node_modules', name, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
      writeFileSync(path.join(workshop, 'node_modules', name, 'index.js'), 'module.exports = {};');
    }
    writeFileSync(path.join(workshop, 'package.json'), JSON.stringify({ name: 'house', dependencies: Object.fromEntries(packages.map((name) => [name, '1.0.0'])) }));
  });
  afterAll(() => rmSync(workshop, { recursive: true, force: true }));

  it('has a planted violation for every rule', () => {
    expect(Object.keys(planted).sort()).toEqual(config.forbidden.map((one) => one.name).sort());
  });

  for (const [name, files] of Object.entries(planted)) {
    it(`reports ${name}`, async () => {
      const house = path.join(workshop, name);
      mkdirSync(house);
      cpSync(path.join(workshop, 'package.json'), path.join(house, 'package.json'));
      cpSync(path.join(workshop, 'node_modules'), path.join(house, 'node_modules'), { recursive: true });
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
        writeFileSync(path.join(house, file), text);
      }
      expect(await violatedRules(house)).toContain(name);
    });
  }
});
