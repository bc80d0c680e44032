/** @file A table pasted from a spreadsheet, taken in as if it were a file. */
import { type FormEvent, useId, useState } from 'react';
import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import type { FileHandle } from '#shared/contracts/files';
import { useFiles } from '../../api/files';
import { countOf, messageOf } from '../../components/format';

export function PasteDialog({ onFile, onClose }: { onFile: (file: FileHandle) => void; onClose: () => void }) {
  const titleId = useId();
  const files = useFiles();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const rows = text.split('\n').filter((line) => line.trim() !== '');
  const take = async () => {
    try {
      const [file] = await files.upload([new File([asTable(rows)], 'pasted ratings.csv')]);
      if (file !== undefined) onFile(file);
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog's form stands inside the page's form as React sees it.
    event.stopPropagation();
    void take();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={titleId}>
      <form onSubmit={submit}>
        <DialogTitle id={titleId}>Paste ratings</DialogTitle>
        <DialogContent>
          <TextField
            label="Rows of item, rater, label"
            value={text}
            onChange={(event) => setText(event.target.value)}
            multiline
            rows={12}
            fullWidth
            autoFocus
            placeholder={'item\trater\tlabel\n1\tann\tsadness\n1\tbo\tanger'}
            helperText={rows.length > 1 ? `${countOf(rows.length, 'row')}, the first line included` : 'Columns parted by tabs, commas or semicolons. The first line may name them; without names they are item, rater and label.'}
            slotProps={{ inputLabel: { shrink: true }, htmlInput: { spellCheck: false, style: { fontFamily: 'ui-monospace, monospace', fontSize: '0.8125rem' } } }}
            sx={{ mt: 1, '& .MuiFormHelperText-root': { mx: 0 } }}
          />
          {problem !== null && (
            <Alert severity="error" sx={{ mt: 1.5 }}>
              {problem}
            </Alert>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="contained" disabled={rows.length < 2}>
            Take these rows
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** Three nameless columns get their names; a first line that names any of them stays. */
function asTable(rows: readonly string[]): string {
  const [head = ''] = rows;
  const delimiter = ['\t', ';', ','].find((one) => head.includes(one)) ?? ',';
  const hasNames = /\b(item|rater|annotator|coder|label|rating|score)/i.test(head);
  const isTriple = head.split(delimiter).length === 3;
  return `${[...(hasNames || !isTriple ? [] : [['item', 'rater', 'label'].join(delimiter)]), ...rows].join('\n')}\n`;
}
