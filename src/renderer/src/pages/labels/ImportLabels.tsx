/** @file Brings in labels from a file: ESCA's annotated JSON, or a label set that was exported. They are laid on a corpus, or come with a new one. */
import { type FormEvent, useId, useState } from 'react';
import { Alert, Autocomplete, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField, Typography } from '@mui/material';
import { FileUp } from 'lucide-react';
import type { FileHandle } from '#shared/contracts/files';
import { useFiles } from '../../api/files';
import { useCommand, useMutate } from '../../api/use-command';
import { messageOf } from '../../components/format';

export function ImportLabels({ onClose }: { onClose: () => void }) {
  const titleId = useId();
  const corpora = useCommand('corpora.list', { kind: 'dialogues' });
  const { pick } = useFiles();
  const [file, setFile] = useState<FileHandle | null>(null);
  const [corpus, setCorpus] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const importing = useMutate('labels.import', { onDone: onClose });
  const names = (corpora.data ?? []).map(({ name }) => name);
  const choose = async () => {
    try {
      const [chosen] = await pick({ title: 'Choose the file with labels', isMultiple: false, accept: '.json,.jsonl,.csv' });
      if (chosen !== undefined) setFile(chosen);
    } catch (caught) {
      setFailure(messageOf(caught));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) importing.mutate({ fileId: file.fileId, corpus });
  };
  const refusal = failure ?? importing.error?.message;
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Import labels</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            ESCA&rsquo;s annotated JSON, or a label set exported from Solace. Labels are laid on the corpus of that name; the dialogues of ESCA&rsquo;s JSON become a new corpus where there is none.
          </Typography>
          <Box>
            <Button variant="outlined" startIcon={<FileUp size={16} aria-hidden />} onClick={() => void choose()}>
              {file === null ? 'Choose a file' : file.name}
            </Button>
          </Box>
          <Autocomplete freeSolo options={names} inputValue={corpus} onInputChange={(_, value) => setCorpus(value)} renderInput={(params) => <TextField {...params} label="Corpus" helperText={corpus === '' || names.includes(corpus) ? 'One that is here, or a new name.' : `"${corpus}" will be a new corpus.`} />} />
          {refusal !== undefined && <Alert severity="error">{refusal}</Alert>}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={file === null || corpus.trim() === '' || importing.isPending}>
            Import
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
