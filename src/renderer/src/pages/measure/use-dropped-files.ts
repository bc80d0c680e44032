/** @file Files dropped on a list: taken over, then handed to the page that measures them. */
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { type UploadProgress, useFiles } from '../../api/files';
import { offerFiles } from '../../api/pending-files';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export interface DroppedFiles {
  readonly take: (files: File[]) => void;
  /** While files are being taken over; null otherwise. */
  readonly progress: UploadProgress | null;
}

export function useDroppedFiles(destination: string): DroppedFiles {
  const files = useFiles();
  const toast = useToast();
  const navigate = useNavigate();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const bringIn = async (dropped: File[]) => {
    try {
      offerFiles(await files.upload(dropped, { onProgress: setProgress }));
      await navigate(destination);
    } catch (error) {
      toast({ tone: 'error', message: messageOf(error) });
    } finally {
      setProgress(null);
    }
  };
  return { take: (dropped) => void bringIn(dropped), progress };
}
