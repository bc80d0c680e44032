/** @file The interface in an ordinary browser: files and the channel over one local HTTP server, for whoever holds its secret link. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { maxFrameBytes } from '#shared/channel/frame';
import { AppError } from '#shared/contracts/errors';
import type { Workbench } from '../../app/workbench';
import { securityHeaders } from '../response-headers';
import { createFileServer } from './serve-files';
import { createSession, isOwnHost, isOwnOrigin, type Session } from './session';
import { createSocketPort } from './socket-port';

export interface WebHostOptions {
  readonly workbench: Pick<Workbench, 'serve'>;
  /** Absolute path of the built interface. */
  readonly rendererPath: string;
  /** Default: a free one. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1. Any other address opens the workbench to the network. */
  readonly host?: string | undefined;
}

export interface WebHost {
  /** Holds the secret token: whoever has it may enter. */
  readonly url: string;
  close(): Promise<void>;
}

export async function startWebHost({ workbench, rendererPath, port = 0, host = '127.0.0.1' }: WebHostOptions): Promise<WebHost> {
  const session = createSession();
  const serveFile = createFileServer(rendererPath);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes, perMessageDeflate: false });
  const server = createServer((request, response) => {
    answer(request, response).catch(() => refuse(response, 500, 'The file could not be read.'));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = URL.parse(`http://workbench${request.url ?? ''}`);
    if (!isOwnHost(request.headers.host, host)) return refuse(response, 403, 'This address is not the workbench.');
    if (url === null) return refuse(response, 400, 'This is no path.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'Only GET and HEAD are answered.');
    const token = url.searchParams.get('token');
    if (token !== null) return admit(response, session, token);
    if (!session.hasCookie(request)) return refuse(response, 401, 'Open the link that Solace printed when it started. If you just did, reload this page.');
    return serveFile(request, response, url.pathname);
  }

  function admit(response: ServerResponse, { isToken, cookie }: Session, token: string): void {
    if (!isToken(token)) return refuse(response, 403, 'This link is not valid any more. Open the one that Solace printed when it last started.');
    response.writeHead(303, { ...securityHeaders(), location: '/', 'set-cookie': cookie(portOf(server)), 'cache-control': 'no-store' }).end();
  }

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const isAllowed = request.url === '/channel' && isOwnHost(request.headers.host, host) && isOwnOrigin(request) && session.hasCookie(request);
    if (!isAllowed) {
      // A stranger that hangs up during the refusal must not become an unhandled error.
      socket.once('error', () => socket.destroy());
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      // Broken frames end the connection; what is to be done then hangs on its closing.
      webSocket.on('error', () => webSocket.terminate());
      workbench.serve(createSocketPort(webSocket), { role: 'researcher', isLocal: false });
    });
  });

  await listen(server, port, host);
  return { url: `http://${urlHost(host)}:${portOf(server)}/?token=${session.token}`, close: () => close(server, sockets) };
}

function refuse(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { ...securityHeaders(), 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...(status === 405 ? { allow: 'GET, HEAD' } : {}) }).end(message);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, port, host)));
    server.listen(port, host, resolve);
  });
}

function listenError(error: NodeJS.ErrnoException, port: number, host: string): Error {
  if (error.code === 'EADDRINUSE') return new AppError('CONFLICT', `Port ${port} of ${host} is in use by another program. Choose another with --port, or leave --port out for a free one.`, { details: { port, host }, cause: error });
  if (error.code === 'EACCES') return new AppError('INVALID_INPUT', `Port ${port} may not be used by this account. Choose one above 1023 with --port.`, { details: { port }, cause: error });
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return new AppError('INVALID_INPUT', `This machine has no address ${host}. Leave --host out for this machine alone, or use 0.0.0.0 for all its addresses.`, { details: { host }, cause: error });
  return error;
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The web host is not listening on a port.');
  return address.port;
}

/** An address that can be opened: "all addresses" is not one, and IPv6 needs brackets. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function close(server: Server, sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.terminate();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
