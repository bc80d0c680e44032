/** @file The actions of one label schema, the same in the list and on its page. */
import { useState } from 'react';
import { IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { CopyPlus, Download, EllipsisVertical, Pencil } from 'lucide-react';
import { useNavigate } from 'react-router';
import type { LabelSchema } from '#shared/domain/label-schema';
import { paths } from '../../app/paths';
import { downloadSchema } from './schema-file';

export function SchemaMenu({ schema, isBuiltIn }: { schema: LabelSchema; isBuiltIn: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const navigate = useNavigate();
  const choose = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${schema.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {!isBuiltIn && (
          <MenuItem onClick={choose(() => void navigate(paths.changeSchema(schema.id)))}>
            <Pencil size={16} aria-hidden /> Change
          </MenuItem>
        )}
        <MenuItem onClick={choose(() => void navigate(paths.newSchema(schema.id)))}>
          <CopyPlus size={16} aria-hidden /> Make your own from this
        </MenuItem>
        <MenuItem onClick={choose(() => downloadSchema(schema))}>
          <Download size={16} aria-hidden /> Download as JSON
        </MenuItem>
      </Menu>
    </>
  );
}
