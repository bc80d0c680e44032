/** @file Takes in a bundle that was exported elsewhere, and says what of its inputs is not here. */
import { useState } from 'react';
import { Button } from '@mui/material';
import { FileInput } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useClient } from '../../../api/ClientProvider';
import { useFiles } from '../../../api/files';
import { paths } from '../../../app/paths';
import { messageOf } from '../../../components/format';
import { useToast } from '../../../components/toasts/ToastProvider';

export function ImportBundleButton() {
  const client = useClient();
  const { pick } = useFiles();
  const navigate = useNavigate();
  const toast = useToast();
  const [isBusy, setIsBusy] = useState(false);
  const importBundle = async () => {
    setIsBusy(true);
    try {
      const [file] = await pick({ title: 'Import a bundle', isMultiple: false, accept: '.json' });
      if (file === undefined) return;
      const { run, notes } = await client.call('runs.importBundle', { fileId: file.fileId });
      await navigate(paths.run(run.id));
      toast({ message: [`Imported ${run.name}.`, ...notes].join(' '), durationMs: 20_000 });
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button variant="outlined" disabled={isBusy} onClick={() => void importBundle()} startIcon={<FileInput size={15} aria-hidden />}>
      Import bundle
    </Button>
  );
}
