/** @file The menu of one run. */
import { useState } from 'react';
import { Divider, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { EllipsisVertical } from 'lucide-react';
import type { RunRow } from '#shared/contracts/run-records';
import { actionLooks, offeredActions, type RunAction } from './run-actions';
import type { ActOnRun } from './use-run-actions';

export interface RunMenuProps {
  run: RunRow;
  act: ActOnRun;
  /** Offered beside the menu already. */
  except?: readonly RunAction[];
}

export function RunMenu({ run, act, except }: RunMenuProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const offered = offeredActions(run).filter((action) => except?.includes(action) !== true);
  return (
    <>
      <Tooltip title="More">
        <IconButton aria-label={`Actions for ${run.name}`} aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <EllipsisVertical size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      {anchor !== null && (
        <Menu anchorEl={anchor} open onClose={() => setAnchor(null)}>
          {offered.flatMap((action) => {
            const { word, icon: Icon } = actionLooks[action];
            const choose = () => {
              setAnchor(null);
              void act(action, run);
            };
            return [
              action === 'remove' && offered.length > 1 && <Divider key="divider" />,
              <MenuItem key={action} onClick={choose}>
                <Icon size={16} aria-hidden /> {word}
              </MenuItem>,
            ];
          })}
        </Menu>
      )}
    </>
  );
}
