/** @file The menu bar: only what works, and nothing that a page offers better. */
import type { MenuItemConstructorOptions } from 'electron';

export interface MenuActions {
  /** Shows a place of the interface, such as "#/import". */
  readonly goTo: (place: string) => void;
  readonly backUp: () => void;
  readonly showAbout: () => void;
}

export function menuTemplate(actions: MenuActions, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        { label: '&Open files…', accelerator: 'CmdOrCtrl+O', click: () => actions.goTo('#/import') },
        { label: '&Back up…', click: actions.backUp },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [{ role: 'reload' }, { type: 'separator' }, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
    },
    {
      label: '&Help',
      submenu: [
        { label: '&Diagnostics', click: () => actions.goTo('#/debug') },
        { label: '&About Solace', click: actions.showAbout },
      ],
    },
  ];
}
