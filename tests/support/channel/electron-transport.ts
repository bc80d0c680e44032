/** @file The channel over Electron IPC: the real preload script, the page's port and the window's port, joined by a pair of clones. */
import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { vi } from 'vitest';
import { connectChannel } from '#shared/channel/connect';
import { bridgeKey, ipcChannel, type ElectronBridge } from '#shared/channel/electron-bridge';
import { serveChannel } from '#shared/channel/serve';
import { serveIpc } from '#main/hosts/electron/ipc-port';
import { isTrustedSender } from '#main/hosts/electron/security';
import { createElectronPort } from '../../../src/renderer/src/api/transports/electron-transport';
import type { LooseClient, Transport } from './transports';

export const electronTransport: Transport = {
  name: 'over Electron IPC',
  async open(dispatch) {
    const pair = createIpcPair();
    serveIpc({ ipcMain: pair.ipcMain, contents: pair.contents, isTrusted: (event) => isTrustedSender(event, pair.contents), onPort: (port) => serveChannel(port, dispatch) });
    const bridge = await loadPreload(pair.ipcRenderer);
    const port = createElectronPort(bridge);
    const client = connectChannel(port);
    return {
      client: client as unknown as LooseClient,
      sendRaw: (message) => port.send(message),
      // A window that loses its process loses its page with it; what the page would see is its own port closing.
      breakOff() {
        pair.contents.emit('render-process-gone');
        port.close();
      },
      dispose: async () => void pair.contents.emit('destroyed'),
    };
  },
};

export interface IpcPair {
  readonly ipcMain: IpcMain;
  readonly contents: WebContents;
  readonly ipcRenderer: { send(channel: string, ...args: unknown[]): void; on(channel: string, listener: (event: object, ...args: unknown[]) => void): void };
  /** Sends as a frame at the given address would. */
  sendFrom(frame: { url: string; parent: object | null } | null, ...args: unknown[]): void;
}

/** Both directions clone each message and deliver it in a later task, in order, as Electron does. */
export function createIpcPair(): IpcPair {
  const ipcMain = new EventEmitter();
  const page = new EventEmitter();
  const contents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    send: (channel: string, ...args: unknown[]) => deliver(args, (copies) => page.emit(channel, {}, ...copies)),
  });
  const sendFrom: IpcPair['sendFrom'] = (senderFrame, ...args) => deliver(args, (copies) => ipcMain.emit(ipcChannel, { sender: contents, senderFrame }, ...copies));
  return {
    ipcMain: ipcMain as unknown as IpcMain,
    contents: contents as unknown as WebContents,
    ipcRenderer: {
      send: (_channel, ...args) => sendFrom({ url: 'app://solace/', parent: null }, ...args),
      on: (channel, listener) => void page.on(channel, listener),
    },
    sendFrom,
  };
}

function deliver(args: unknown[], receive: (copies: unknown[]) => void): void {
  const copies = structuredClone(args);
  setImmediate(() => receive(copies));
}

/** Runs the preload script anew, as every document does, and returns what it exposes. */
export async function loadPreload(ipcRenderer: IpcPair['ipcRenderer']): Promise<ElectronBridge> {
  const exposed: Record<string, unknown> = {};
  vi.resetModules();
  vi.doMock('electron', () => ({ ipcRenderer, contextBridge: { exposeInMainWorld: (key: string, value: unknown) => (exposed[key] = value) } }));
  await import('../../../src/preload/index');
  return exposed[bridgeKey] as ElectronBridge;
}

