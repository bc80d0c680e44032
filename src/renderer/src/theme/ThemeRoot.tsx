/** @file Puts the theme around the interface and remembers light, dark or "as the system does". Knows nothing of the pages. */
import type { ReactNode } from 'react';
import { CssBaseline, ThemeProvider, useColorScheme } from '@mui/material';
import { theme } from './theme';

export type SchemeChoice = 'light' | 'dark' | 'system';

const storageKey = 'solace.color-scheme';

export function ThemeRoot({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider theme={theme} defaultMode="system" modeStorageKey={storageKey} disableTransitionOnChange>
      <CssBaseline enableColorScheme />
      {children}
    </ThemeProvider>
  );
}

export function useSchemeChoice(): { choice: SchemeChoice; shown: 'light' | 'dark'; choose: (choice: SchemeChoice) => void } {
  const { mode, systemMode, setMode } = useColorScheme();
  const choice = mode ?? 'system';
  return { choice, shown: choice === 'system' ? (systemMode ?? 'light') : choice, choose: setMode };
}

/** Sets the scheme before the first paint, so that a dark room does not flash white. */
export function applyStoredScheme(root: HTMLElement): void {
  const stored = localStorage.getItem(storageKey);
  const isDark = stored === 'dark' || (stored !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-color-scheme', isDark ? 'dark' : 'light');
}
