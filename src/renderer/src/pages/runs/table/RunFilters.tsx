/** @file The filters above the table of runs: words, kind, state, tag, any option's value, sweeps, and the option to group by. */
import { Box, Button, MenuItem, TextField } from '@mui/material';
import type { RunFacets } from '#shared/contracts/run-results';
import { RunState } from '#shared/domain/runs/run';
import { formatCount } from '../../../components/format';
import { runStateLooks } from '../../../components/RunStateMark';
import { SearchField } from '../../../components/SearchField';
import { isFiltered, type RunsView, withFilter, withGroup } from '../runs-address';
import { useKindTitles } from '../use-kind-titles';
import { OptionFilterButton } from './OptionFilterButton';

export interface RunFiltersProps {
  view: RunsView;
  onChange: (view: RunsView) => void;
  /** Of all runs. */
  facets: RunFacets | undefined;
  onLeave: () => void;
}

export function RunFilters({ view, onChange, facets, onLeave }: RunFiltersProps) {
  const kindTitles = useKindTitles();
  const { filter } = view;
  const change = (next: Partial<RunsView['filter']>) => onChange(withFilter(view, next));
  const countIn = (list: RunFacets['kinds'] | undefined, value: string) => list?.find((one) => one.value === value)?.count ?? 0;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Box sx={{ width: 262 }}>
        <SearchField label="Search runs" value={filter.text ?? ''} onChange={(text) => change({ text })} onLeave={onLeave} fullWidth />
      </Box>
      <Several label="Kind" value={filter.kinds ?? []} onChange={(kinds) => change({ kinds: [...kinds] })} choices={(facets?.kinds ?? []).map(({ value, count }) => ({ value, word: kindTitles.get(value) ?? value, count }))} />
      <Several
        label="State"
        value={filter.states ?? []}
        onChange={(states) => change({ states: states.map((state) => RunState.parse(state)) })}
        choices={RunState.options.map((value) => ({ value, word: runStateLooks[value].word, count: countIn(facets?.states, value) }))}
      />
      {((facets?.tags.length ?? 0) > 0 || (filter.tags ?? []).length > 0) && <Several label="Tag" value={filter.tags ?? []} onChange={(tags) => change({ tags: [...tags] })} choices={(facets?.tags ?? []).map(({ value, count }) => ({ value, word: value, count }))} />}
      <OptionFilterButton options={filter.config ?? []} onChange={(config) => change({ config: [...config] })} facets={facets} />
      <TextField select label="Group by" value={view.group ?? ''} onChange={(event) => onChange(withGroup(view, event.target.value === '' ? null : event.target.value))} sx={{ width: 150 }}>
        <MenuItem value="">Nothing</MenuItem>
        {groupable(facets, view.group).map((path) => (
          <MenuItem key={path} value={path}>
            {path}
          </MenuItem>
        ))}
      </TextField>
      <SweepFilter view={view} onChange={change} />
      {isFiltered(filter) && <Button onClick={() => onChange({ ...view, filter: {} })}>Clear</Button>}
    </Box>
  );
}

function groupable(facets: RunFacets | undefined, chosen: string | null): string[] {
  const paths = (facets?.config ?? []).map(({ path }) => path);
  return chosen === null || paths.includes(chosen) ? paths : [chosen, ...paths];
}

function SweepFilter({ view: { filter }, onChange }: { view: RunsView; onChange: (change: Partial<RunsView['filter']>) => void }) {
  const { parentId } = filter;
  const value = parentId === undefined ? 'all' : parentId === null ? 'none' : 'one';
  return (
    <TextField select label="Sweeps" value={value} onChange={(event) => onChange({ parentId: event.target.value === 'none' ? null : undefined })} sx={{ width: 150 }}>
      <MenuItem value="all">With their runs</MenuItem>
      <MenuItem value="none">Without their runs</MenuItem>
      {value === 'one' && <MenuItem value="one">Only of sweep {parentId}</MenuItem>}
    </TextField>
  );
}

interface SeveralProps {
  label: string;
  value: readonly string[];
  onChange: (value: readonly string[]) => void;
  choices: readonly { value: string; word: string; count: number }[];
}

function Several({ label, value, onChange, choices }: SeveralProps) {
  const words = choices.filter((choice) => value.includes(choice.value)).map(({ word }) => word);
  return (
    <TextField
      select
      label={label}
      value={[...value]}
      onChange={(event) => onChange(event.target.value as unknown as readonly string[])}
      slotProps={{ select: { multiple: true, displayEmpty: true, renderValue: () => (words.length === 0 ? 'Any' : words.join(', ')) }, inputLabel: { shrink: true } }}
      sx={{ width: 118 }}
    >
      {choices.map((choice) => (
        <MenuItem key={choice.value} value={choice.value}>
          <Box component="span" sx={{ flex: 1 }}>
            {choice.word}
          </Box>
          <Box component="span" className="figures" sx={{ color: 'text.secondary', pl: 2 }}>
            {formatCount(choice.count)}
          </Box>
        </MenuItem>
      ))}
    </TextField>
  );
}
