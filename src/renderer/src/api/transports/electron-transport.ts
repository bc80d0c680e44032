/** @file The channel's port in an Electron window: the bridge that the preload script exposes. It closes with the document. */
import { bridgeKey, type ElectronBridge } from '#shared/channel/electron-bridge';
import type { Port } from '#shared/channel/port';

/** The bridge, or null where the page runs in a browser. */
export function findElectronBridge(scope: object): ElectronBridge | null {
  return bridgeKey in scope ? (scope[bridgeKey] as ElectronBridge) : null;
}

export function createElectronPort(bridge: ElectronBridge): Port {
  const closeListeners: (() => void)[] = [];
  let isOpen = true;
  return {
    send(message) {
      if (isOpen) bridge.send(message);
    },
    onMessage(listener) {
      bridge.onMessage((message) => {
        if (isOpen) listener(message);
      });
    },
    onClose: (listener) => void closeListeners.push(listener),
    close() {
      if (!isOpen) return;
      isOpen = false;
      for (const listener of closeListeners) listener();
    },
  };
}
