/** @file Light or dark, and whether single keys act. */
import { Box, FormControlLabel, Radio, RadioGroup, Switch, Typography } from '@mui/material';
import { useBareCharacters } from '../../components/keyboard/KeyboardProvider';
import { PageSection } from '../../components/PageContainer';
import { type SchemeChoice, useSchemeChoice } from '../../theme/ThemeRoot';

const schemes: readonly { choice: SchemeChoice; word: string }[] = [
  { choice: 'system', word: 'As the system' },
  { choice: 'light', word: 'Light' },
  { choice: 'dark', word: 'Dark' },
];

export function Appearance() {
  const { choice, choose } = useSchemeChoice();
  const [areOn, setAreOn] = useBareCharacters();
  return (
    <PageSection title="Look and keyboard">
      <Box sx={{ display: 'grid', gap: 1 }}>
        <RadioGroup row aria-label="Light or dark" value={choice} onChange={(event) => choose(event.target.value as SchemeChoice)}>
          {schemes.map(({ choice: one, word }) => (
            <FormControlLabel key={one} value={one} control={<Radio size="small" />} label={word} slotProps={{ typography: { variant: 'body2' } }} />
          ))}
        </RadioGroup>
        <Box>
          <FormControlLabel control={<Switch checked={areOn} onChange={(event) => setAreOn(event.target.checked)} />} label="Single-key shortcuts" slotProps={{ typography: { variant: 'body2' } }} />
          <Typography variant="caption" component="p" sx={{ m: 0, color: 'text.secondary' }}>
            Turn them off if you dictate or if stray keys trouble you; shortcuts with Ctrl or Command stay.
          </Typography>
        </Box>
      </Box>
    </PageSection>
  );
}
