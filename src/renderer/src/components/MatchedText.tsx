/** @file A text whose n-grams that another text shares are marked: the longer the run, the deeper the ground and the heavier the line under it. */
import { Fragment } from 'react';
import { Box } from '@mui/material';

export interface MatchedSpan {
  readonly start: number;
  readonly end: number;
  /** Words of the run. */
  readonly tokens: number;
}

export function MatchedText({ text, spans }: { text: string; spans: readonly MatchedSpan[] }) {
  const parts = partsOf(text, spans);
  if (text.trim() === '') return <Box component="span" sx={{ color: 'text.secondary', fontStyle: 'italic' }}>empty</Box>;
  return parts.map(({ at, text: part, tokens }) =>
    tokens === 0 ? (
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <Box key={at} component="mark" title={`${tokens} ${tokens === 1 ? 'word' : 'words in a row'} in common`} sx={markLooks[Math.min(tokens, markLooks.length) - 1]}>
        {part}
      </Box>
    ),
  );
}

const legend = ['1 word', '2 in a row', '3', '4 or more'];

export function MatchLegend() {
  return (
    <Box component="p" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1.25, rowGap: 0.5, fontSize: '0.8125rem', color: 'text.secondary' }}>
      Shared with the reference:
      {legend.map((word, index) => (
        <Box key={word} component="mark" sx={markLooks[index]}>
          {word}
        </Box>
      ))}
    </Box>
  );
}

const ground = (percent: number) => `color-mix(in srgb, var(--solace-palette-primary-main) ${percent}%, transparent)`;
const line = { textDecorationLine: 'underline', textDecorationColor: 'var(--solace-palette-primary-main)', textUnderlineOffset: '0.24em', textDecorationSkipInk: 'none', borderRadius: '2px', padding: 0, color: 'text.primary' } as const;

/** By length of the run, from one word on; the line alone tells them apart. */
const markLooks = [
  { ...line, backgroundColor: ground(6), textDecorationStyle: 'dotted', textDecorationThickness: '1px' },
  { ...line, backgroundColor: ground(14), textDecorationStyle: 'solid', textDecorationThickness: '1px' },
  { ...line, backgroundColor: ground(22), textDecorationStyle: 'solid', textDecorationThickness: '2px' },
  { ...line, backgroundColor: ground(32), textDecorationStyle: 'solid', textDecorationThickness: '4px' },
] as const;

interface TextPart {
  readonly at: number;
  readonly text: string;
  /** Zero between the spans. */
  readonly tokens: number;
}

/** Spans never overlap; they come in any order. */
function partsOf(text: string, spans: readonly MatchedSpan[]): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, tokens } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start > at) parts.push({ at, text: text.slice(at, start), tokens: 0 });
    parts.push({ at: start, text: text.slice(start, end), tokens });
    at = end;
  }
  if (at < text.length) parts.push({ at, text: text.slice(at), tokens: 0 });
  return parts;
}
