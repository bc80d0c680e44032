/** @file The strategies of a corpus in one thin bar, for lists. The figures are in its label. */
import { Box, Tooltip } from '@mui/material';
import { type VocabularyId, vocabularies } from '#shared/domain/strategies';
import { formatCount, formatShare } from './format';
import { strategyColor } from './strategy-look';

export function StrategyStrip({ vocabulary, strategies, widthPx = 120 }: { vocabulary: VocabularyId; strategies: Readonly<Record<string, number>>; widthPx?: number }) {
  const parts = vocabularies[vocabulary].map(({ label }) => ({ label, count: strategies[label] ?? 0 })).filter(({ count }) => count > 0);
  const total = parts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return (
      <Box component="span" sx={{ color: 'text.secondary' }}>
        no labels
      </Box>
    );
  }
  const figures = parts.map(({ label, count }) => ({ label, text: `${formatShare(count / total)} (${formatCount(count)})` }));
  return (
    <Tooltip
      describeChild
      title={
        <Box component="span" sx={{ display: 'grid', gridTemplateColumns: 'auto auto', columnGap: 1.5 }}>
          {figures.map(({ label, text }) => (
            <Box key={label} component="span" sx={{ display: 'contents' }}>
              <span>{label}</span>
              <Box component="span" sx={{ textAlign: 'right' }}>{text}</Box>
            </Box>
          ))}
        </Box>
      }
    >
      <Box component="span" role="img" aria-label={`Strategies: ${figures.map(({ label, text }) => `${label} ${text}`).join(', ')}`} sx={{ display: 'inline-flex', width: widthPx, height: 10, gap: '1px', verticalAlign: 'middle' }}>
        {parts.map(({ label, count }) => (
          <Box key={label} component="span" sx={{ flex: `${count} 1 0`, minWidth: '1px', backgroundColor: strategyColor(label), '&:first-of-type': { borderRadius: '3px 0 0 3px' }, '&:last-of-type': { borderRadius: '0 3px 3px 0' } }} />
        ))}
      </Box>
    </Tooltip>
  );
}
