/** @file The channel over a real WebSocket, through the web host's own server and the page's own port. */
import { once } from 'node:events';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { connectChannel } from '#shared/channel/connect';
import type { Port } from '#shared/channel/port';
import { serveChannel } from '#shared/channel/serve';
import { startWebHost } from '#main/hosts/web/start-web-host';
import { openSocketPort } from '../../../src/renderer/src/api/transports/websocket-transport';
import type { LooseClient, Transport } from './transports';

export const webSocketTransport: Transport = {
  name: 'over a WebSocket',
  async open(dispatch) {
    const served: Port[] = [];
    const workbench = {
      serve(port: Port) {
        served.push(port);
        serveChannel(port, dispatch);
      },
    };
    const host = await startWebHost({ workbench, rendererPath: join(import.meta.dirname, 'no-interface') });
    const port = await openSocketPort((await enter(host.url)) as unknown as globalThis.WebSocket);
    return {
      client: connectChannel(port) as unknown as LooseClient,
      sendRaw: (message) => port.send(message),
      breakOff: () => served[0]?.close(),
      dispose: () => host.close(),
    };
  },
};

/** A socket that passes the host's checks as the page's would. */
export async function enter(url: string): Promise<WebSocket> {
  const { origin, host } = new URL(url);
  const admission = await fetch(url, { redirect: 'manual' });
  const cookie = (admission.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return new WebSocket(`ws://${host}/channel`, { origin, headers: { cookie } });
}

export async function opened(socket: WebSocket): Promise<WebSocket> {
  await once(socket, 'open');
  return socket;
}
