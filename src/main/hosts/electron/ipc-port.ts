/** @file The channel's port over Electron IPC for one window: a new port for every document it loads. Knows no command. */
import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import { ipcChannel } from '#shared/channel/electron-bridge';
import type { Port } from '#shared/channel/port';

export interface IpcOptions {
  readonly ipcMain: Pick<IpcMain, 'on' | 'off'>;
  readonly contents: WebContents;
  /** Messages of anybody else are dropped unread. */
  readonly isTrusted: (event: IpcMainEvent) => boolean;
  readonly onPort: (port: Port) => void;
}

interface DocumentPort {
  readonly session: string;
  receive(message: unknown): void;
  close(): void;
}

/** Every document names its session with each message: the first message of another session closes the port of the one before. */
export function serveIpc({ ipcMain, contents, isTrusted, onPort }: IpcOptions): void {
  let current: DocumentPort | null = null;

  const onIpc = (event: IpcMainEvent, session: unknown, message: unknown) => {
    if (!isTrusted(event) || typeof session !== 'string') return;
    if (current?.session !== session) {
      current?.close();
      current = openDocument(session);
    }
    current.receive(message);
  };
  const closeCurrent = () => {
    current?.close();
    current = null;
  };

  function openDocument(session: string): DocumentPort {
    const messageListeners: ((message: unknown) => void)[] = [];
    const closeListeners: (() => void)[] = [];
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of closeListeners) listener();
    };
    onPort({
      send(message) {
        if (isOpen && !contents.isDestroyed()) contents.send(ipcChannel, session, message);
      },
      onMessage: (listener) => void messageListeners.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
      close,
    });
    return {
      session,
      receive(message) {
        for (const listener of messageListeners) if (isOpen) listener(message);
      },
      close,
    };
  }

  ipcMain.on(ipcChannel, onIpc);
  contents.on('render-process-gone', closeCurrent);
  contents.once('destroyed', () => {
    ipcMain.off(ipcChannel, onIpc);
    closeCurrent();
  });
}
