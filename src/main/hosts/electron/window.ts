/** @file The one window: its rights, its size, and what happens when its page dies. Knows nothing of the core behind it. */
import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import { appUrl } from './protocol';
import { readWindowState, writeWindowState } from './window-state';

export interface WindowOptions {
  readonly preloadPath: string;
  readonly statePath: string;
}

/** Grounds of the two themes, so that the window does not flash before its first paint. */
const backgroundColors = { light: '#f7f7f5', dark: '#131416' } as const;

/** Call `showInterface` when everything that its page will ask for is in place. */
export function createWindow({ preloadPath, statePath }: WindowOptions): BrowserWindow {
  const { isMaximized, ...bounds } = readWindowState(
    statePath,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: 'Solace',
    backgroundColor: backgroundColors[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
    webPreferences: {
      preload: preloadPath,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => writeWindowState(statePath, { ...window.getNormalBounds(), isMaximized: window.isMaximized() }));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit' && reason !== 'killed') void offerReload(window);
  });
  return window;
}

export function showInterface(window: BrowserWindow): Promise<void> {
  return window.loadURL(appUrl);
}

export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

async function offerReload(window: BrowserWindow): Promise<void> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page of this window has stopped.',
    detail: 'Work that was running goes on, and nothing that was stored is lost.',
    buttons: ['Load it again', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response === 0) window.webContents.reload();
  else window.close();
}
