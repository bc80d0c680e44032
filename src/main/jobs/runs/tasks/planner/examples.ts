/** @file The dialogues of a planner run: fetched from the parent, made into samples, and samples into token sequences. */
import { AppError } from '#shared/contracts/errors';
import { aspectRows } from '#shared/domain/planner';
import type { Tokenizer } from '../../../../engine/checkpoint/tokenizer';
import type { PlannerExample } from '../../../../engine/models/planner-model';
import type { PlannerSettings } from '../../../../engine/models/planner-folder';
import { fitUtterances, utteranceText, type Sequence, type TokenisedUtterance } from '../../../../research/planner/history';
import { buildSamples, type LeftOut, type PlannerDialogue, type PlannerSample, type PlannerTurn } from '../../../../research/planner/samples';
import type { RunLink } from '../../run-task';
import { plannerParts, type DialoguesAnswer, type DialoguesQuestion, type PlannerPart, type PlannerTaskInput } from './input';

export type PlannerData = { readonly [Part in PlannerPart]: PartData };

export interface PartData {
  readonly dialogues: number;
  readonly samples: readonly PlannerSample[];
  readonly leftOut: LeftOut;
}

export async function fetchData({ config: { data } }: PlannerTaskInput, run: RunLink): Promise<PlannerData> {
  const fetched = new Map<PlannerPart, PartData>();
  for (const part of plannerParts) {
    const dialogues = await fetchDialogues(part, run);
    const { samples, leftOut } = buildSamples(dialogues, { needsState: data.states !== 'none', skipsAfterSupporter: part === 'test' && data.testSkipsAfterSupporter });
    run.log('info', `${part}: ${dialogues.length} dialogues, ${samples.length} examples. Left out: ${describeLeftOut(leftOut)}.`);
    if (samples.length === 0) throw new AppError('INVALID_INPUT', `The part ${part} has ${dialogues.length} dialogues and no example: ${describeLeftOut(leftOut)}. Choose another split, corpus or label set.`);
    fetched.set(part, { dialogues: dialogues.length, samples, leftOut });
  }
  return Object.fromEntries(fetched) as PlannerData;
}

export type EncodedSample = Sequence & Pick<PlannerExample, 'levels'>;

/** A sample as the network reads it. Texts are tokenised once each: the histories of a dialogue share them. */
export function encoderOf(tokenizer: Tokenizer, settings: Pick<PlannerSettings, 'tokens' | 'maxTokens' | 'text' | 'head'>): (sample: Pick<PlannerSample, 'history' | 'state'>) => EncodedSample {
  const { tokens, maxTokens, text, head } = settings;
  const known = new WeakMap<PlannerTurn, TokenisedUtterance>();
  const tokenised = (turn: PlannerTurn, place: number): TokenisedUtterance => {
    const utterance = known.get(turn) ?? { tokenIds: tokenizer.encode(utteranceText(turn, place, text), { addsSpecialTokens: false }).ids, type: turn.speaker === 'seeker' ? 0 : 1 };
    known.set(turn, utterance);
    return utterance;
  };
  const frame = { maxTokens, beginId: tokens.begin, endId: tokens.end ?? undefined };
  return ({ history, state }) => {
    if (head.aspects.length > 0 && state === undefined) throw new AppError('INVALID_INPUT', 'This planner needs the seeker’s state; give emotion intensity, trust, stage of change and behaviour.');
    return { ...fitUtterances(history.map(tokenised), frame), levels: head.aspects.length === 0 || state === undefined ? [] : aspectRows(state) };
  };
}

async function fetchDialogues(part: PlannerPart, run: RunLink): Promise<readonly PlannerDialogue[]> {
  const dialogues: PlannerDialogue[] = [];
  for (let after: number | null = -1; after !== null; ) {
    run.signal.throwIfAborted();
    const question: DialoguesQuestion = { kind: 'planner-dialogues', part, after };
    const page: DialoguesAnswer = await run.ask<DialoguesAnswer>(question);
    dialogues.push(...page.dialogues);
    after = page.after;
    run.progress({ done: dialogues.length, unit: 'dialogues', note: `reading the ${part} part` });
  }
  return dialogues;
}

const reasons: { readonly [R in keyof LeftOut]: string } = {
  withoutStrategy: 'without a strategy',
  beforeSeeker: 'before the seeker spoke',
  withoutState: 'without a state',
  afterSupporter: 'after another supporter turn',
};

function describeLeftOut(leftOut: LeftOut): string {
  const said = (Object.keys(reasons) as (keyof LeftOut)[]).filter((reason) => leftOut[reason] > 0).map((reason) => `${leftOut[reason]} ${reasons[reason]}`);
  return said.length === 0 ? 'nothing' : said.join(', ');
}
