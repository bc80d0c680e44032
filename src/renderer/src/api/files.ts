/** @file Files in and out: native dialogs where the host has them, else upload and download in chunks. A path is never seen here. */
import { useCallback } from 'react';
import type { Client } from '#shared/channel/client';
import type { FileHandle } from '#shared/contracts/files';
import { downloadBlob } from '../components/download';
import { useClient } from './ClientProvider';
import { useCommand } from './use-command';

const chunkBytes = 4 * 1024 ** 2;

export interface UploadProgress {
  readonly fileName: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
}

export interface PickOptions {
  readonly title: string;
  readonly isMultiple: boolean;
  /** For the browser's own dialog, e.g. ".json,.csv". */
  readonly accept?: string;
  readonly onProgress?: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal;
}

export interface FileAccess {
  /** Lets the person choose; an empty list means that they closed the dialog. */
  pick: (options: PickOptions) => Promise<FileHandle[]>;
  /** Takes in files that were dropped on the page. */
  upload: (files: readonly File[], options?: Pick<PickOptions, 'onProgress' | 'signal'>) => Promise<FileHandle[]>;
  /** Saves a file that the workbench wrote; false when the person closed the dialog. */
  save: (file: FileHandle) => Promise<boolean>;
}

export function useFiles(): FileAccess {
  const client = useClient();
  const hasNativeDialogs = useCommand('app.info', {}).data?.hasNativeDialogs ?? false;
  const upload = useCallback<FileAccess['upload']>((files, options = {}) => uploadFiles(client, files, options), [client]);
  const pick = useCallback<FileAccess['pick']>(
    async (options) => {
      if (hasNativeDialogs) return (await client.call('files.pick', { title: options.title, multiple: options.isMultiple })).files;
      return uploadFiles(client, await chooseInBrowser(options), options);
    },
    [client, hasNativeDialogs],
  );
  const save = useCallback<FileAccess['save']>(
    async (file) => {
      if (hasNativeDialogs) return (await client.call('files.saveAs', { fileId: file.fileId })).saved;
      await downloadInChunks(client, file);
      return true;
    },
    [client, hasNativeDialogs],
  );
  return { pick, upload, save };
}

async function uploadFiles(client: Client, files: readonly File[], options: Pick<PickOptions, 'onProgress' | 'signal'>): Promise<FileHandle[]> {
  const handles: FileHandle[] = [];
  try {
    for (const file of files) {
      const handle = await client.call('files.begin', { name: file.name, sizeBytes: file.size });
      handles.push(handle);
      await sendChunks(client, { file, handle, ...options });
    }
    return handles;
  } catch (error) {
    await Promise.allSettled(handles.map((handle) => client.call('files.discard', { fileId: handle.fileId })));
    throw error;
  }
}

async function sendChunks(client: Client, { file, handle, onProgress, signal }: { file: File; handle: FileHandle } & Pick<PickOptions, 'onProgress' | 'signal'>): Promise<void> {
  for (let offset = 0; offset < file.size; offset += chunkBytes) {
    signal?.throwIfAborted();
    const bytes = new Uint8Array(await file.slice(offset, offset + chunkBytes).arrayBuffer());
    const { receivedBytes } = await client.call('files.append', { fileId: handle.fileId, bytes }, signal === undefined ? {} : { signal });
    onProgress?.({ fileName: file.name, sentBytes: receivedBytes, totalBytes: file.size });
  }
}

function chooseInBrowser({ isMultiple, accept }: PickOptions): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = isMultiple;
  if (accept !== undefined) input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]), { once: true });
    input.addEventListener('cancel', () => resolve([]), { once: true });
    input.click();
  });
}

async function downloadInChunks(client: Client, file: FileHandle): Promise<void> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (let isLast = false; !isLast; ) {
    const chunk = await client.call('files.read', { fileId: file.fileId, offset, lengthBytes: chunkBytes });
    parts.push(new Uint8Array(chunk.bytes));
    offset += chunk.bytes.byteLength;
    isLast = chunk.isLast;
  }
  downloadBlob(new Blob(parts), file.name);
}
