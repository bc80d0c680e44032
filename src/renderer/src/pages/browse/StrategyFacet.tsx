/** @file Strategies to filter by: the chips of the workbench as buttons, the vocabularies one after the other. */
import { Box, ButtonBase, Tooltip } from '@mui/material';
import { strategyByLabel, vocabularies, type VocabularyId } from '#shared/domain/strategies';
import { formatCount } from '../../components/format';
import { StrategyIcon } from '../../components/StrategyIcon';
import { strategyColor } from '../../components/strategy-look';
import type { Facets } from './use-facets';

export function StrategyFacet({ counts, chosen, onChange }: { counts: Facets['strategies']; chosen: readonly string[]; onChange: (chosen: string[]) => void }) {
  const countByLabel = new Map(counts.map(({ value, count }) => [value, count]));
  const inVocabulary = (id: VocabularyId) => vocabularies[id].map(({ label }) => label).filter((label) => countByLabel.has(label) || chosen.includes(label));
  return (
    <Box role="group" aria-label="Strategies, all of them in one dialogue" sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 0.25 }}>
      {[...inVocabulary('esconv8'), ...inVocabulary('extes8')].map((label) => {
        const isChosen = chosen.includes(label);
        return <StrategyToggle key={label} label={label} count={countByLabel.get(label) ?? 0} isChosen={isChosen} onToggle={() => onChange(isChosen ? chosen.filter((one) => one !== label) : [...chosen, label])} />;
      })}
    </Box>
  );
}

function StrategyToggle({ label, count, isChosen, onToggle }: { label: string; count: number; isChosen: boolean; onToggle: () => void }) {
  const color = strategyColor(label);
  return (
    <Tooltip title={strategyByLabel(label)?.definition ?? ''} placement="right" describeChild>
      <ButtonBase
        aria-pressed={isChosen}
        onClick={onToggle}
        sx={{ display: 'flex', justifyContent: 'flex-start', gap: 0.875, minHeight: 26, mx: -0.75, px: 0.75, borderRadius: 1, fontSize: '0.875rem', fontFamily: 'inherit', textAlign: 'left', backgroundColor: isChosen ? `color-mix(in srgb, ${color} 12%, transparent)` : 'transparent', boxShadow: isChosen ? `inset 0 0 0 1px ${color}` : 'none', '&:hover': { backgroundColor: isChosen ? `color-mix(in srgb, ${color} 18%, transparent)` : 'sunken' } }}
      >
        <Box component="span" sx={{ display: 'inline-flex', color }}>
          <StrategyIcon label={label} />
        </Box>
        <Box component="span" sx={{ flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', fontWeight: isChosen ? 600 : 400 }}>
          {label}
        </Box>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {formatCount(count)}
        </Box>
      </ButtonBase>
    </Tooltip>
  );
}
