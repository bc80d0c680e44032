import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { createSocketPort } from '#main/hosts/web/socket-port';

/** A socket whose peer reads nothing until told to. */
class SlowSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  bufferedAmount = 0;
  isPaused = false;
  #sent: (() => void)[] = [];

  send(frame: Uint8Array, done: () => void): void {
    this.bufferedAmount += frame.byteLength;
    this.#sent.push(() => {
      this.bufferedAmount -= frame.byteLength;
      done();
    });
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  drainOne(): void {
    this.#sent.shift()?.();
  }
}

test('a port whose peer does not read takes in nothing more until it has', () => {
  const socket = new SlowSocket();
  const port = createSocketPort(socket as unknown as WebSocket);
  const threeMegabytes = new Uint8Array(3 * 1024 ** 2);
  const pauses: boolean[] = [];
  for (let sent = 0; sent < 4; sent += 1) {
    port.send(threeMegabytes);
    pauses.push(socket.isPaused);
  }
  for (let drained = 0; drained < 2; drained += 1) {
    socket.drainOne();
    pauses.push(socket.isPaused);
  }
  expect(pauses).toEqual([false, false, true, true, true, false]);
});

test('a closed port sends nothing', () => {
  const socket = new SlowSocket();
  socket.readyState = 3;
  createSocketPort(socket as unknown as WebSocket).send('late');
  expect(socket.bufferedAmount).toBe(0);
});
