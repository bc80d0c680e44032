/** @file Files on their way in, chosen or dropped: upload them, then hand them to the import page. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { FileHandle } from '#shared/contracts/files';
import { type UploadProgress, useFiles } from '../../api/files';
import { offerFiles } from '../../api/pending-files';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export interface IncomingFiles {
  choose: () => void;
  takeDropped: (files: File[]) => void;
  /** While files are being taken over; null otherwise. */
  progress: UploadProgress | null;
}

export function useIncomingFiles(): IncomingFiles {
  const files = useFiles();
  const toast = useToast();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const bringIn = async (arriving: Promise<FileHandle[]>) => {
    try {
      const handles = await arriving;
      if (handles.length === 0) return;
      offerFiles(handles);
      await navigate(paths.import);
    } catch (error) {
      toast({ tone: 'error', message: messageOf(error) });
    } finally {
      setProgress(null);
    }
  };
  return {
    choose: () => void bringIn(files.pick({ title: 'Choose the files of one corpus', isMultiple: true, onProgress: setProgress })),
    takeDropped: (dropped) => void bringIn(files.upload(dropped, { onProgress: setProgress })),
    progress,
  };
}
