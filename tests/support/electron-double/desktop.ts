/** @file Dialogs, menu, shell, screen and theme: what a desktop would offer. A test answers dialogs by replacing them. */
import type { MenuItemConstructorOptions } from 'electron';
import { strict } from './strict';

function unanswered(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`electron double: nobody answers dialog.${name}`));
}

export const dialog = strict('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showSaveDialog: unanswered('showSaveDialog'),
  showMessageBox: unanswered('showMessageBox'),
  /** Where a person would see it, a test reads it. */
  showErrorBox: (title: string, content: string) => console.error(`[error box] ${title}: ${content}`),
});

export const shell = strict('shell', { openExternal: (url: string) => Promise.reject(new Error(`electron double: nobody opens ${url}`)) });

interface DoubleMenu {
  readonly items: MenuItemConstructorOptions[];
}

let applicationMenu: DoubleMenu | null = null;

export const Menu = strict('Menu', {
  buildFromTemplate: (items: MenuItemConstructorOptions[]): DoubleMenu => ({ items: items.map(toItem) }),
  setApplicationMenu: (menu: DoubleMenu) => void (applicationMenu = menu),
  getApplicationMenu: () => applicationMenu,
});

/** Menus have their items under `submenu.items`, unlike their templates, and every item has a label. */
function toItem(item: MenuItemConstructorOptions): MenuItemConstructorOptions {
  const label = item.label ?? item.role ?? '';
  return Array.isArray(item.submenu) ? { ...item, label, submenu: { items: item.submenu.map(toItem) } as never } : { ...item, label };
}

export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });

export const screen = strict('screen', { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] });
