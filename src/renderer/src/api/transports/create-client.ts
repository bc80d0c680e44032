/** @file The client of this page, over whatever its host offers. Everything above it is the same in a window and in a browser. */
import type { Client } from '#shared/channel/client';
import { connectChannel } from '#shared/channel/connect';
import { createReconnectingClient } from '#shared/channel/reconnecting';
import { contract, type CommandName } from '#shared/contracts/index';
import { createElectronPort, findElectronBridge } from './electron-transport';
import { channelUrl, openSocketPort } from './websocket-transport';

export function createClient(page: Window = window): Client {
  const bridge = findElectronBridge(page);
  if (bridge !== null) return connectChannel(createElectronPort(bridge));
  return createReconnectingClient({
    open: () => openSocketPort(new WebSocket(channelUrl(page.location))),
    isRepeatable: (name) => contract[name as CommandName].kind === 'query',
  });
}
