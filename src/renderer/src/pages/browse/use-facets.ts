/**
 * @file How many dialogues stand behind each choice of the filter panel. Values of one kind widen a result (this emotion or that one), so they are
 * counted as if none of their kind were chosen; strategies narrow it and are counted within it.
 */
import type { DialogueFilter } from '#shared/contracts/dialogues';
import type { Output } from '#shared/contracts/index';
import { useCommand } from '../../api/use-command';

export type Facets = Output<'dialogues.facets'>;

export function useFacets(filter: DialogueFilter): { data: Facets | undefined; error: Error | null; refetch: () => void } {
  const options = { keepsPrevious: true };
  const inside = useCommand('dialogues.facets', { filter }, options);
  const corpora = useCommand('dialogues.facets', { filter: without(filter, 'corpora') }, options);
  const emotions = useCommand('dialogues.facets', { filter: without(filter, 'emotions') }, options);
  const problems = useCommand('dialogues.facets', { filter: without(filter, 'problems') }, options);
  const all = [inside, corpora, emotions, problems];
  const isWhole = inside.data !== undefined && corpora.data !== undefined && emotions.data !== undefined && problems.data !== undefined;
  return {
    data: isWhole ? { strategies: inside.data.strategies, corpora: corpora.data.corpora, emotions: emotions.data.emotions, problems: problems.data.problems } : undefined,
    error: all.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => all.forEach(({ refetch }) => void refetch()),
  };
}

/** A split belongs to its corpus, so it goes with it. */
function without(filter: DialogueFilter, field: 'corpora' | 'emotions' | 'problems'): DialogueFilter {
  const { [field]: _, split, ...rest } = filter;
  return field === 'corpora' || split === undefined ? rest : { ...rest, split };
}
