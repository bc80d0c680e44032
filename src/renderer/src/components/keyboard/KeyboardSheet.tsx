/** @file The `?` sheet: every shortcut that is registered where the person is now. Nothing is listed by hand. */
import { useEffect, useState } from 'react';
import { Box, Dialog, DialogContent, DialogTitle, IconButton, Typography } from '@mui/material';
import { X } from 'lucide-react';
import { KeyHint } from './KeyHint';
import { keysOf, type ShortcutScope } from './keyboard';
import { useKeyboard, useShortcuts } from './KeyboardProvider';

export function KeyboardSheet({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return isOpen ? <OpenSheet onClose={onClose} /> : null;
}

function OpenSheet({ onClose }: { onClose: () => void }) {
  const scopes = useScopesBelow();
  useShortcuts('Keyboard sheet', [{ keys: '?', label: 'Close this sheet', run: onClose }], { isModal: true });
  return (
    <Dialog open onClose={onClose} maxWidth={false} aria-labelledby="keyboard-sheet-title">
      <DialogTitle id="keyboard-sheet-heading" sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <span id="keyboard-sheet-title">Keyboard</span>
        <IconButton aria-label="Close" onClick={onClose} edge="end">
          <X size={18} aria-hidden />
        </IconButton>
      </DialogTitle>
      <DialogContent sx={{ width: scopes.length > 1 ? 760 : 440, maxWidth: '100%', columnCount: scopes.length > 1 ? 2 : 1, columnGap: 5 }}>
        {scopes.map((scope) => (
          <ScopeKeys key={scope.name} scope={scope} />
        ))}
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', breakInside: 'avoid' }}>
          Shortcuts rest while you type in a field. Single-key shortcuts can be turned off in Settings.
        </Typography>
      </DialogContent>
    </Dialog>
  );
}

function ScopeKeys({ scope }: { scope: ShortcutScope }) {
  return (
    <Box component="section" sx={{ breakInside: 'avoid', mb: 2 }}>
      <Typography variant="h3" component="h3" sx={{ color: 'text.secondary', fontSize: '0.8125rem', mb: 0.5 }}>
        {scope.name}
      </Typography>
      <Box component="dl" sx={{ m: 0 }}>
        {scope.shortcuts.map((shortcut) => (
          <Box key={shortcut.label} sx={{ display: 'flex', justifyContent: 'space-between', alignItems: 'center', gap: 3, py: 0.5, borderBottom: 1, borderColor: 'divider' }}>
            <Typography component="dt" variant="body2">
              {shortcut.label}
            </Typography>
            <Box component="dd" sx={{ m: 0, display: 'flex', gap: 1 }}>
              {keysOf(shortcut).map((keys) => (
                <KeyHint key={keys} keys={keys} />
              ))}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

/** The scopes as they were when the sheet opened, merged by name. */
function useScopesBelow(): ShortcutScope[] {
  const keyboard = useKeyboard();
  const [scopes, setScopes] = useState(() => mergeByName(keyboard.activeScopes()));
  useEffect(() => keyboard.onChange(() => setScopes((known) => (keyboard.activeScopes().some((scope) => scope.isModal === true) ? known : mergeByName(keyboard.activeScopes())))), [keyboard]);
  return scopes;
}

function mergeByName(scopes: readonly ShortcutScope[]): ShortcutScope[] {
  const byName = new Map<string, ShortcutScope>();
  for (const scope of scopes) {
    const shortcuts = [...(byName.get(scope.name)?.shortcuts ?? []), ...scope.shortcuts];
    if (shortcuts.length > 0) byName.set(scope.name, { name: scope.name, shortcuts });
  }
  return [...byName.values()];
}
