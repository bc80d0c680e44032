/** @file The preload script, sandboxed: a pipe for messages of the channel, and nothing more. It does not know what they mean. */
import { contextBridge, ipcRenderer } from 'electron';
import { bridgeKey, ipcChannel, type ElectronBridge } from '#shared/channel/electron-bridge';

/** One document, one session: after a reload the main process tells the new page's messages from the old one's. */
const session = crypto.getRandomValues(new Uint32Array(4)).join('-');

const listeners: ((message: unknown) => void)[] = [];
ipcRenderer.on(ipcChannel, (_event, recipient: unknown, message: unknown) => {
  if (recipient === session) for (const listener of listeners) listener(message);
});

contextBridge.exposeInMainWorld(bridgeKey, {
  send: (message) => ipcRenderer.send(ipcChannel, session, message),
  onMessage: (listener) => void listeners.push(listener),
} satisfies ElectronBridge);
