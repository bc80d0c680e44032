/** @file What stands around every page: skip link, rail, connection banner, the keyboard sheet, and the shortcuts that work everywhere. */
import { useState } from 'react';
import { Box, Button } from '@mui/material';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { KeyboardSheet } from '../components/keyboard/KeyboardSheet';
import { useShortcuts } from '../components/keyboard/KeyboardProvider';
import { visuallyHidden } from '../components/LoadState';
import { ActivityNews } from './ActivityNews';
import { ConnectionBanner } from './ConnectionBanner';
import { Rail } from './Rail';
import { rooms } from './rooms';
import { useFocusKeeper } from './use-focus-keeper';

export function Shell() {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  /** The page over which the sheet was opened; it does not follow to another. */
  const [sheetPage, setSheetPage] = useState<string | null>(null);
  const openSheet = () => setSheetPage(pathname);
  useFocusKeeper();
  useShortcuts('Everywhere', [
    ...rooms.map((room) => ({ keys: `g ${room.goKey}`, label: `Go to ${room.word}`, run: () => void navigate(room.path) })),
    { keys: '?', label: 'Show the keyboard sheet', run: openSheet },
  ]);
  return (
    <Box sx={{ display: 'flex', height: '100vh', overflow: 'hidden' }}>
      <SkipLink />
      <Rail onOpenKeyboardSheet={openSheet} />
      <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minWidth: 0, height: '100%', display: 'flex', flexDirection: 'column', backgroundColor: 'background.default' }}>
        <ConnectionBanner />
        <Box sx={{ flex: 1, minHeight: 0 }}>
          <Outlet />
        </Box>
      </Box>
      <ActivityNews />
      <KeyboardSheet isOpen={sheetPage === pathname} onClose={() => setSheetPage(null)} />
    </Box>
  );
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
