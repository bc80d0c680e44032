import { describe, expect, test } from 'vitest';
import type { Port } from '#shared/channel/port';
import { serveIpc } from '#main/hosts/electron/ipc-port';
import { isTrustedSender } from '#main/hosts/electron/security';
import { createIpcPair } from '../../../../support/channel/electron-transport';

function serve() {
  const pair = createIpcPair();
  const received: unknown[] = [];
  const ports: Port[] = [];
  const closed: number[] = [];
  serveIpc({
    ipcMain: pair.ipcMain,
    contents: pair.contents,
    isTrusted: (event) => isTrustedSender(event, pair.contents),
    onPort(port) {
      const number = ports.push(port);
      port.onMessage((message) => received.push(message));
      port.onClose(() => closed.push(number));
    },
  });
  return { ...pair, received, ports, closed };
}

const topFrame = { url: 'app://solace/index.html#/corpora', parent: null };
const delivered = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the IPC port of a window', () => {
  test('believes only the top frame of its own window on a page of ours', async () => {
    const window = serve();
    window.sendFrom({ url: 'https://example.org/', parent: null }, 's', 'foreign page');
    window.sendFrom({ url: 'app://solace.example.org/', parent: null }, 's', 'similar host');
    window.sendFrom({ url: 'file:///app://solace/', parent: null }, 's', 'file');
    window.sendFrom({ ...topFrame, parent: topFrame }, 's', 'frame inside');
    window.sendFrom(null, 's', 'frame that is gone');
    window.ipcMain.emit('solace:channel', { sender: {}, senderFrame: topFrame }, 's', 'other window');
    window.sendFrom(topFrame, ['s'], 'session of another type');
    await delivered();
    expect([window.received, window.ports.length]).toEqual([[], 0]);
    window.sendFrom(topFrame, 's', 'ours');
    await delivered();
    expect(window.received).toEqual(['ours']);
  });

  test('opens a new port for a new document and closes the old one', async () => {
    const window = serve();
    window.sendFrom(topFrame, 'first', 1);
    window.sendFrom(topFrame, 'second', 2);
    window.sendFrom(topFrame, 'second', 3);
    await delivered();
    expect([window.ports.length, window.closed, window.received]).toEqual([2, [1], [1, 2, 3]]);
  });

  test('closes with the window, and is silent afterwards', async () => {
    const window = serve();
    window.sendFrom(topFrame, 's', 1);
    await delivered();
    window.contents.emit('destroyed');
    window.sendFrom(topFrame, 's', 2);
    window.ports[0]?.send('late');
    await delivered();
    expect([window.closed, window.received]).toEqual([[1], [1]]);
  });
});
