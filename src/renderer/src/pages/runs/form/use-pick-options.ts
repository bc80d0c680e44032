/** @file What can be chosen for a field that names a thing of the workspace. */
import type { LabelSet } from '#shared/contracts/labels';
import type { Json } from '#shared/domain/json';
import { useCommand } from '../../../api/use-command';
import { countOf, formatCount, formatDateTime } from '../../../components/format';

export interface PickOption {
  readonly value: Json;
  readonly label: string;
  /** What tells it from others. */
  readonly note?: string;
  /** Another way to name it in a configuration: its number. */
  readonly alias?: Json;
}

interface Named {
  readonly corpus: Json | undefined;
  readonly split: Json | undefined;
}

/** Null where nothing is known of such things. */
export function usePickOptions(picks: string, { corpus, split }: Named): readonly PickOption[] | null {
  const named = typeof corpus === 'string' || typeof corpus === 'number' ? { corpus: corpus as string } : null;
  const corpora = useCommand('corpora.list', { kind: 'dialogues' }, { isEnabled: picks === 'corpus' });
  const splits = useCommand('corpora.splits', named ?? { corpus: '' }, { isEnabled: named !== null && (picks === 'split' || picks === 'part') });
  const endpoints = useCommand('endpoints.list', {}, { isEnabled: picks === 'endpoint' || picks === 'endpoints' });
  const labelSets = useCommand('labels.list', named ?? {}, { isEnabled: picks === 'label-set' });
  const schemas = useCommand('labels.schemas', {}, { isEnabled: picks === 'label-schema' });
  const models = useCommand('models.list', {}, { isEnabled: picks === 'model' });
  const runs = useCommand('runs.list', { filter: { states: ['done', 'running', 'queued'] }, limit: 200 }, { isEnabled: picks === 'run' });
  const parts = (splits.data ?? []).find(({ name }) => split === undefined || name === split)?.parts ?? [];
  const choices: Readonly<Record<string, () => readonly PickOption[]>> = {
    corpus: () => (corpora.data ?? []).map(({ id, name, dialogues, isLocalOnly }) => ({ value: name, label: name, alias: id, note: `${countOf(dialogues, 'dialogue')}${isLocalOnly ? ', stays on this machine' : ''}` })),
    split: () => (splits.data ?? []).map(({ name, parts: all }) => ({ value: name, label: name, note: all.map((part) => `${part.name} ${formatCount(part.dialogues)}`).join(', ') })),
    part: () => parts.map(({ name, dialogues }) => ({ value: name, label: name, note: countOf(dialogues, 'dialogue') })),
    endpoint: () => endpointOptions(endpoints.data ?? []),
    endpoints: () => endpointOptions(endpoints.data ?? []),
    'label-set': () => labelSetOptions(labelSets.data ?? []),
    'label-schema': () => (schemas.data ?? []).map(({ id, name }) => ({ value: id, label: name, note: id })),
    model: () => (models.data ?? []).map(({ id, name, family, parameters }) => ({ value: name, label: name, alias: id, note: `${family ?? 'unknown family'}${parameters === null ? '' : `, ${formatCount(parameters)} parameters`}` })),
    run: () => (runs.data?.rows ?? []).map(({ id, name, kind, state, createdAt }) => ({ value: id, label: name, note: `${kind}, ${state}, ${formatDateTime(createdAt)}` })),
  };
  return choices[picks]?.() ?? null;
}

/** A name that several sets have names none of them: those are chosen by number. */
function labelSetOptions(sets: readonly LabelSet[]): PickOption[] {
  return sets.map(({ id, name, corpusName, corpusId, counts, isScripted }) => {
    const isOnly = sets.every((one) => one.id === id || one.name !== name || one.corpusId !== corpusId);
    const note = `${corpusName}, ${countOf(counts.turns, 'turn')}${isScripted ? ', scripted' : ''}`;
    return isOnly ? { value: name, label: name, alias: id, note } : { value: id, label: `${name} (${id})`, note };
  });
}

function endpointOptions(endpoints: readonly { id: number; name: string; isScripted: boolean; isLocal: boolean; model: string }[]): PickOption[] {
  return endpoints.map(({ id, name, isScripted, isLocal, model }) => ({ value: name, label: name, alias: id, note: isScripted ? 'rules, no language model' : `${model}, ${isLocal ? 'stays here' : 'text leaves this machine'}` }));
}
