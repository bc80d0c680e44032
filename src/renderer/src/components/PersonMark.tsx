/** @file A person in a few pixels: initials on their colour. Stands beside the name, so the screen reader passes over it. */
import { Box } from '@mui/material';
import type { PersonColour } from '#shared/contracts/people';
import { initialsOf, personColor } from './person-look';

export function PersonMark({ name, colour, sizePx = 24 }: { name: string; colour: PersonColour; sizePx?: number }) {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{ display: 'inline-flex', alignItems: 'center', justifyContent: 'center', flexShrink: 0, width: sizePx, height: sizePx, borderRadius: '50%', backgroundColor: personColor(colour), color: 'background.paper', fontSize: sizePx * 0.42, fontWeight: 650, lineHeight: 1 }}
    >
      {initialsOf(name)}
    </Box>
  );
}
