/** @file The desktop program from start to end: one instance, one window, one core. The entry says how the core is made. */
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { AppError } from '#shared/contracts/errors';
import type { Workbench } from '../../app/workbench';
import type { TaskTransport } from '../../jobs/runner';
import type { NativeDialogs, Secrets } from '../../platform/ports';
import { backUp } from './back-up';
import { createDialogs } from './dialogs';
import { serveIpc } from './ipc-port';
import { type MenuActions, menuTemplate } from './menu';
import { appUrl, handleAppScheme, registerAppScheme } from './protocol';
import { createSafeStorageSecrets } from './safe-storage-secrets';
import { denyPermissions, isTrustedSender, restrictContents } from './security';
import { createUtilityTransport } from './utility-process';
import { createWindow, focusWindow, showInterface } from './window';

export interface Surroundings {
  readonly dialogs: NativeDialogs;
  readonly secrets: (keyFile: Secrets) => Secrets;
  readonly openWorker: () => TaskTransport;
}

export interface ElectronHostOptions {
  /** The folder out/: main/worker.js, preload/index.cjs and renderer/ lie in it. */
  readonly outPath: string;
  readonly createWorkbench: (surroundings: Surroundings) => Workbench | Promise<Workbench>;
}

/** Not to be awaited by the entry: Electron becomes ready only after the entry has been evaluated. */
export function startElectronHost(options: ElectronHostOptions): void {
  run(options).catch((error: unknown) => {
    dialog.showErrorBox('Solace cannot start', describe(error));
    app.exit(1);
  });
}

async function run(options: ElectronHostOptions): Promise<void> {
  registerAppScheme(protocol);
  // Before the lock: a program that is refused must not leave web content unrestricted either.
  app.enableSandbox();
  restrictContents(app, shell);
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let window: BrowserWindow | null = null;
  const presentWindow = () => window;
  app.on('second-instance', () => {
    if (window !== null) focusWindow(window);
  });

  await app.whenReady();
  denyPermissions(session.defaultSession);
  handleAppScheme(protocol, join(options.outPath, 'renderer'));
  // A workspace that cannot be opened fails here, before there is a window that could tell it.
  const workbench = await options.createWorkbench({
    dialogs: createDialogs(dialog, presentWindow),
    secrets: (keyFile) => createSafeStorageSecrets(safeStorage, keyFile),
    openWorker: () => createUtilityTransport(join(options.outPath, 'main/worker.js')),
  });
  disposeBeforeQuit(workbench);

  const openWindow = () => {
    window = createWindow({ preloadPath: join(options.outPath, 'preload/index.cjs'), statePath: join(app.getPath('userData'), 'window-state.json') });
    window.once('closed', () => {
      window = null;
    });
    const contents = window.webContents;
    serveIpc({ ipcMain, contents, isTrusted: (event) => isTrustedSender(event, contents), onPort: (port) => workbench.serve(port, { role: 'researcher', isLocal: false }) });
    return showInterface(window);
  };
  const goTo = async (place: string) => {
    if (window === null) await openWindow();
    await window?.loadURL(`${appUrl}${place}`);
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(menuActions(workbench, goTo), process.platform)));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (window === null) void openWindow();
  });
  await openWindow();
}

/** Quitting waits until the store is closed and the log is written. */
function disposeBeforeQuit(workbench: Workbench): void {
  let isDisposed = false;
  app.on('will-quit', (event) => {
    if (isDisposed) return;
    event.preventDefault();
    isDisposed = true;
    workbench
      .dispose()
      .then(() => app.exit(0))
      .catch((error: unknown) => {
        dialog.showErrorBox('Solace did not close cleanly', describe(error));
        app.exit(1);
      });
  });
}

function menuActions(workbench: Workbench, goTo: (place: string) => Promise<void>): MenuActions {
  const client = workbench.client({ role: 'researcher', isLocal: true });
  const tell = (title: string) => (error: unknown) => dialog.showErrorBox(title, describe(error));
  return {
    goTo: (place) => void goTo(place).catch(tell('The page could not be opened')),
    backUp: () => void backUp(client).catch(tell('The backup could not be made')),
    showAbout: () => app.showAboutPanel(),
  };
}

function describe(error: unknown): string {
  if (error instanceof AppError) return error.message;
  return `A fault of Solace itself: ${error instanceof Error ? error.message : String(error)}`;
}
