/** @file What the rules make of a seeker's turn, field by field (spec E-1), and of fields they do not know: by overlap of words. */
import { levelOf, type LabelField } from '#shared/domain/label-schema';
import { countCue, hasCue, isQuestion, wordCount } from './cues';
import { chance, chooseBy, type ScriptedPerson } from './persons';

export interface JudgedTurn {
  readonly text: string;
  /** What the supporter said just before. */
  readonly before: string | null;
  /** How far into the excerpt: 0 at its first turn, 1 at its last. */
  readonly progress: number;
}

/** As a scripted person labels it: the rules, and now and then a seeded departure from them. */
export function personalLabel(field: LabelField, turn: JudgedTurn, { person, sample }: { person: ScriptedPerson; sample: number }): string {
  const usual = usualLabel(field, turn);
  const seed = [person.model, field.id, turn.text, turn.before ?? '', sample] as const;
  if (chance('depart', ...seed) >= person.waywardness) return usual;
  const level = levelOf(field, usual) ?? 1;
  const others = field.scale === 'ordinal' ? [level - 1, level + 1] : field.values.map((_, index) => index + 1).filter((one) => one !== level);
  const labels = others.flatMap((one) => field.values[one - 1]?.value ?? []);
  return labels.length === 0 ? usual : chooseBy(chance('where', ...seed), labels);
}

export function usualLabel(field: LabelField, turn: JudgedTurn): string {
  const value = rules[field.id]?.(turn) ?? closestValue(field, turn.text);
  return field.values.some((one) => one.value === value) ? value : (field.whenUnsure ?? field.values[0]?.value ?? '');
}

const rules: Readonly<Record<string, (turn: JudgedTurn) => string>> = {
  emotionIntensity({ text, progress }) {
    if (hasCue(text, 'extreme')) return '5';
    const weight = countCue(text, 'feeling') + 0.6 * countCue(text, 'strong') + (text.includes('!') ? 0.5 : 0) - 1.2 * countCue(text, 'relief') - 0.8 * progress;
    if (hasCue(text, 'greeting') && wordCount(text) < 8) return '1';
    return String(Math.max(1, Math.min(5, Math.round(2 + weight))));
  },
  behaviour({ text, before }) {
    if (hasCue(text, 'greeting') && wordCount(text) < 8) return 'greeting';
    if (isQuestion(text)) return 'question';
    if ((hasCue(text, 'acknowledgement') || hasCue(text, 'thanks')) && wordCount(text) < 10) return 'acknowledgement';
    if (hasCue(text, 'command')) return 'command';
    if (hasCue(text, 'agreement') || (before !== null && isQuestion(before) && wordCount(text) < 12)) return 'feedback';
    if (hasCue(text, 'feeling') || hasCue(text, 'extreme')) return 'statement-emotion';
    if (hasCue(text, 'opinion')) return 'statement-opinion';
    return wordCount(text) < 3 ? 'others' : 'statement-fact';
  },
  stageOfChange({ text, progress }) {
    if (hasCue(text, 'upkeep')) return 'maintenance';
    if (hasCue(text, 'action') && progress > 0.3) return 'action';
    if (hasCue(text, 'plan') && progress > 0.2) return 'preparation';
    return hasCue(text, 'feeling') || hasCue(text, 'extreme') || hasCue(text, 'opinion') || progress > 0.6 ? 'contemplation' : 'precontemplation';
  },
  reliability: ({ before }) => (before === null ? '3' : fiveLevels((hasCue(before, 'validation') ? 1 : 0) + (wordCount(before) > 25 ? 0.6 : 0) - (hasCue(before, 'dismissal') ? 2 : 0))),
  responseCompetence: ({ before }) => (before === null ? '3' : fiveLevels((hasCue(before, 'advice') ? 0.8 : 0) + (isQuestion(before) ? 0.4 : 0) + (wordCount(before) > 20 ? 0.4 : -0.2) - (hasCue(before, 'dismissal') ? 2 : 0))),
  perceivedUnderstandability: ({ text, before }) => (before === null ? '3' : fiveLevels((hasCue(text, 'agreement') ? 0.7 : 0) + (hasCue(text, 'thanks') ? 1 : 0) + (hasCue(text, 'relief') ? 0.5 : 0) - (hasCue(text, 'rejection') ? 2 : 0))),
};

/** Around the middle of five. */
function fiveLevels(weight: number): string {
  return String(Math.max(1, Math.min(5, Math.round(3 + weight))));
}

/** The value whose title and description share most words with the text; without any, one that the text always gets. */
function closestValue(field: LabelField, text: string): string {
  const said = new Set(text.toLowerCase().match(/\p{L}{4,}/gu));
  const scores = field.values.map(({ value, title, description, aliases }) => ({
    value,
    score: [...new Set(`${title} ${description} ${aliases.join(' ')}`.toLowerCase().match(/\p{L}{4,}/gu))].filter((word) => said.has(word)).length,
  }));
  const best = scores.reduce((first, one) => (one.score > first.score ? one : first));
  return best.score > 0 ? best.value : chooseBy(chance('value', field.id, text), scores).value;
}
