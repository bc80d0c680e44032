/** @file Answers a request for a file of the interface: security headers, caching, compression. It decides nothing about who may ask. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { readRendererFile, type RendererFile } from '../renderer-files';
import { securityHeaders } from '../response-headers';

type Encoding = 'br' | 'gzip';

const compressors = {
  br: (bytes: Buffer) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
} as const;

/** Keeps what it has compressed: hashed files never change while the program runs. */
export function createFileServer(rendererPath: string): (request: IncomingMessage, response: ServerResponse, urlPath: string) => Promise<void> {
  const compressed = new Map<string, Promise<Buffer>>();

  function compress(file: RendererFile, urlPath: string, encoding: Encoding): Promise<Buffer> {
    if (!file.isHashed) return compressors[encoding](file.bytes);
    const key = `${encoding} ${urlPath}`;
    const known = compressed.get(key) ?? compressors[encoding](file.bytes);
    compressed.set(key, known);
    return known;
  }

  return async (request, response, urlPath) => {
    const file = await readRendererFile(rendererPath, urlPath);
    if (file === null && extname(urlPath) === '') {
      // Somebody typed the name of a page; the interface keeps its places after "#".
      response.writeHead(303, { ...securityHeaders(), location: '/' }).end();
      return;
    }
    if (file === null) {
      response.writeHead(404, { ...securityHeaders(), 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file.');
      return;
    }
    const encoding = file.isText ? acceptedEncoding(request) : null;
    const body = encoding === null ? file.bytes : await compress(file, urlPath, encoding);
    response.writeHead(200, {
      ...securityHeaders(socketSources(request)),
      'content-type': file.contentType,
      'content-length': body.byteLength,
      'cache-control': file.isHashed ? 'private, max-age=31536000, immutable' : 'no-cache',
      ...(file.isText ? { vary: 'accept-encoding' } : {}),
      ...(encoding === null ? {} : { 'content-encoding': encoding }),
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
}

/** Not every browser takes 'self' to include a socket to the same place. The Host header was checked before. */
function socketSources(request: IncomingMessage): string[] {
  return [`ws://${request.headers.host ?? ''}`];
}

function acceptedEncoding(request: IncomingMessage): Encoding | null {
  const accepted = request.headers['accept-encoding'] ?? '';
  if (/\bbr\b/.test(accepted)) return 'br';
  return /\bgzip\b/.test(accepted) ? 'gzip' : null;
}
