/** @file A search field that asks only when the person pauses. `/` puts the cursor into it, Esc clears it and leaves. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
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
  const input = useRef<HTMLInputElement>(null);
  const { typed, type, say } = usePausedText({ value, onChange, pauseMs });
  useShortcuts('This page', [{ keys: '/', label, run: () => input.current?.select() }]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      if (typed === '') input.current?.blur();
      else say('');
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
      if (typed !== value) say(typed);
      if (onLeave === undefined) return;
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <TextField
      value={typed}
      onChange={(event) => type(event.target.value)}
      onKeyDown={onKeyDown}
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
          endAdornment: <InputAdornment position="end">{typed === '' ? <SlashHint /> : <ClearButton onClick={() => say('')} />}</InputAdornment>,
        },
      }}
      sx={{ minWidth: 260 }}
    />
  );
}

function SlashHint() {
  return (
    <span aria-hidden>
      <KeyHint keys="/" />
    </span>
  );
}

function ClearButton({ onClick }: { onClick: () => void }) {
  return (
    <IconButton aria-label="Clear search" onClick={onClick} edge="end">
      <X size={15} aria-hidden />
    </IconButton>
  );
}

/** What is typed, said after a pause; a value changed from outside (an address, a cleared filter) replaces it. */
function usePausedText({ value, onChange, pauseMs }: { value: string; onChange: (value: string) => void; pauseMs: number }) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== known) {
    setKnown(value);
    setTyped(value);
  }
  const say = (next: string) => {
    clearTimeout(timer.current);
    setTyped(next);
    setKnown(next);
    onChange(next);
  };
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => say(next), pauseMs);
  };
  return { typed, type, say };
}
