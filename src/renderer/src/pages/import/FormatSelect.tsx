/** @file Every format that can be read, those that fit these files first, each with what it is. */
import { Box, ListSubheader, MenuItem, TextField, Typography } from '@mui/material';
import type { FormatInfo } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import { sentenceCase } from '../../components/format';

export interface FormatSelectProps {
  formats: readonly FormatInfo[];
  candidates: Output<'corpora.recognise'>['candidates'];
  value: string;
  onChange: (format: string) => void;
}

export function FormatSelect({ formats, candidates, value, onChange }: FormatSelectProps) {
  const chosen = formats.find(({ id }) => id === value);
  const reasons = new Map(candidates.map(({ format, reason }) => [format, reason]));
  const fitting = candidates.flatMap(({ format }) => formats.find(({ id }) => id === format) ?? []);
  const others = (kind: FormatInfo['kind']) => formats.filter((format) => format.kind === kind && !reasons.has(format.id));
  const groups = [
    { name: 'Fit these files', formats: fitting },
    { name: 'Dialogues', formats: others('dialogues') },
    { name: 'Knowledge bases', formats: others('knowledge') },
  ];
  return (
    <TextField
      select
      value={chosen?.id ?? ''}
      onChange={(event) => onChange(event.target.value)}
      helperText={chosen?.description ?? 'Choose what these files are.'}
      slotProps={{ select: { displayEmpty: true, 'aria-label': 'Format', renderValue: () => chosen?.label ?? 'Choose a format', MenuProps: { slotProps: { paper: { sx: { maxHeight: 460, maxWidth: 640 } } } } } }}
      sx={{ width: 560, maxWidth: '100%', '& .MuiFormHelperText-root': { fontSize: '0.8125rem', mx: 0, maxWidth: '75ch' } }}
    >
      {groups.flatMap(({ name, formats: listed }) =>
        listed.length === 0
          ? []
          : [
              <ListSubheader key={name} sx={{ lineHeight: '30px', fontSize: '0.75rem', backgroundColor: 'background.paper' }}>
                {name}
              </ListSubheader>,
              ...listed.map((format) => (
                <MenuItem key={format.id} value={format.id} sx={{ display: 'block', whiteSpace: 'normal' }}>
                  <Typography variant="body2" sx={{ fontWeight: 550 }}>
                    {format.label}
                  </Typography>
                  <Box component="span" sx={{ display: 'block', fontSize: '0.8125rem', color: 'text.secondary' }}>
                    {sentenceCase(reasons.get(format.id) ?? format.description)}
                  </Box>
                </MenuItem>
              )),
            ],
      )}
    </TextField>
  );
}
