/** @file The groups of a grouped table with how many runs each has; a chip keeps only its group. */
import { Box, Chip } from '@mui/material';
import type { RunFacets } from '#shared/contracts/run-results';
import { isSameJson } from '#shared/domain/runs/config-paths';
import { formatCount } from '../../../components/format';
import { jsonText } from '../../../components/json-text';
import { type RunsView, toggleOption, withFilter } from '../runs-address';

export function GroupChips({ view, onChange, facets }: { view: RunsView; onChange: (view: RunsView) => void; facets: RunFacets | undefined }) {
  const { group, filter } = view;
  const facet = facets?.config.find(({ path }) => path === group);
  if (group === null || facet === undefined) return null;
  const chosen = filter.config?.find(({ path }) => path === group)?.values ?? [];
  return (
    <Box role="group" aria-label={`Groups by ${group}`} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center', fontSize: '0.8125rem' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {group}
      </Box>
      {facet.values.map(({ value, count }) => {
        const isChosen = chosen.some((one) => isSameJson(one, value));
        return (
          <Chip
            key={JSON.stringify(value)}
            variant={isChosen ? 'filled' : 'outlined'}
            aria-pressed={isChosen}
            label={`${jsonText(value)} · ${formatCount(count)}`}
            onClick={() => onChange(withFilter(view, { config: toggleOption(filter.config ?? [], group, value) }))}
          />
        );
      })}
      {facet.distinct > facet.values.length && <span>and {formatCount(facet.distinct - facet.values.length)} more</span>}
    </Box>
  );
}
