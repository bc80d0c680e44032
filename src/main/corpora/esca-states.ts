/** @file ESCA's annotated ESConv: seeker turns carry emotion intensity, behaviour, stage of change and trust with its three dimensions. */
import { behaviours, parseBehaviour, parseStageOfChange, stagesOfChange, type SeekerState } from '#shared/domain/state-labels';
import { convertRecords, type Conversion } from './conversion';
import { esconvDialogue, type ExtendTurn } from './esconv-record';
import type { Importer } from './importer';
import { dialogShape } from './probe';
import { numberOf, takeNumber, textOf, type OpenFields } from './records/fields';
import { readJsonRecords } from './records/json-records';

/** Keys of the files, in their order, and of the model. */
export const degreeKeys = [
  ['emotion_intensity', 'emotionIntensity'],
  ['reliability', 'reliability'],
  ['response_competence', 'responseCompetence'],
  ['perceived_understandability', 'perceivedUnderstandability'],
  ['trust', 'trust'],
] as const;

const stateKeys: ReadonlySet<string> = new Set([...degreeKeys.map(([key]) => key), 'behavior', 'stage_of_change']);

export const escaStatesImporter: Importer = {
  id: 'esca-states',
  label: 'ESCA annotated states',
  description: "ESConv with the seeker's state on every seeker turn, as ESCA publishes it (annotated_esconv_with_states.json).",
  kind: 'dialogues',
  extensions: ['.json', '.jsonl'],
  vocabulary: 'esconv8',
  needsMapping: false,
  recognise(probe) {
    const shape = dialogShape(probe.records);
    const found = [...(shape?.turnKeys ?? [])].map(stateKey).filter((key) => stateKeys.has(key));
    return found.length < 2 ? null : { confidence: 0.97, reason: `seeker turns carry state labels (${found.join(', ')})` };
  },
  read: (source, options) =>
    convertRecords(readJsonRecords(source), { vocabulary: 'esconv8', toDialogue: (value, conversion) => esconvDialogue(value, conversion, takeState) }, { source, options }),
};

/** The paper prints keys with spaces, files use underscores; both spellings of behaviour occur. */
function stateKey(key: string): string {
  const name = key.trim().toLowerCase().replaceAll(/[\s-]+/g, '_').replace('behaviour', 'behavior');
  return name === 'dialogue_behavior' || name === 'dialog_behavior' ? 'behavior' : name;
}

const takeState: ExtendTurn = (turn, fields, { conversion, turnNumber }) => {
  if (turn.speaker !== 'seeker') return;
  for (const [key, value] of fields) {
    const name = stateKey(key);
    if (name === key || !stateKeys.has(name) || fields.has(name)) continue;
    fields.delete(key);
    fields.set(name, value);
  }
  const state: SeekerState = {};
  for (const [key, name] of degreeKeys) {
    const degree = takeNumber(fields, key, { min: 1, max: 5, isWhole: true }) ?? (key === 'trust' ? roundedTrust(fields, conversion, turnNumber) : undefined);
    if (degree !== undefined) state[name] = degree;
    else if (fields.has(key)) conversion.warn('unreadable-state', `${key} ${JSON.stringify(fields.get(key))} is no whole number from 1 to 5`, turnNumber);
  }
  const where = { conversion, turnNumber };
  const behaviour = takeLabel(fields, 'behavior', { ...where, parse: parseBehaviour, known: behaviours });
  if (behaviour !== undefined) state.behaviour = behaviour;
  const stage = takeLabel(fields, 'stage_of_change', { ...where, parse: parseStageOfChange, known: stagesOfChange });
  if (stage !== undefined) state.stageOfChange = stage;
  if (Object.keys(state).length > 0) turn.state = state;
  else conversion.warn('missing-state', 'a seeker turn without state labels', turnNumber);
};

/** Files may hold the mean of the three dimensions: it is rounded to its degree (spec D-1), and kept as `trust_mean`. */
function roundedTrust(fields: OpenFields, conversion: Conversion, turnNumber: number): number | undefined {
  const mean = numberOf(fields.get('trust'));
  if (mean === undefined || mean < 1 || mean > 5) return undefined;
  fields.delete('trust');
  fields.set('trust_mean', mean);
  conversion.warn('rounded-trust', `trust ${mean} was rounded to ${Math.round(mean)}`, turnNumber);
  return Math.round(mean);
}

/** Takes a label if it is known, by its first item where it is a comma list; an unknown one stays and is reported. */
function takeLabel<Label extends string>(fields: OpenFields, key: string, how: { conversion: Conversion; turnNumber: number; parse: (label: string) => Label | undefined; known: readonly Label[] }): Label | undefined {
  const found = fields.get(key);
  if (found === undefined) return undefined;
  const text = textOf(found);
  const label = text === undefined ? undefined : how.parse(text);
  if (label === undefined) {
    how.conversion.warn('unknown-state-label', `${key} ${JSON.stringify(found)} is none of ${how.known.join(', ')}`, how.turnNumber);
    return undefined;
  }
  fields.delete(key);
  if (text?.includes(',') === true) how.conversion.warn('several-state-labels', `${key} ${JSON.stringify(text)}: the first counts`, how.turnNumber);
  return label;
}
