/**
 * @file The record of the ESConv family as a dialogue: {emotion_type, problem_type, situation, survey_score, dialog[...]} in all its published
 * spellings. What has no place in the model is kept in `meta` under its own key, so that an export can write it back.
 */
import type { Dialogue, Survey, Turn } from '#shared/domain/dialogue';
import { fieldsOf, labelFinder, labelTurn, listOf, speakerOf, turnText, withTurns, type Conversion, type FindLabel } from './conversion';
import { describe, isFields, keepRemaining, openFields, remaining, take, takeFirst, takeNumber, takeText, type OpenFields } from './records/fields';

/** Takes what a format adds to a turn out of its fields. */
export type ExtendTurn = (turn: Turn, fields: OpenFields, where: { conversion: Conversion; turnNumber: number }) => void;

/** Keys of the record and of the model. `external_id` is ours: other readers pass it over, and an export comes back as what it was. */
export const describingKeys = [
  ['external_id', 'externalId'],
  ['experience_type', 'experienceType'],
  ['emotion_type', 'emotionType'],
  ['problem_type', 'problemType'],
  ['situation', 'situation'],
] as const;

/** Side and key of a survey score in the record, and its key in the model. */
export const surveyKeys = [
  ['seeker', 'initial_emotion_intensity', 'initialIntensity'],
  ['seeker', 'empathy', 'seekerEmpathy'],
  ['seeker', 'relevance', 'seekerRelevance'],
  ['seeker', 'final_emotion_intensity', 'finalIntensity'],
  ['supporter', 'relevance', 'supporterRelevance'],
] as const;

export function esconvDialogue(value: unknown, conversion: Conversion, extendTurn?: ExtendTurn): Dialogue {
  const fields = openFields(fieldsOf(value, 'the record'));
  const items = listOf(takeFirst(fields, ['dialog', 'dialogue']), '"dialog" list');
  const find = labelFinder(conversion);
  const turns = items.map((item, at) => toTurn(item, { conversion, turnNumber: at + 1, find, extendTurn })).filter((turn) => turn !== undefined);
  const dialogue: Dialogue = { turns: withTurns(turns) };
  for (const [key, name] of describingKeys) {
    const text = takeText(fields, key);
    if (text !== undefined) dialogue[name] = text;
    else if (fields.has(key)) conversion.warn('unreadable-field', `${key} is ${describe(fields.get(key))}`);
  }
  const survey = takeSurvey(fields, conversion);
  if (survey !== undefined) dialogue.survey = survey;
  keepRemaining(dialogue, fields);
  return dialogue;
}

interface TurnPlace {
  readonly conversion: Conversion;
  readonly turnNumber: number;
  readonly find: FindLabel;
  readonly extendTurn: ExtendTurn | undefined;
}

function toTurn(value: unknown, place: TurnPlace): Turn | undefined {
  const { conversion, turnNumber } = place;
  const fields = openFields(fieldsOf(value, `turn ${turnNumber}`));
  const speaker = speakerOf(take(fields, 'speaker'), turnNumber);
  const text = turnText(takeFirst(fields, ['content', 'text']), conversion, turnNumber);
  if (text === undefined) return undefined;
  const turn: Turn = { speaker, text };
  const annotation = isFields(fields.get('annotation')) ? openFields(fieldsOf(take(fields, 'annotation'), 'annotation')) : new Map<string, unknown>();
  if (speaker === 'supporter') {
    const label = takeFirst(annotation, ['strategy']) ?? takeFirst(fields, ['strategy']);
    labelTurn(turn, label, place);
  }
  takeFeedback(turn, annotation.has('feedback') ? annotation : fields, place);
  place.extendTurn?.(turn, fields, place);
  const unread = remaining(annotation);
  if (unread !== undefined) fields.set('annotation', unread);
  keepRemaining(turn, fields);
  return turn;
}

function takeFeedback(turn: Turn, fields: OpenFields, { conversion, turnNumber }: TurnPlace): void {
  const feedback = takeNumber(fields, 'feedback', { min: 1, max: 5, isWhole: true });
  if (feedback !== undefined) turn.feedback = feedback;
  else if (fields.has('feedback')) conversion.warn('unreadable-feedback', `feedback ${JSON.stringify(fields.get('feedback'))} is no whole number from 1 to 5`, turnNumber);
}

function takeSurvey(fields: OpenFields, conversion: Conversion): Survey | undefined {
  const score = fields.get('survey_score');
  if (!isFields(score)) {
    if (score !== undefined) conversion.warn('unreadable-field', `survey_score is ${describe(score)}`);
    return undefined;
  }
  const survey: Survey = {};
  const sides = openFields(score);
  for (const [side, key, name] of surveyKeys) {
    const given = sides.get(side);
    if (!isFields(given)) continue;
    const scores = openFields(given);
    const number = takeNumber(scores, key, { min: 0, max: 5, isWhole: false });
    if (number !== undefined) survey[name] = number;
    else if (scores.has(key)) conversion.warn('unreadable-survey', `${side} ${key} ${JSON.stringify(scores.get(key))} is no number from 0 to 5`);
    sides.set(side, Object.fromEntries(scores));
  }
  for (const [side, scores] of sides) if (isFields(scores) && Object.keys(scores).length === 0) sides.delete(side);
  fields.delete('survey_score');
  const unread = remaining(sides);
  if (unread !== undefined) fields.set('survey_score', unread);
  return Object.keys(survey).length > 0 ? survey : undefined;
}
