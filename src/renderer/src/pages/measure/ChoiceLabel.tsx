/** @file A choice beside its radio button: its name, and one line that says what it does. */
import { Typography } from '@mui/material';

export function ChoiceLabel({ word, help }: { word: string; help: string }) {
  return (
    <>
      <Typography variant="body2" component="span" sx={{ display: 'block', fontWeight: 550 }}>
        {word}
      </Typography>
      <Typography variant="caption" component="span" sx={{ display: 'block', color: 'text.secondary' }}>
        {help}
      </Typography>
    </>
  );
}
