/** @file The actions of one corpus, the same in the list and on its page. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { Download, EllipsisVertical, Lock, LockOpen, MessagesSquare, NotebookPen, Pencil, Trash2 } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { Corpus } from '#shared/contracts/corpora';
import { paths } from '../../app/paths';
import { ExportDialog } from './ExportDialog';
import { NoteDialog } from './NoteDialog';
import { RenameCorpus } from './RenameCorpus';
import { useCorpusActions } from './use-corpus-actions';

type OpenDialog = 'export' | 'rename' | 'note' | null;

export function CorpusMenu({ corpus, onRemoved }: { corpus: Corpus; onRemoved?: () => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const actions = useCorpusActions(onRemoved === undefined ? {} : { onRemoved });
  const navigate = useNavigate();
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  const closeDialog = () => setDialog(null);
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${corpus.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {corpus.kind === 'dialogues' && (
          <MenuItem onClick={choose(() => void navigate(paths.browseCorpus(corpus.id)))}>
            <MessagesSquare size={16} aria-hidden /> Browse dialogues
          </MenuItem>
        )}
        <MenuItem onClick={choose(() => setDialog('export'))}>
          <Download size={16} aria-hidden /> Export…
        </MenuItem>
        <Divider />
        <MenuItem onClick={choose(() => setDialog('rename'))}>
          <Pencil size={16} aria-hidden /> Rename…
        </MenuItem>
        <MenuItem onClick={choose(() => setDialog('note'))}>
          <NotebookPen size={16} aria-hidden /> {corpus.note === '' ? 'Add a note…' : 'Edit the note…'}
        </MenuItem>
        <MenuItem onClick={choose(() => actions.toggleLocalOnly(corpus))}>
          {corpus.isLocalOnly ? <LockOpen size={16} aria-hidden /> : <Lock size={16} aria-hidden />}
          {corpus.isLocalOnly ? 'Allow sending to endpoints' : 'Keep on this machine only'}
        </MenuItem>
        <Divider />
        <MenuItem onClick={choose(() => actions.remove(corpus))}>
          <Trash2 size={16} aria-hidden /> Remove
        </MenuItem>
      </Menu>
      {dialog === 'export' && <ExportDialog corpus={corpus} onClose={closeDialog} />}
      {dialog === 'rename' && <RenameCorpus corpus={corpus} onClose={closeDialog} />}
      {dialog === 'note' && <NoteDialog corpus={corpus} onClose={closeDialog} />}
    </>
  );
}
