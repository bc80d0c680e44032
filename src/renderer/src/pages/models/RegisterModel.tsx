/** @file Registers a model's folder: by its config.json where the host has native dialogs, else one that lies under the workspace's `models` folder. */
import { type FormEvent, useId, useState } from 'react';
import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, TextField, Typography } from '@mui/material';
import { FolderOpen } from 'lucide-react';
import type { FileHandle } from '#shared/contracts/files';
import { useFiles } from '../../api/files';
import { useCommand, useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

export function RegisterModel({ onClose }: { onClose: () => void }) {
  const titleId = useId();
  const toast = useToast();
  const hasNativeDialogs = useCommand('app.info', {}).data?.hasNativeDialogs ?? false;
  const waiting = useCommand('models.waiting', {});
  const { pick } = useFiles();
  const [name, setName] = useState('');
  const [folderName, setFolderName] = useState('');
  const [config, setConfig] = useState<FileHandle | null>(null);
  const register = useMutate('models.import', {
    onDone: (model) => {
      toast({ message: `Registered ${model.name}.`, tone: 'success' });
      onClose();
    },
  });
  const from = config !== null ? { fileId: config.fileId } : folderName === '' ? null : { folderName };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (from !== null) register.mutate({ name, from });
  };
  const choose = async () => {
    const [chosen] = await pick({ title: "Choose the model's config.json", isMultiple: false, accept: '.json' });
    if (chosen !== undefined) setConfig(chosen);
  };
  const folders = waiting.data ?? [];
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Register a model</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            A folder with config.json, tokenizer.json and safetensors: BERT, RoBERTa, Llama, Qwen 2, Mistral or Gemma 2. It stays where it is.
          </Typography>
          {hasNativeDialogs && (
            <Box>
              <Button variant="outlined" startIcon={<FolderOpen size={16} aria-hidden />} onClick={() => void choose()}>
                {config === null ? 'Choose its config.json' : `Chosen: ${config.name}`}
              </Button>
            </Box>
          )}
          {folders.length > 0 && (
            <TextField select label="Found in the workspace's models folder" value={folderName} onChange={(event) => setFolderName(event.target.value)} fullWidth>
              {folders.map((one) => (
                <MenuItem key={one.folderName} value={one.folderName}>
                  {one.folderName}
                </MenuItem>
              ))}
            </TextField>
          )}
          {!hasNativeDialogs && folders.length === 0 && (
            <Alert severity="info">
              Put the folder (or a link to it) into <code>models</code> in the workspace and open this again, or run <code>solace model import DIR --name NAME</code> while this window is closed.
            </Alert>
          )}
          <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} helperText="What runs and commands call it." fullWidth />
          {register.error !== null && <Alert severity="error">{messageOf(register.error)}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={from === null || name.trim() === '' || register.isPending}>
            {register.isPending ? 'Reading…' : 'Register'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
