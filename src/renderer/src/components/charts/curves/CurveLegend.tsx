/** @file Names the curves of a chart: colour and dash, the value where the person looks, and a click that hides or shows one. */
import { Box, ButtonBase } from '@mui/material';
import { curveLook } from './curve-look';

export interface LegendEntry {
  readonly key: string;
  readonly label: string;
  readonly look: number;
  readonly isHidden: boolean;
  readonly value: string;
}

export interface CurveLegendProps {
  title: string;
  /** Where values are read; null: at the end. */
  place: string | null;
  entries: readonly LegendEntry[];
  onToggle: (key: string) => void;
  onPointAt: (key: string | null) => void;
}

export function CurveLegend({ title, place, entries, onToggle, onPointAt }: CurveLegendProps) {
  // A single curve is named by the chart's title and cannot be told from any other.
  const only = entries.length === 1 ? entries[0] : undefined;
  const shown = only === undefined ? entries : [];
  return (
    <Box sx={{ mt: 0.5, fontSize: '0.8125rem' }}>
      <Box component="span" className="figures" sx={{ color: 'text.secondary' }}>
        {place === null ? 'Last' : place.charAt(0).toUpperCase() + place.slice(1)}
        {only !== undefined && (
          <Box component="span" sx={{ ml: 1, fontWeight: 600, color: 'text.primary' }}>
            {only.value}
          </Box>
        )}
      </Box>
      {shown.length > 0 && (
        <Box component="ul" aria-label={`Curves of ${title}`} sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 1.5, maxHeight: 132, overflowY: 'auto' }}>
          {shown.map(({ key, label, look, isHidden, value }) => (
            <Box component="li" key={key} sx={{ minWidth: 0, maxWidth: '100%' }}>
              <ButtonBase
                aria-pressed={!isHidden}
                onClick={() => onToggle(key)}
                onPointerEnter={() => onPointAt(key)}
                onPointerLeave={() => onPointAt(null)}
                sx={{ font: 'inherit', gap: 0.75, py: 0.25, px: 0.5, borderRadius: 0.5, maxWidth: '100%', color: isHidden ? 'text.secondary' : 'text.primary', '&:hover': { backgroundColor: 'sunken' } }}
              >
                <Swatch look={look} isHidden={isHidden} />
                <Box component="span" title={label} sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', maxWidth: 240, textDecoration: isHidden ? 'line-through' : 'none' }}>
                  {label}
                </Box>
                <Box component="span" className="figures" sx={{ fontWeight: 600 }}>
                  {isHidden ? '' : value}
                </Box>
              </ButtonBase>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  );
}

export function Swatch({ look, isHidden = false }: { look: number; isHidden?: boolean }) {
  const { light, dark, dash } = curveLook(look);
  return (
    <svg width={22} height={10} aria-hidden style={{ flexShrink: 0, opacity: isHidden ? 0.35 : 1 }}>
      <line x1={0} x2={22} y1={5} y2={5} strokeDasharray={dash.join(' ')} style={{ stroke: `light-dark(${light}, ${dark})`, strokeWidth: 2.5 }} />
    </svg>
  );
}
