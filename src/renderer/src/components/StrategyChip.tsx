/** @file A support strategy as it looks everywhere: its icon, its colour, its abbreviation or full label, its definition on hover or focus. */
import { Box, Tooltip } from '@mui/material';
import { strategyByLabel } from '#shared/domain/strategies';
import { StrategyIcon } from './StrategyIcon';
import { strategyColor } from './strategy-look';

export interface StrategyChipProps {
  label: string;
  /** `full` shows icon, abbreviation and label; `short` icon and abbreviation; `icon` the icon alone. */
  size?: 'full' | 'short' | 'icon';
  /** Turns with it, where a list counts them. */
  count?: number;
  /** The label stood in the source but no vocabulary knows it. */
  isUnknown?: boolean;
}

export function StrategyChip({ label, size = 'full', count, isUnknown = false }: StrategyChipProps) {
  const strategy = isUnknown ? undefined : strategyByLabel(label);
  const color = strategyColor(label);
  const name = isUnknown ? `Unknown strategy: ${label}` : label;
  return (
    <Tooltip title={<Definition label={name} text={strategy?.definition} />} describeChild>
      <Box
        component="span"
        aria-label={count === undefined ? name : `${name}, ${count}`}
        role="img"
        sx={{ display: 'inline-flex', alignItems: 'center', gap: '5px', maxWidth: '100%', px: size === 'icon' ? 0.5 : 0.875, height: 22, borderRadius: '5px', border: '1px solid', borderStyle: isUnknown ? 'dashed' : 'solid', borderColor: `color-mix(in srgb, ${color} 38%, transparent)`, backgroundColor: `color-mix(in srgb, ${color} 7%, transparent)`, color, fontSize: '0.8125rem', lineHeight: 1, whiteSpace: 'nowrap', verticalAlign: 'middle' }}
      >
        <StrategyIcon label={isUnknown ? '' : label} />
        {size !== 'icon' && strategy !== undefined && <Box component="span" sx={{ fontWeight: 650, letterSpacing: '0.01em' }}>{strategy.abbreviation}</Box>}
        {(size === 'full' || (size === 'short' && strategy === undefined)) && (
          <Box component="span" sx={{ color: 'text.primary', overflow: 'hidden', textOverflow: 'ellipsis', lineHeight: 1.4 }}>
            {label}
          </Box>
        )}
        {count !== undefined && <Box component="span" sx={{ color: 'text.secondary' }}>{count}</Box>}
      </Box>
    </Tooltip>
  );
}

function Definition({ label, text }: { label: string; text: string | undefined }) {
  return (
    <>
      <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
        {label}
      </Box>
      {text ?? 'Not in the vocabulary of this corpus; kept as found.'}
    </>
  );
}
