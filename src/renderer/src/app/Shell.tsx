/**
 * @file What stands around every page: skip link, rail, connection banner, the keyboard sheet, and the shortcuts that work everywhere. Where the
 * workspace knows its people and nobody has entered, a door stands before all of it.
 */
import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import type { SeatView } from '#shared/contracts/people';
import { useSeat } from '../api/seat';
import { KeyboardSheet } from '../components/keyboard/KeyboardSheet';
import { useShortcuts } from '../components/keyboard/KeyboardProvider';
import { visuallyHidden } from '../components/LoadState';
import { ActivityNews } from './ActivityNews';
import { ConnectionBanner } from './ConnectionBanner';
import { Rail } from './Rail';
import { rooms } from './rooms';
import { Door } from './seat/Door';
import { isPageFor, isRoomFor, startOf } from './seat/seat-access';
import { useFocusKeeper } from './use-focus-keeper';

export function Shell() {
  const seat = useSeat();
  useFocusKeeper();
  if (seat?.role === 'guest') return <Entrance />;
  return <Workplace seat={seat} />;
}

function Entrance() {
  return (
    <Box component="main" id="main" tabIndex={-1} sx={{ height: '100vh', overflow: 'hidden', display: 'flex', flexDirection: 'column', backgroundColor: 'background.default', '& > :last-child': { flex: 1, minHeight: 0 } }}>
      <ConnectionBanner />
      <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 560px)', justifyContent: 'center', pt: { xs: 2, md: 8 } }}>
        <Door />
      </Box>
    </Box>
  );
}

/** Until it is known who sits here, the frame stands empty: no page asks what it may not. */
function Workplace({ seat }: { seat: SeatView | undefined }) {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const open = seat === undefined ? [] : rooms.filter((room) => isRoomFor(room, seat));
  /** The page over which the sheet was opened; it does not follow to another. */
  const [sheetPage, setSheetPage] = useState<string | null>(null);
  const openSheet = () => setSheetPage(pathname);
  useShortcuts('Everywhere', [
    ...open.map((room) => ({ keys: `g ${room.goKey}`, label: `Go to ${room.word}`, run: () => void navigate(room.path) })),
    { keys: '?', label: 'Show the keyboard sheet', run: openSheet },
  ]);
  return (
    <Box sx={{ display: 'flex', height: '100vh', overflow: 'hidden' }}>
      <SkipLink />
      <Rail rooms={open} seat={seat} onOpenKeyboardSheet={openSheet} />
      <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minWidth: 0, height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: 'background.default' }}>
        <ConnectionBanner />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          {seat !== undefined && <Place key={seat.person?.id ?? 'nobody'} seat={seat} />}
        </Box>
      </Box>
      {seat?.role === 'researcher' && <ActivityNews />}
      <KeyboardSheet isOpen={sheetPage === pathname} onClose={() => setSheetPage(null)} />
    </Box>
  );
}

/** The page, or where the person begins when it is not for them. */
function Place({ seat }: { seat: SeatView }) {
  const { pathname } = useLocation();
  return isPageFor(pathname, seat) ? <Outlet /> : <Navigate to={startOf(seat)} replace />;
}

/** A button, because the address after `#` belongs to the router. */
function SkipLink() {
  return (
    <Button
      variant="contained"
      onClick={() => document.getElementById('main')?.focus()}
      sx={{ ...visuallyHidden, '&:focus': { position: 'fixed', top: 8, left: 8, width: 'auto', height: 'auto', margin: 0, clipPath: 'none', px: 2, py: 0.75, zIndex: 'tooltip' } }}
    >
      Skip to content
    </Button>
  );
}
