/** @file A table taken along: copied, or saved as a file. */
import { Box, Button } from '@mui/material';
import { Copy, Download } from 'lucide-react';
import type { TableDesign, TableFormat } from '#shared/contracts/tables';
import { useClient } from '../../api/ClientProvider';
import { downloadText, fileStem } from '../../components/download';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';

const formats: readonly { format: TableFormat; word: string; ending: string; type: string }[] = [
  { format: 'latex', word: 'LaTeX', ending: 'tex', type: 'text/x-tex' },
  { format: 'md', word: 'Markdown', ending: 'md', type: 'text/markdown' },
  { format: 'csv', word: 'CSV', ending: 'csv', type: 'text/csv' },
];

export function TableExports({ design }: { design: TableDesign }) {
  const client = useClient();
  const toast = useToast();
  const render = async (format: TableFormat, use: (text: string) => void | Promise<void>) => {
    try {
      const { text } = await client.call('tables.render', { design, format });
      await use(text);
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    }
  };
  const copy = (format: TableFormat, word: string) =>
    render(format, async (text) => {
      await navigator.clipboard.writeText(text);
      toast({ message: `Copied as ${word}.`, tone: 'success' });
    });
  const save = ({ format, ending, type }: (typeof formats)[number]) => render(format, (text) => downloadText(text, { name: `${fileStem(design.title)}.${ending}`, type }));
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {formats.map((one) => (
        <Box key={one.format} sx={{ display: 'flex' }}>
          <Button variant="outlined" startIcon={<Copy size={15} aria-hidden />} onClick={() => void copy(one.format, one.word)}>
            {one.word}
          </Button>
          <Button onClick={() => void save(one)} aria-label={`Save as ${one.word}`}>
            <Download size={15} aria-hidden />
          </Button>
        </Box>
      ))}
    </Box>
  );
}
