/** @file Finds the built files of the interface by the path of a request, and never a file outside their folder. */
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

export interface RendererFile {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly contentType: string;
  /** Its name holds a hash of its content, so it may be kept for ever. */
  readonly isHashed: boolean;
  /** Worth compressing. */
  readonly isText: boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** Null means there is no such file. */
export async function readRendererFile(rendererPath: string, urlPath: string): Promise<RendererFile | null> {
  const relativePath = decodePath(urlPath === '/' ? '/index.html' : urlPath);
  if (relativePath === null) return null;
  const filePath = join(rendererPath, relativePath);
  // Holds after decoding and normalising, so "..", "%2e%2e" and mixed forms all end here.
  if (!filePath.startsWith(rendererPath + sep)) return null;
  try {
    const contentType = contentTypes[extname(filePath)] ?? 'application/octet-stream';
    return { bytes: await readFile(filePath), contentType, isHashed: relativePath.startsWith('/assets/'), isText: /^text|json|svg/.test(contentType) };
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

/** Backslashes and NUL have no place in a path of ours; on Windows a backslash would be a separator. */
function decodePath(urlPath: string): string | null {
  try {
    const path = decodeURIComponent(urlPath);
    return path.startsWith('/') && !/[\\\0]/.test(path) ? path : null;
  } catch {
    return null;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && ['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(error.code));
}
