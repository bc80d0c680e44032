/**
 * @file Short messages at the lower edge, read aloud, with at most one action (Undo). Newest on top of at most three.
 * The clock stands still while the pointer or the focus is on them; Mod+z does what the newest Undo does.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { Check, CircleAlert, Info, X } from 'lucide-react';
import { KeyHint } from '../keyboard/KeyHint';
import { useShortcuts } from '../keyboard/KeyboardProvider';

export interface Toast {
  message: ReactNode;
  tone?: 'info' | 'success' | 'error';
  action?: { label: string; run: () => void; /** Makes it the target of Mod+z. */ isUndo?: boolean };
  /** Errors stay until closed unless told otherwise. */
  durationMs?: number;
}

interface ShownToast extends Toast {
  readonly id: number;
}

const ToastContext = createContext<((toast: Toast) => void) | null>(null);
const maxShown = 3;
let nextToastId = 1;

export function useToast(): (toast: Toast) => void {
  const show = useContext(ToastContext);
  if (show === null) throw new Error('useToast is used outside ToastProvider');
  return show;
}

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<readonly ShownToast[]>([]);
  const show = useCallback((toast: Toast) => setToasts((shown) => [...shown, { ...toast, id: nextToastId++ }].slice(-maxShown)), []);
  const close = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const undo = useMemo(() => toasts.findLast((toast) => toast.action?.isUndo === true), [toasts]);
  useShortcuts('Everywhere', undo === undefined ? [] : [{ keys: 'Mod+z', label: 'Undo', run: () => runAndClose(undo, close) }]);
  return (
    <ToastContext value={show}>
      {children}
      <Box role="region" aria-label="Messages" sx={{ position: 'fixed', right: 20, bottom: 20, zIndex: 'snackbar', display: 'flex', flexDirection: 'column', gap: 1, alignItems: 'flex-end', maxWidth: 'calc(100vw - 40px)' }}>
        <Box aria-live="polite" sx={{ display: 'contents' }}>
          {toasts.map((toast) => (
            <ToastCard key={toast.id} toast={toast} onClose={() => close(toast.id)} onAction={() => runAndClose(toast, close)} />
          ))}
        </Box>
      </Box>
    </ToastContext>
  );
}

function runAndClose(toast: ShownToast, close: (id: number) => void): void {
  toast.action?.run();
  close(toast.id);
}

const toneIcons = { info: Info, success: Check, error: CircleAlert } as const;

function ToastCard({ toast, onClose, onAction }: { toast: ShownToast; onClose: () => void; onAction: () => void }) {
  const tone = toast.tone ?? 'info';
  const [isHeld, setIsHeld] = useState(false);
  const durationMs = toast.durationMs ?? (tone === 'error' ? Infinity : toast.action === undefined ? 5000 : 10_000);
  useEffect(() => {
    if (isHeld || durationMs === Infinity) return undefined;
    const timer = setTimeout(onClose, durationMs);
    return () => clearTimeout(timer);
  }, [isHeld, durationMs, onClose]);
  const Icon = toneIcons[tone];
  return (
    <Box
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      sx={{ display: 'flex', alignItems: 'center', gap: 1.25, pl: 1.75, pr: 0.75, py: 0.75, minWidth: 280, maxWidth: 640, borderRadius: 1, backgroundColor: 'background.paper', border: 1, borderColor: tone === 'error' ? 'error.main' : 'hairlineStrong', boxShadow: '0 8px 28px rgb(0 0 0 / 0.18)' }}
    >
      <Box component="span" sx={{ display: 'inline-flex', color: tone === 'info' ? 'text.secondary' : `${tone}.main` }}>
        <Icon size={17} aria-hidden />
      </Box>
      <Typography variant="body2" component="div" sx={{ flex: 1, overflowWrap: 'anywhere' }}>
        {toast.message}
      </Typography>
      {toast.action !== undefined && (
        <Button onClick={onAction} endIcon={toast.action.isUndo === true ? <KeyHint keys="Mod+z" /> : undefined}>
          {toast.action.label}
        </Button>
      )}
      <IconButton aria-label="Dismiss message" onClick={onClose}>
        <X size={15} aria-hidden />
      </IconButton>
    </Box>
  );
}
