/** @file The channel's port over one accepted WebSocket. Knows nothing of sessions and origins, which were checked before. */
import type { WebSocket } from 'ws';
import { decodeFrame, encodeFrame } from '#shared/channel/frame';
import type { Port } from '#shared/channel/port';

/** With more than this unsent, nothing more is read: no new request and no new credit arrive until the reader has caught up. */
const highWaterBytes = 8 * 1024 ** 2;

export function createSocketPort(socket: WebSocket): Port {
  const resumeWhenDrained = () => {
    if (socket.isPaused && socket.bufferedAmount <= highWaterBytes) socket.resume();
  };
  return {
    send(message) {
      const frame = encodeFrame(message);
      if (socket.readyState !== socket.OPEN) return;
      socket.send(frame, resumeWhenDrained);
      if (socket.bufferedAmount > highWaterBytes) socket.pause();
    },
    onMessage(listener) {
      socket.on('message', (data, isBinary) => {
        // One fragment arrives as one Buffer with ws's default binaryType.
        if (isBinary && Buffer.isBuffer(data)) listener(decodeFrame(data));
      });
    },
    onClose(listener) {
      socket.once('close', listener);
    },
    close: () => socket.close(),
  };
}
