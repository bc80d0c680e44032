/** @file Everything a result can be narrowed by, each choice with the dialogues that stand behind it. */
import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import type { SplitSet } from '#shared/contracts/corpora';
import type { DialogueFilter } from '#shared/contracts/dialogues';
import { sentenceCase } from '../../components/format';
import { RangeField } from '../../components/RangeField';
import { FacetList } from './FacetList';
import { SplitFacet } from './SplitFacet';
import { StrategyFacet } from './StrategyFacet';
import type { Facets } from './use-facets';

export interface FilterPanelProps {
  filter: DialogueFilter;
  facets: Facets;
  /** Of the one corpus in question; none where there are several. */
  splitSets: readonly SplitSet[];
  onChange: (change: Partial<DialogueFilter>) => void;
}

export function FilterPanel({ filter, facets, splitSets, onChange }: FilterPanelProps) {
  return (
    <Box component="form" aria-label="Filters" onSubmit={(event) => event.preventDefault()} sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2.25, alignContent: 'start' }}>
      {(facets.corpora.length > 1 || filter.corpora !== undefined) && (
        <FilterSection title="Corpora">
          <FacetList label="Corpora" choices={facets.corpora.map(({ id, name, count }) => ({ value: id, label: name, count }))} chosen={filter.corpora ?? []} onChange={(corpora) => onChange({ corpora, split: undefined })} />
        </FilterSection>
      )}
      {splitSets.length > 0 && (
        <FilterSection title="Part of a split">
          <SplitFacet splitSets={splitSets} value={filter.split} onChange={(split) => onChange({ split })} />
        </FilterSection>
      )}
      {(facets.strategies.length > 0 || filter.strategies !== undefined) && (
        <FilterSection title="Strategies" note="all in one dialogue">
          <StrategyFacet counts={facets.strategies} chosen={filter.strategies ?? []} onChange={(strategies) => onChange({ strategies })} />
        </FilterSection>
      )}
      {(facets.emotions.length > 0 || filter.emotions !== undefined) && (
        <FilterSection title="Emotion">
          <FacetList label="Emotion" choices={facets.emotions.map(toChoice)} chosen={filter.emotions ?? []} onChange={(emotions) => onChange({ emotions })} />
        </FilterSection>
      )}
      {(facets.problems.length > 0 || filter.problems !== undefined) && (
        <FilterSection title="Problem">
          <FacetList label="Problem" choices={facets.problems.map(toChoice)} chosen={filter.problems ?? []} onChange={(problems) => onChange({ problems })} />
        </FilterSection>
      )}
      <FilterSection title="Turns">
        <RangeField label="Turns" value={filter.turns ?? {}} onChange={(turns) => onChange({ turns })} min={0} max={100_000} />
      </FilterSection>
      <FilterSection title="Feedback" note="mean, 1 to 5">
        <RangeField label="Mean feedback" value={filter.feedback ?? {}} onChange={(feedback) => onChange({ feedback })} min={1} max={5} step={0.1} />
      </FilterSection>
    </Box>
  );
}

function FilterSection({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <Box component="section">
      <Typography variant="h3" component="h2" sx={{ fontSize: '0.8125rem', mb: 0.5 }}>
        {title}
        {note !== undefined && (
          <Box component="span" sx={{ fontWeight: 400, color: 'text.secondary' }}>
            , {note}
          </Box>
        )}
      </Typography>
      {children}
    </Box>
  );
}

function toChoice({ value, count }: Facets['emotions'][number]): { value: string; label: string; count: number } {
  return { value, label: sentenceCase(value), count };
}
