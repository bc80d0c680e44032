import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { handleAppScheme } from '#main/hosts/electron/protocol';

const folder = mkdtempSync(join(tmpdir(), 'solace-scheme-'));
mkdirSync(join(folder, 'renderer'));
writeFileSync(join(folder, 'renderer/index.html'), '<title>Solace</title>');
writeFileSync(join(folder, 'secret.txt'), 'secret');

let respond: (request: Request) => Response | Promise<Response>;
handleAppScheme({ handle: (_scheme, handler) => void (respond = handler as never) }, join(folder, 'renderer'));

async function get(url: string, method = 'GET') {
  // A Request cannot be made for a scheme of our own before Electron has registered it.
  const response = await respond({ url, method } as Request);
  return { status: response.status, policy: response.headers.get('content-security-policy'), text: await response.text() };
}

test('serves the interface with its policy', async () => {
  expect(await get('app://solace/')).toMatchObject({ status: 200, policy: expect.stringContaining("script-src 'self'") as string, text: '<title>Solace</title>' });
});

test.each(['app://solace/../secret.txt', 'app://solace/%2e%2e/secret.txt', 'app://solace/..%2fsecret.txt', 'app://solace/%2e%2e%5csecret.txt', 'app://other/index.html', 'app://solace/none.js', 'app://solace/%'])(
  'answers %s with nothing',
  async (url) => {
    expect((await get(url)).status).toBe(404);
  },
);

test('answers nothing but GET', async () => {
  expect((await get('app://solace/', 'POST')).status).toBe(404);
});
