/** @file One measured reply, or two of them, beside its references, with what they share marked and every score of the item. */
import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import type { ItemScores, MeasuredItem, TextMatch } from '#shared/contracts/measure';
import { formatDifference, formatFigure } from '../../../components/figure-format';
import { formatCount } from '../../../components/format';
import { MatchedText, MatchLegend } from '../../../components/MatchedText';
import { blurredText, useTextBlur } from '../../../components/text-blur';
import { figureName } from '../figure-names';

type TextItem = Extract<MeasuredItem, { kind: 'nlg' | 'comparison' }>;

export function TextItemDetail({ item, names }: { item: TextItem; names: { a: string; b: string } }) {
  const isPair = item.kind === 'comparison';
  const replies = isPair ? [{ title: names.a, ...item.a }, { title: names.b, ...item.b }] : [{ title: 'Hypothesis', text: item.text, scores: item.scores, matches: item.matches }];
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', justifyContent: 'space-between', gap: 1 }}>
        <Typography variant="h3" component="h2">
          Item {formatCount(item.position + 1)}
        </Typography>
        <MatchLegend />
      </Box>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: isPair ? 'repeat(2, minmax(0, 1fr))' : 'repeat(auto-fit, minmax(230px, 1fr))', alignItems: 'start' }}>
        {replies.map(({ title, text, matches }) => (
          <TextCard key={title} title={title}>
            <MatchedText text={text} spans={matches} />
          </TextCard>
        ))}
        <Box sx={{ display: 'grid', gap: 1.5, ...(isPair && { gridColumn: '1 / -1', gridTemplateColumns: 'repeat(auto-fit, minmax(230px, 1fr))' }) }}>
          {item.references.map((text, index) => (
            <TextCard key={index} title={item.references.length === 1 ? 'Reference' : `Reference ${index + 1}`}>
              {isPair ? text : <MatchedText text={text} spans={inReference(item.matches, index)} />}
            </TextCard>
          ))}
        </Box>
      </Box>
      {isPair ? <PairScores a={item.a.scores} b={item.b.scores} names={names} /> : <Scores scores={item.scores} />}
    </Box>
  );
}

function TextCard({ title, children }: { title: string; children: ReactNode }) {
  const [isBlurred] = useTextBlur();
  return (
    <Box sx={{ minWidth: 0, p: 1.75, pt: 1.25, border: 1, borderColor: 'divider', borderRadius: 1.5, backgroundColor: 'background.paper' }}>
      <Typography variant="caption" component="h3" sx={{ m: 0, mb: 0.5, color: 'text.secondary', fontWeight: 600, overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      <Box className="dialogue-text" sx={{ overflowWrap: 'anywhere', ...(isBlurred && blurredText) }}>
        {children}
      </Box>
    </Box>
  );
}

function Scores({ scores }: { scores: ItemScores }) {
  return (
    <Box component="dl" aria-label="Scores of the item" sx={scoreGrid}>
      {scoreNames.map(({ key, word, valueOf }) => (
        <Box key={key}>
          <dt>{word}</dt>
          <dd className="figures">{textOf(key, valueOf(scores))}</dd>
        </Box>
      ))}
    </Box>
  );
}

function PairScores({ a, b, names }: { a: ItemScores; b: ItemScores; names: { a: string; b: string } }) {
  return (
    <Box component="table" aria-label="Scores of the item" className="figures" sx={scoreTable}>
      <thead>
        <tr>
          <th scope="col">Score</th>
          <th scope="col">{names.a}</th>
          <th scope="col">{names.b}</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {scoreNames.map(({ key, word, valueOf }) => (
          <tr key={key}>
            <th scope="row">{word}</th>
            <td>{textOf(key, valueOf(a))}</td>
            <td>{textOf(key, valueOf(b))}</td>
            <td>{key === 'length' ? formatCount(valueOf(a) - valueOf(b)) : formatDifference(valueOf(a) - valueOf(b))}</td>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

const scoreGrid = { m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 1, fontSize: '0.8125rem', '& dt': { color: 'text.secondary' }, '& dd': { m: 0, fontWeight: 550, fontSize: '0.9375rem' } } as const;
const scoreTable = { borderCollapse: 'collapse', justifySelf: 'start', fontSize: '0.8125rem', '& th, & td': { textAlign: 'right', py: 0.375, pl: 2.5, borderBottom: 1, borderColor: 'divider', fontWeight: 400 }, '& th': { color: 'text.secondary', fontWeight: 500 }, '& th:first-of-type': { textAlign: 'left', pl: 0 } } as const;

const scoreNames: readonly { key: string; word: string; valueOf: (scores: ItemScores) => number }[] = [
  ...([1, 2, 3, 4] as const).map((order) => ({ key: `bleu${order}`, word: figureName(`bleu${order}`), valueOf: ({ bleu }: ItemScores) => bleu[order] })),
  ...(['rougeL', 'rougeLF1', 'cider', 'unigramF1'] as const).map((key) => ({ key, word: figureName(key), valueOf: (scores: ItemScores) => scores[key] })),
  { key: 'length', word: 'Words', valueOf: ({ length }) => length },
];

/** The score that a list is sorted by. */
export function scoreOf(scores: ItemScores, sort: string): number | null {
  return scoreNames.find(({ key }) => key === sort)?.valueOf(scores) ?? null;
}

function textOf(key: string, value: number): string {
  return key === 'length' ? formatCount(value) : formatFigure(value);
}

function inReference(matches: readonly TextMatch[], reference: number): { start: number; end: number; tokens: number }[] {
  return matches.filter((match) => match.reference === reference).map(({ referenceStart, referenceEnd, tokens }) => ({ start: referenceStart, end: referenceEnd, tokens }));
}
