/** @file What the preload script shows to the page, and the IPC channel under it. Nothing else of Electron reaches the page. */

/** The one IPC channel, both ways; its messages carry the session of the document first. */
export const ipcChannel = 'solace:channel';

/** The property of `window` that holds the bridge. */
export const bridgeKey = 'solaceBridge';

export interface ElectronBridge {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}
