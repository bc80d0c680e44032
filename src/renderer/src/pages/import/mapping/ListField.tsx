/** @file A few words as one line of text with commas between them. */
import { useState } from 'react';
import { TextField } from '@mui/material';
import { Labelled } from '../../../components/Labelled';

export function ListField({ label, value, help, onChange }: { label: string; value: readonly string[]; help: string; onChange: (value: string[]) => void }) {
  const written = value.join(', ');
  const [typed, setTyped] = useState({ text: written, of: written });
  // What is being typed keeps its commas and spaces until the value changes from outside.
  if (typed.of !== written) setTyped({ text: written, of: written });
  const type = (text: string) => {
    const parts = text.split(',').map((part) => part.trim()).filter((part) => part !== '');
    setTyped({ text, of: parts.join(', ') });
    onChange(parts);
  };
  return (
    <Labelled label={label}>
      {({ id }) => <TextField id={id} fullWidth value={typed.text} onChange={(event) => type(event.target.value)} helperText={help} slotProps={{ htmlInput: { spellCheck: false } }} />}
    </Labelled>
  );
}
