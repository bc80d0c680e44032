/** @file The system's own open and save dialogs, as the core asks for them. */
import { basename } from 'node:path';
import type { BrowserWindow, Dialog, OpenDialogOptions, SaveDialogOptions } from 'electron';
import type { NativeDialogs } from '../../platform/ports';

/** A dialog belongs to the window where there is one, so that it cannot be lost behind it. */
export function createDialogs(dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>, presentWindow: () => BrowserWindow | null): NativeDialogs {
  return {
    async pickFiles({ title, multiple }) {
      const options: OpenDialogOptions = { title, properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'] };
      const window = presentWindow();
      const { canceled, filePaths } = await (window === null ? dialog.showOpenDialog(options) : dialog.showOpenDialog(window, options));
      return canceled ? [] : filePaths;
    },
    async pickSavePath({ title, suggestedName }) {
      const options: SaveDialogOptions = { title, defaultPath: basename(suggestedName), properties: ['createDirectory', 'showOverwriteConfirmation'] };
      const window = presentWindow();
      const { canceled, filePath } = await (window === null ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
