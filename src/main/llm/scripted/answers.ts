/** @file How a scripted person answers each role, from its slots alone: the same slots, person and sample give the same text. */
import type { Json } from '#shared/domain/json';
import type { LabelField } from '#shared/domain/label-schema';
import { hasCue, isQuestion } from './cues';
import { type JudgedTurn, personalLabel, usualLabel } from './labels';
import { chance, chooseBy, type ScriptedPerson } from './persons';
import { seekerSentence, strategyGroup, supporterSentence } from './speech';

interface Utterance {
  readonly speaker: 'seeker' | 'supporter';
  readonly text: string;
  readonly known?: Readonly<Record<string, string>>;
}

interface AllSlots {
  readonly utterances: readonly Utterance[];
  readonly fields: readonly LabelField[];
  readonly field: LabelField;
  readonly context: readonly Utterance[];
  readonly current: Utterance;
  readonly proposals: readonly string[];
  readonly history: readonly Utterance[];
  readonly strategy: { readonly name: string } | null;
  readonly reply: string;
}

interface Asked {
  readonly person: ScriptedPerson;
  readonly slots: AllSlots;
  readonly sample: number;
}

/** What stands in for a language model asked for `role`. The slots are those of the role's own schema. */
export function scriptedAnswer(role: string, asked: { person: ScriptedPerson; slots: Readonly<Record<string, Json>>; sample: number }): string {
  const answer = answers[role];
  if (answer === undefined) throw new Error(`no scripted answer for the role ${role}`);
  return answer({ ...asked, slots: asked.slots as unknown as AllSlots });
}

const answers: Readonly<Record<string, (asked: Asked) => string>> = {
  'annotate-emotion': labelLines,
  'annotate-behaviour-stage': labelLines,
  'annotate-trust': labelLines,
  'annotate-labels': labelLines,
  'state-extract': labelLines,
  adjudicate: ({ slots: { field, context, current, proposals } }) => {
    const label = usualLabel(field, { text: current.text, before: lastOf(context, 'supporter'), progress: 0.5 });
    return `Label: ${proposals.length === 0 || proposals.includes(label) ? label : proposals[0]}`;
  },
  seeker: ({ slots: { history }, person, sample }) => seekerSentence(countOf(history, 'seeker'), seedOf(history, person, sample)),
  supporter: ({ slots: { history, strategy }, person, sample }) => supporterSentence(strategy?.name ?? 'Others', seedOf(history, person, sample)),
  'goal-judge': ({ slots: { utterances }, person, sample }) => {
    const last = lastOf(utterances, 'seeker') ?? '';
    const mood = (hasCue(last, 'relief') ? 2 : 0) + (hasCue(last, 'plan') ? 0.6 : 0) - (hasCue(last, 'extreme') || hasCue(last, 'rejection') ? 2 : 0) + chance('mood', seedOf(utterances, person, sample)) - 0.5;
    if (mood < -1) return 'No, the seeker feels worse.';
    if (mood < 0.4) return 'No, the seeker feels the same.';
    return mood < 2.1 ? 'No, but the seeker feels better.' : "Yes, the seeker's issue has been solved.";
  },
  'strategy-judge': ({ slots: { strategy, reply }, person, sample }) => {
    const group = strategyGroup(strategy?.name ?? '');
    const follows = group === 'question' ? isQuestion(reply) : group === 'suggestion' ? hasCue(reply, 'advice') : group === 'reflection' ? hasCue(reply, 'validation') || hasCue(reply, 'feeling') : !isQuestion(reply);
    const luck = chance('follows', person.model, strategy?.name ?? '', reply, sample);
    return follows ? chooseBy(luck, ['Following well', 'Following well', 'Following well', 'Following poorly']) : chooseBy(luck, ['Not following', 'Not following', 'Following poorly']);
  },
  'connection-test': ({ person }) => `Hello from ${person.model}: rules, not a language model.`,
};

function labelLines({ slots: { utterances, fields }, person, sample }: Asked): string {
  const turns = judgedTurns(utterances);
  return turns
    .map((turn, index) => {
      const labels = fields.map((field) => turn.known[field.id] ?? personalLabel(field, turn, { person, sample }));
      return `${turn.text} (${index + 1}): ${labels.join(', ')}`;
    })
    .join('\n');
}

function judgedTurns(utterances: readonly Utterance[]): (JudgedTurn & { readonly known: Readonly<Record<string, string>> })[] {
  return utterances.flatMap(({ speaker, text, known }, index) =>
    speaker === 'seeker' ? [{ text, before: lastOf(utterances.slice(0, index), 'supporter'), progress: utterances.length === 1 ? 0 : index / (utterances.length - 1), known: known ?? {} }] : [],
  );
}

function lastOf(utterances: readonly Utterance[], speaker: Utterance['speaker']): string | null {
  return utterances.findLast((one) => one.speaker === speaker)?.text ?? null;
}

function countOf(utterances: readonly Utterance[], speaker: Utterance['speaker']): number {
  return utterances.filter((one) => one.speaker === speaker).length;
}

function seedOf(utterances: readonly Utterance[], person: ScriptedPerson, sample: number): string {
  return JSON.stringify([person.model, sample, utterances.map(({ text }) => text)]);
}
