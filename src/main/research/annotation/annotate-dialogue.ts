/**
 * @file The labels of one dialogue (spec E-2): every annotator goes over it in every pass, their votes are counted field by field, an adjudicator
 * decides where they are split, derived fields follow. Equal replies give equal labels whatever order they come in.
 */
import type { LabelledDialogue, LabelledValue } from '#shared/contracts/labels';
import type { Dialogue } from '#shared/domain/dialogue';
import type { CallId } from '#shared/domain/ids';
import type { AnnotationOptions } from '#shared/domain/label-options';
import type { AnnotationPass, LabelField, LabelSchema } from '#shared/domain/label-schema';
import { annotatePass, type PassLabels, type WindowReply } from './annotate-pass';
import { deriveField, type Column } from './derive';
import { disputedPassage, knownLabels, seekerTurns, windowUtterances, type DisputedPassage, type Utterance } from './dialogue-text';
import { noAgreement, sumAgreement, type AgreementSums } from './running-agreement';
import { countVotes, fallbackValue, pairAgreementOf } from './vote';

export interface WindowQuestion {
  readonly annotator: number;
  readonly pass: AnnotationPass;
  readonly fields: readonly LabelField[];
  readonly utterances: readonly Utterance[];
  /** Seeker's turns to label. */
  readonly turns: number;
  /** See AskWindow. */
  readonly sample: number;
}

export interface DisputeQuestion {
  /** Place among all turns. */
  readonly turn: number;
  readonly field: LabelField;
  readonly passage: DisputedPassage;
}

export type DisputeReply = { readonly value: string; readonly rationale: string | null; readonly callId: CallId } | null;

/** Those who are asked. `adjudicator` is absent where there is none; its null: it gave no valid label. */
export interface Panel {
  readonly annotators: readonly string[];
  askWindow(question: WindowQuestion): Promise<WindowReply>;
  readonly adjudicate?: ((question: DisputeQuestion) => Promise<DisputeReply>) | undefined;
}

/** What happened on the way; lists have one number an annotator. */
export interface DialogueTally {
  readonly unread: readonly number[];
  readonly retriedPasses: readonly number[];
  readonly failedPasses: readonly number[];
  /** Of every annotated field, without known labels. */
  readonly agreement: Readonly<Record<string, AgreementSums>>;
}

export type AnnotatedDialogue = Omit<LabelledDialogue, 'dialogueId' | 'state'> & { readonly state: 'labelled' | 'failed'; readonly tally: DialogueTally };

export async function annotateDialogue(dialogue: Dialogue, panel: Panel, { schema, options }: { schema: LabelSchema; options: AnnotationOptions }): Promise<AnnotatedDialogue> {
  const places = seekerTurns(dialogue);
  const rounds = await Promise.all(schema.passes.map((pass) => runPass(dialogue, pass, { panel, schema, options })));
  const columns = await Promise.all(rounds.flatMap((round) => round.fields.map((field) => labelField(dialogue, { field, round, places }, { panel, options }))));
  const derived = schema.derived.map((field) => deriveField(field, { columns, schema, mapping: options.trust.mapping }));
  const all = [...columns, ...derived];
  const inOrder = [...schema.fields, ...schema.derived].flatMap(({ id }) => all.filter((column) => column.field === id));
  const problems = rounds.flatMap(({ pass, results }) => results.flatMap((result, annotator) => problemOf(result, `${panel.annotators[annotator] ?? ''} on ${pass.title.toLowerCase()}`)));
  return {
    state: problems.length === 0 ? 'labelled' : 'failed',
    problems,
    turns: places.map((turn, index) => ({ turn, values: Object.fromEntries(inOrder.flatMap(({ field, values }) => (values[index] === undefined ? [] : [[field, values[index]]]))) })),
    tally: tallyOf(rounds, columns, panel.annotators.length),
  };
}

interface Round {
  readonly pass: AnnotationPass;
  readonly fields: readonly LabelField[];
  /** One an annotator. */
  readonly results: readonly PassLabels[];
}

