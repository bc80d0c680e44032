/** @file One person enters: at once, or with their PIN. A wrong PIN is said; after several, how long to wait. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Box, Button, TextField } from '@mui/material';
import { LogIn } from 'lucide-react';
import { AppError } from '#shared/contracts/errors';
import type { Person } from '#shared/contracts/people';
import { useEnter } from '../../api/seat';

export function EnterForm({ person, onEntered, onCancel }: { person: Person; onEntered: () => void; onCancel: () => void }) {
  const [pin, setPin] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const enter = useEnter();
  const secondsLeft = useSecondsLeft(enter.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (enter.isPending || secondsLeft > 0 || pin === '') return;
    enter.mutate(
      { personId: person.id, pin },
      {
        onSuccess: onEntered,
        onError: () => {
          setPin('');
          input.current?.focus();
        },
      },
    );
  };
  const problem = secondsLeft > 0 ? `Too many wrong PINs. Wait ${secondsLeft} s, then try again.` : isWait(enter.error) ? 'You may try again now.' : enter.error?.message;
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'flex', alignItems: 'flex-start', gap: 1, flexWrap: 'wrap' }}>
      <TextField
        label={`PIN of ${person.name}`}
        type="password"
        value={pin}
        onChange={(event) => setPin(event.target.value)}
        inputRef={input}
        autoFocus
        autoComplete="off"
        error={problem !== undefined && enter.isError}
        helperText={problem}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 12 }, formHelperText: { role: 'status' } }}
        sx={{ flex: '1 1 180px' }}
      />
      <Button type="submit" variant="contained" disabled={pin === '' || enter.isPending || secondsLeft > 0} startIcon={<LogIn size={15} aria-hidden />}>
        Enter
      </Button>
      <Button onClick={onCancel}>Cancel</Button>
    </Box>
  );
}

/** Counts down what the workbench asked to wait. */
function useSecondsLeft(error: Error | null): number {
  const asked = isWait(error) ? Math.ceil(Number(error.details['waitMs']) / 1000) : 0;
  const [left, setLeft] = useState<{ error: Error | null; seconds: number }>({ error: null, seconds: 0 });
  if (left.error !== error) setLeft({ error, seconds: asked });
  useEffect(() => {
    if (left.seconds === 0) return undefined;
    const timer = setTimeout(() => setLeft({ ...left, seconds: left.seconds - 1 }), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return left.error === error ? left.seconds : asked;
}

function isWait(error: Error | null): error is AppError {
  return error instanceof AppError && error.code === 'LIMIT' && typeof error.details['waitMs'] === 'number';
}
