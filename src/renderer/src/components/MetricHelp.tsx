/** @file What a metric is, on demand: range, direction, source, and when not to believe it. Reads the catalogue; knows no value. */
import { useId, useState } from 'react';
import { Box, IconButton, Popover, Tooltip, Typography } from '@mui/material';
import { CircleHelp } from 'lucide-react';
import { type MetricEntry, type MetricId, metricCatalogue } from '#shared/domain/metric-catalogue';
import { formatRange } from './figure-format';

export function MetricHelp({ metric, name }: { metric: MetricId; /** Where it differs from the catalogue's: "BLEU-4". */ name?: string }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const titleId = useId();
  const entry = metricCatalogue[metric];
  return (
    <>
      <Tooltip title={`About ${name ?? entry.name}`}>
        <IconButton aria-label={`About ${name ?? entry.name}`} aria-haspopup="dialog" aria-expanded={anchor !== null} onClick={(event) => setAnchor(event.currentTarget)} sx={{ p: 0.5, my: -0.5 }}>
          <CircleHelp size={14} aria-hidden />
        </IconButton>
      </Tooltip>
      <Popover
        open={anchor !== null}
        anchorEl={anchor}
        onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-labelledby': titleId, sx: { width: 400, maxWidth: 'calc(100vw - 32px)', p: 2 } } }}
      >
        <Typography variant="h3" id={titleId} tabIndex={0}>
          {entry.name}
        </Typography>
        <MetricFacts entry={entry} />
      </Popover>
    </>
  );
}

/** "Higher is better, 0 to 1". */
export function directionText({ better, range }: Pick<MetricEntry, 'better' | 'range'>): string {
  const direction = better === 'neither' ? 'Neither way is better' : `${better === 'higher' ? 'Higher' : 'Lower'} is better`;
  return `${direction}, ${formatRange(range)}`;
}

function MetricFacts({ entry }: { entry: MetricEntry }) {
  return (
    <>
      <Typography variant="body2" sx={{ mt: 0.5 }}>
        {entry.help}
      </Typography>
      <Box component="dl" sx={{ m: 0, mt: 1.25, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 1.5, rowGap: 0.75, fontSize: '0.8125rem', '& dt': { color: 'text.secondary' }, '& dd': { m: 0 } }}>
        <dt>Reading</dt>
        <dd>{directionText(entry)}</dd>
        <dt>Source</dt>
        <dd>{entry.source}</dd>
        <dt>Caution</dt>
        <dd>{entry.caution}</dd>
      </Box>
    </>
  );
}