async function runPass(dialogue: Dialogue, pass: AnnotationPass, { panel, schema, options }: { panel: Panel; schema: LabelSchema; options: AnnotationOptions }): Promise<Round> {
  const fields = pass.fields.flatMap((id) => schema.fields.filter((field) => field.id === id));
  const known = knownOf(dialogue, fields);
  const turns = seekerTurns(dialogue).length;
  const results = panel.annotators.map((_, annotator) =>
    annotatePass(turns, options, (window, sample) => {
      const utterances = windowUtterances(dialogue, window, known);
      return panel.askWindow({ annotator, pass, fields, utterances, turns: window.last - window.first + 1, sample });
    }),
  );
  return { pass, fields, results: await Promise.all(results) };
}

/** What is known of the first field of a pass that the corpus knows something of. */
function knownOf(dialogue: Dialogue, fields: readonly LabelField[]): Map<number, string> {
  const field = fields.find(({ known }) => known !== undefined);
  return field === undefined ? new Map() : knownLabels(dialogue, field);
}

async function labelField(dialogue: Dialogue, at: { field: LabelField; round: Round; places: readonly number[] }, how: { panel: Panel; options: AnnotationOptions }): Promise<Column> {
  const { field, round, places } = at;
  const known = knownLabels(dialogue, field);
  const hasFailed = round.results.some(({ turns }) => turns === null);
  const values = places.map(async (turn, index): Promise<LabelledValue> => {
    const votes = round.results.map(({ turns }, annotator) => ({ annotator, value: turns?.[index]?.labels[field.id] ?? null, callId: turns?.[index]?.callId ?? null }));
    const given = votes.flatMap(({ value }) => (value === null ? [] : [value]));
    const common = { votes, agreement: pairAgreementOf(given), callId: null, rationale: null };
    const knownValue = known.get(index);
    if (knownValue !== undefined) return { ...common, value: knownValue, origin: 'known' };
    if (hasFailed) return { ...common, value: null, origin: 'failed' };
    const outcome = countVotes(given, how.options.annot.majority);
    if (outcome.decided) return { ...common, value: outcome.value, origin: outcome.isUnanimous ? 'unanimous' : 'majority' };
    const passage = disputedPassage(dialogue, turn, how.options.annot.adjContext);
    const reply = (await how.panel.adjudicate?.({ turn, field, passage })) ?? null;
    if (reply !== null) return { ...common, origin: 'adjudicated', ...reply };
    const fallback = fallbackValue(field, given, how.options.annot.adjFail);
    return { ...common, value: fallback, origin: fallback === null ? 'failed' : 'fallback' };
  });
  return { field: field.id, values: await Promise.all(values) };
}

function problemOf(result: PassLabels, who: string): string[] {
  return result.turns === null ? [`No reply of ${who} could be read in ${result.attempts} attempts: ${result.reason ?? 'no reason was given'}.`] : [];
}

function tallyOf(rounds: readonly Round[], columns: readonly Column[], annotators: number): DialogueTally {
  const perAnnotator = (count: (result: PassLabels) => number): number[] =>
    Array.from({ length: annotators }, (_, annotator) => rounds.reduce((sum, { results }) => sum + (results[annotator] === undefined ? 0 : count(results[annotator])), 0));
  const agreementOf = ({ values }: Column): AgreementSums => {
    const voted = values.filter(({ origin, votes }) => origin !== 'known' && votes.every(({ value }) => value !== null));
    return voted.length === 0 ? noAgreement : sumAgreement(voted.map(({ votes }) => votes.flatMap(({ value }) => value ?? [])));
  };
  return {
    unread: perAnnotator(({ unread }) => unread),
    retriedPasses: perAnnotator(({ attempts }) => (attempts > 1 ? 1 : 0)),
    failedPasses: perAnnotator(({ turns }) => (turns === null ? 1 : 0)),
    agreement: Object.fromEntries(columns.map((column) => [column.field, agreementOf(column)])),
  };
}
