/** @file The channel's port over a WebSocket to the web host that served the page. Opening again after a loss is the client's business. */
import { decodeFrame, encodeFrame } from '#shared/channel/frame';
import type { Port } from '#shared/channel/port';

/** The socket of the page's own host; the session cookie goes with it. */
export function channelUrl(page: { protocol: string; host: string }): string {
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}/channel`;
}

/** Resolves with an open port; rejects when the host cannot be reached. */
export function openSocketPort(socket: WebSocket): Promise<Port> {
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(createSocketPort(socket)), { once: true });
    socket.addEventListener('close', () => reject(new Error('The web host cannot be reached.')), { once: true });
  });
}

function createSocketPort(socket: WebSocket): Port {
  return {
    send(message) {
      const frame = encodeFrame(message);
      if (socket.readyState === socket.OPEN) socket.send(frame);
    },
    onMessage(listener) {
      socket.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (event.data instanceof ArrayBuffer) listener(decodeFrame(new Uint8Array(event.data)));
      });
    },
    onClose: (listener) => socket.addEventListener('close', () => listener(), { once: true }),
    close: () => socket.close(),
  };
}
