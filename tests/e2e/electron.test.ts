/** @file The built desktop program from start to quit: window, preload, IPC, file dialog, single instance, failure to start. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktopName, type DesktopApp, launchDesktop, startDesktop } from '../support/launch';
import { callFromPage } from '../support/page-channel';

describe(desktopName, () => {
  const folder = mkdtempSync(join(tmpdir(), 'solace-desktop-'));
  const options = { userDataPath: join(folder, 'user data'), workspacePath: join(folder, 'workspace') };
  const faults: string[] = [];
  let desktop: DesktopApp;

  beforeAll(async () => {
    desktop = await launchDesktop(options);
    desktop.page.on('pageerror', (error) => faults.push(error.message));
    desktop.page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  });
  afterAll(() => desktop.quit());

  test('the window shows the interface', async () => {
    expect(await desktop.page.title()).toContain('Solace');
    await desktop.page.locator('#root > *').first().waitFor();
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('the page talks to the core over IPC', async () => {
    expect(await callFromPage(desktop.page, 'app.info', {})).toMatchObject({ value: { host: 'electron', hasNativeDialogs: true } });
    expect(await callFromPage(desktop.page, 'no.such', {})).toMatchObject({ error: { code: 'NOT_FOUND' } });
    expect(await callFromPage(desktop.page, 'files.reference', { path: '/etc/passwd' })).toMatchObject({ error: { code: 'FORBIDDEN' } });
  });

  test('the open dialog gives the page a handle and no path', async () => {
    const filePath = join(folder, 'dialogues.jsonl');
    writeFileSync(filePath, '{}\n');
    await desktop.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    }, filePath);
    const reply = await callFromPage(desktop.page, 'files.pick', { title: 'Choose files', multiple: true });
    expect(reply).toEqual({ value: { files: [{ fileId: expect.stringMatching(/^f_/) as string, name: 'dialogues.jsonl', sizeBytes: 3 }] } });
    expect(JSON.stringify(reply)).not.toContain(folder);
  });

  test('a closed open dialog gives no file', async () => {
    await desktop.evaluate(({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: true, filePaths: [] });
    });
    expect(await callFromPage(desktop.page, 'files.pick', { title: 'Choose files', multiple: false })).toEqual({ value: { files: [] } });
  });

  test('a reloaded page talks to the core again', async () => {
    await desktop.page.reload();
    expect(await callFromPage(desktop.page, 'app.info', {})).toMatchObject({ value: { host: 'electron' } });
  });

  test('the menu holds only what works, and backs up', async () => {
    const labels = await desktop.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label.replace('&', '')).filter((label) => label !== ''));
    expect(labels).toEqual(expect.arrayContaining(['File', 'View', 'Help']));
    const target = join(folder, 'copy.sqlite');
    const suggested = await desktop.evaluate(({ dialog, Menu }, path) => {
      const asked = Promise.withResolvers<string>();
      dialog.showSaveDialog = (...args: unknown[]) => {
        asked.resolve((args.at(-1) as { defaultPath: string }).defaultPath);
        return Promise.resolve({ canceled: false, filePath: path });
      };
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      (items.find(({ label }) => label.includes('ack up')) as unknown as { click: () => void }).click();
      return asked.promise;
    }, target);
    expect(suggested).toMatch(/\.(sqlite|zip|db)$/);
  });

  test('"Open files…" leads to the import, which previews the files that the dialog gives', async () => {
    await desktop.evaluate(
      ({ dialog, Menu }, path) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
        const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
        (items.find(({ label }) => label.includes('pen files')) as unknown as { click: () => void }).click();
      },
      join(import.meta.dirname, '../../resources/samples/solace-demo.jsonl'),
    );
    const { page } = desktop;
    await page.waitForURL('**/#/import*');
    await page.getByRole('button', { name: 'Choose files…' }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    await page.getByText('Nothing has been stored yet.').waitFor();
    await page.getByText('The first records').waitFor();
  });

  test('a second instance is refused and shows the first window', async () => {
    await desktop.evaluate(({ app }) => {
      Object.assign(globalThis, { secondInstances: 0 });
      app.on('second-instance', () => ((globalThis as unknown as { secondInstances: number }).secondInstances += 1));
    });
    expect((await startDesktop(options)).exitCode).toBe(0);
    await expect.poll(() => desktop.evaluate(() => (globalThis as unknown as { secondInstances: number }).secondInstances)).toBeGreaterThan(0);
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  test('nothing went wrong on the page', () => {
    expect(faults).toEqual([]);
  });

  test('quitting ends the program without an error', async () => {
    expect(await desktop.quit()).toBe(0);
  });

  test('a workspace that cannot be used is told in a dialog', async () => {
    const blocked = join(folder, 'not a folder');
    writeFileSync(blocked, 'a file');
    const { exitCode, errors } = await startDesktop({ userDataPath: join(folder, 'other user data'), workspacePath: blocked });
    expect(exitCode).toBe(1);
    expect(errors).toContain(blocked);
  });
});
