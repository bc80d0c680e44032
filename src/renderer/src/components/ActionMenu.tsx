/** @file The menu of what can be done with one thing, behind three dots. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { EllipsisVertical, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';

interface MenuAction {
  readonly word: string;
  readonly icon: LucideIcon;
  readonly isOff?: boolean;
}

/** Something to do, a place to go, or a line between groups. */
export type MenuEntry = (MenuAction & { readonly run: () => void }) | (MenuAction & { readonly to: string }) | 'divider';

export function ActionMenu({ name, entries }: { name: string; entries: readonly MenuEntry[] }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        {entries.map((entry, index) => {
          // Only lines between groups have no word of their own.
          if (entry === 'divider') return <Divider key={`divider ${index}`} />;
          const Icon = entry.icon;
          const look = (
            <>
              <Icon size={16} aria-hidden /> {entry.word}
            </>
          );
          if ('to' in entry) {
            return (
              <MenuItem key={entry.word} component={Link} to={entry.to} disabled={entry.isOff === true}>
                {look}
              </MenuItem>
            );
          }
          const choose = () => {
            close();
            entry.run();
          };
          return (
            <MenuItem key={entry.word} onClick={choose} disabled={entry.isOff === true}>
              {look}
            </MenuItem>
          );
        })}
      </Menu>
    </>
  );
}
