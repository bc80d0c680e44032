/** @file A search field that asks only when the person pauses. `/` puts the cursor into it, Esc clears it and leaves. */
import { useEffect, useRef, useState } from 'react';
import { IconButton, InputAdornment, TextField } from '@mui/material';
import { Search, X } from 'lucide-react';
import { KeyHint } from './keyboard/KeyHint';
import { useShortcuts } from './keyboard/KeyboardProvider';

export interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Wait after the last key before `onChange`. */
  pauseMs?: number;
  /** Called on arrow down or Enter, to move into the results. */
  onLeave?: () => void;
  fullWidth?: boolean;
}

export function SearchField({ label, value, onChange, placeholder, pauseMs = 180, onLeave, fullWidth = false }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [shownFor, setShownFor] = useState(value);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (value !== shownFor) {
    setShownFor(value);
    setTyped(value);
  }
  useShortcuts('This page', [{ keys: '/', label, run: () => input.current?.select() }]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const say = (next: string) => {
    clearTimeout(timer.current);
    setShownFor(next);
    onChange(next);
  };
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(next), pauseMs);
  };
  const clear = () => {
    setTyped('');
    say('');
  };
  return (
    <TextField
      value={typed}
      onChange={(event) => type(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          if (typed === '') input.current?.blur();
          else clear();
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          if (typed !== value) say(typed);
          if (onLeave !== undefined) {
            event.preventDefault();
            onLeave();
          }
        }
      }}
      placeholder={placeholder ?? label}
      fullWidth={fullWidth}
      slotProps={{
        htmlInput: { 'aria-label': label, ref: input, role: 'searchbox', spellCheck: false },
        input: {
          startAdornment: (
            <InputAdornment position="start">
              <Search size={16} aria-hidden />
            </InputAdornment>
          ),
          endAdornment: (
            <InputAdornment position="end">
              {typed === '' ? (
                <span aria-hidden>
                  <KeyHint keys="/" />
                </span>
              ) : (
                <IconButton aria-label="Clear search" onClick={clear} edge="end">
                  <X size={15} aria-hidden />
                </IconButton>
              )}
            </InputAdornment>
          ),
        },
      }}
      sx={{ minWidth: 260 }}
    />
  );
}
