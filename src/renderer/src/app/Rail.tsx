/** @file The left rail: name, rooms, running work, who sits here, theme and keyboard. Words fold away below 1100 px or by its own button. */
import { useState } from 'react';
import { Box, IconButton, Menu, MenuItem, Tooltip, useMediaQuery } from '@mui/material';
import { Check, Keyboard, type LucideIcon, Monitor, Moon, PanelLeftClose, PanelLeftOpen, Sun } from 'lucide-react';
import { Link, useLocation } from 'react-router';
import type { SeatView } from '#shared/contracts/people';
import { visuallyHidden } from '../components/LoadState';
import { type SchemeChoice, useSchemeChoice } from '../theme/ThemeRoot';
import { railWidthPx } from '../theme/tokens';
import { ActivityTray } from './ActivityTray';
import { paths } from './paths';
import { isRoomOf, type Room } from './rooms';
import { SeatButton } from './seat/SeatButton';
import { Wordmark } from './Wordmark';

const storageKey = 'solace.rail';

export interface RailProps {
  /** Those that stand open to whoever sits here. */
  rooms: readonly Room[];
  /** Undefined until it is known. */
  seat: SeatView | undefined;
  onOpenKeyboardSheet: () => void;
}

export function Rail({ rooms, seat, onOpenKeyboardSheet }: RailProps) {
  const { isOpen, toggle } = useRailOpen();
  return (
    <Box sx={{ width: isOpen ? railWidthPx.open : railWidthPx.closed, flexShrink: 0, height: '100%', display: 'flex', flexDirection: 'column', borderRight: 1, borderColor: 'divider', backgroundColor: 'background.paper', px: 1.25, py: 1.5 }}>
      <Box component="header" sx={{ mb: 2 }}>
        <Link to={paths.home} aria-label="Solace, to the home page" style={{ color: 'inherit', textDecoration: 'none', display: 'block', borderRadius: 6 }}>
          <Wordmark isShort={!isOpen} />
        </Link>
      </Box>
      <Box component="nav" aria-label="Rooms" sx={{ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', display: 'flex', flexDirection: 'column' }}>
        <RoomList rooms={rooms.filter((room) => room.isAtFoot !== true)} isOpen={isOpen} />
        <Box sx={{ flex: 1 }} />
        <RoomList rooms={rooms.filter((room) => room.isAtFoot === true)} isOpen={isOpen} />
      </Box>
      {seat?.role === 'researcher' && <ActivityTray isOpen={isOpen} />}
      {seat !== undefined && <SeatButton seat={seat} isOpen={isOpen} />}
      <Box sx={{ display: 'flex', flexDirection: isOpen ? 'row' : 'column', alignItems: 'center', gap: 0.25, pt: 1, mt: 1, borderTop: 1, borderColor: 'divider' }}>
        <SchemeMenu />
        <RailTool label="Keyboard shortcuts (?)" icon={Keyboard} onClick={onOpenKeyboardSheet} />
        {isOpen && <Box sx={{ flex: 1 }} />}
        <RailTool label={isOpen ? 'Fold the rail' : 'Unfold the rail'} icon={isOpen ? PanelLeftClose : PanelLeftOpen} onClick={toggle} />
      </Box>
    </Box>
  );
}

function RoomList({ rooms: listed, isOpen }: { rooms: readonly Room[]; isOpen: boolean }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0.25, listStyle: 'none', display: 'grid', gap: 0.25 }}>
      {listed.map((room) => (
        <li key={room.path}>
          <RoomLink room={room} isOpen={isOpen} />
        </li>
      ))}
    </Box>
  );
}

function RoomLink({ room, isOpen }: { room: Room; isOpen: boolean }) {
  const { pathname } = useLocation();
  const isHere = isRoomOf(room, pathname);
  const Icon = room.icon;
  return (
    <Tooltip title={isOpen ? '' : room.word} placement="right">
      <Box
        component={Link}
        to={room.path}
        aria-current={isHere ? 'page' : undefined}
        sx={{ display: 'flex', alignItems: 'center', gap: 1.25, height: 34, px: 1.125, borderRadius: 1, textDecoration: 'none', fontSize: '0.875rem', fontWeight: isHere ? 600 : 450, color: isHere ? 'primary.dark' : 'text.primary', backgroundColor: isHere ? 'wash.accent' : 'transparent', '&:hover': { backgroundColor: isHere ? 'wash.accent' : 'sunken' } }}
      >
        <Icon size={17} strokeWidth={isHere ? 2.2 : 1.8} aria-hidden style={{ flexShrink: 0 }} />
        <Box component="span" sx={isOpen ? undefined : visuallyHidden}>
          {room.word}
        </Box>
      </Box>
    </Tooltip>
  );
}

function RailTool({ label, icon: Icon, onClick }: { label: string; icon: LucideIcon; onClick: () => void }) {
  return (
    <Tooltip title={label} placement="right">
      <IconButton aria-label={label} onClick={onClick}>
        <Icon size={17} aria-hidden />
      </IconButton>
    </Tooltip>
  );
}

const schemes: readonly { choice: SchemeChoice; word: string; icon: LucideIcon }[] = [
  { choice: 'light', word: 'Light', icon: Sun },
  { choice: 'dark', word: 'Dark', icon: Moon },
  { choice: 'system', word: 'As the system', icon: Monitor },
];

function SchemeMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const { choice, shown, choose } = useSchemeChoice();
  const Icon = shown === 'dark' ? Moon : Sun;
  return (
    <>
      <Tooltip title="Light or dark" placement="right">
        <IconButton aria-label="Light or dark" aria-haspopup="menu" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)}>
          <Icon size={17} aria-hidden />
        </IconButton>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'top', horizontal: 'left' }} transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
        {schemes.map(({ choice: one, word, icon: SchemeIcon }) => (
          <MenuItem
            key={one}
            role="menuitemradio"
            aria-checked={one === choice}
            selected={one === choice}
            onClick={() => {
              choose(one);
              setAnchor(null);
            }}
          >
            <SchemeIcon size={16} aria-hidden />
            <Box component="span" sx={{ flex: 1, pr: 2 }}>
              {word}
            </Box>
            {one === choice && <Check size={15} aria-hidden />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

/** The person's own choice wins over the width of the window and is kept. */
function useRailOpen(): { isOpen: boolean; toggle: () => void } {
  const hasRoom = useMediaQuery('(min-width: 1100px)', { noSsr: true });
  const [chosen, setChosen] = useState(() => localStorage.getItem(storageKey));
  const isOpen = chosen === null ? hasRoom : chosen === 'open';
  const toggle = () => {
    const next = isOpen ? 'closed' : 'open';
    localStorage.setItem(storageKey, next);
    setChosen(next);
  };
  return { isOpen, toggle };
}
