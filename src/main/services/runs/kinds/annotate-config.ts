/** @file The configuration of an annotation run: what to label, by whom, under which options; the profiles, and why an option is as it is (spec part 9). */
import { z } from 'zod';
import { CorpusRef } from '#shared/contracts/corpora';
import { EndpointRef } from '#shared/contracts/endpoints';
import { LabelSetName } from '#shared/contracts/labels';
import { AnnotationOptions } from '#shared/domain/label-options';
import { escaSchemaId, LabelSchemaId } from '#shared/domain/label-schema';
import { Budget } from '#shared/domain/role-requests';
import type { RunKind } from '../run-kind';

export const AnnotateConfig = AnnotationOptions.extend({
  corpus: CorpusRef.meta({ picks: 'corpus', title: 'Corpus', description: 'The dialogues to label.' }),
  split: z.string().min(1).optional().meta({ picks: 'split', title: 'Split', description: 'Name of a split of the corpus; with a part but no split, the newest one.' }),
  part: z.string().min(1).optional().meta({ picks: 'part', title: 'Part', description: 'Only the dialogues of this part, such as test.' }),
  limit: z.int().positive().optional().meta({ title: 'Number of dialogues', description: 'Only so many dialogues, drawn at random with the sampling seed.' }),
  sampleSeed: z.int().min(0).max(0xffff_ffff).default(13).meta({ title: 'Sampling seed', description: 'Equal seeds draw equal dialogues.' }),
  schema: LabelSchemaId.default(escaSchemaId).meta({ picks: 'label-schema', title: 'Label schema', description: 'What is labelled, on which scales, by which rubric.' }),
  annotators: z.array(EndpointRef).min(2, 'two annotators are needed at least').max(15, 'there are 15 annotators at most').meta({ picks: 'endpoints', title: 'Annotators', description: 'Endpoints whose labels are voted on; two at least.' }),
  adjudicator: EndpointRef.optional().meta({ picks: 'endpoint', title: 'Adjudicator', description: 'The endpoint that decides where the annotators are split. Without one, the fallback decides.' }),
  name: LabelSetName.optional().meta({ title: 'Name of the label set', description: 'Made of schema and annotators where it is left out.' }),
  concurrency: z.int().min(1).max(1_024).default(32).meta({ title: 'Questions at a time', description: "Over all endpoints, those that wait for one included; each endpoint's own limit holds as well. More than all limits together keeps every endpoint busy." }),
  budget: Budget.default({}).meta({ title: 'Caps', description: 'The run pauses before it would use up more, and can go on when they are raised.' }),
}).refine(({ window, step }) => step <= window, { path: ['step'], message: 'the step is at most the window: otherwise turns between two windows get no label' });
export type AnnotateConfig = z.output<typeof AnnotateConfig>;

const paper = {
  window: 4,
  step: 2,
  attempts: 5,
  replyAttempts: 1,
  'trust.mapping': 'round',
  'annot.uMeaning': 'feelsUnderstood',
  'annot.padMissing': 'none',
  'annot.majority': 'plurality',
  'annot.adjFail': 'medianOrFirst',
  'annot.adjContext': 'previous',
  'annot.adjAttempts': 3,
  'kappa.trust': 'meanOfDims',
} as const;

export const annotateProfiles: RunKind['profiles'] = {
  paper,
  'authors-code': { ...paper, 'trust.mapping': 'floor', 'annot.uMeaning': 'understandsAdvice', 'annot.padMissing': '2' },
  recommended: { ...paper, replyAttempts: 2 },
};

export const annotateDecisions: RunKind['decisions'] = {
  window: { decision: 'Windows of 4 turns that move by 2.', why: "The paper's appendix and the published main loop agree on 4 and 2; the function's defaults of 8 and 4 are never used." },
  step: { decision: 'Windows move by 2 turns.', why: 'As with the window: appendix and main loop.' },
  attempts: { decision: 'Five attempts with smaller and smaller windows, then the pass has failed.', why: 'The published code returns nothing after five attempts and goes on; here the failure is a state of its own and is counted.' },
  replyAttempts: { decision: 'A window is asked twice before the dialogue is tried again.', why: 'A reply in the wrong form is mostly a slip; telling the model what was wrong is cheaper than labelling the whole dialogue again. The paper and the published code ask once.' },
  'trust.mapping': { decision: 'D-1: the mean of the three dimensions is rounded.', why: 'The paper says only that the mean is converted, and the function is not published; elsewhere the code cuts the mean off. The mean of three whole numbers never lies between two degrees, so rounding is well defined.' },
  'annot.uMeaning': { decision: 'D-2: perceived understandability asks whether the seeker feels understood.', why: "The paper's rubric says so; the published adjudicator asks whether the seeker understands the advice." },
  'annot.padMissing': { decision: 'Missing intensities are asked for again.', why: 'The published code fills them with 2, which are labels that nobody gave.' },
  'annot.majority': { decision: 'The value that most annotators gave, at least two of them.', why: 'For three annotators this is the majority of the paper; it also suits any other number.' },
  'annot.adjFail': { decision: 'The median of ordinal labels, the first annotator of nominal ones.', why: 'The published code leaves it open; the median is the value nearest to all votes. Such labels are counted and can be listed.' },
  'annot.adjContext': { decision: 'The adjudicator sees three utterances before the turn.', why: "The published code gives those; its comment promises the next one too. What follows can give away how the seeker took the reply." },
  'kappa.trust': { decision: "D-3: agreement on trust is the mean of the dimensions' coefficients.", why: 'The paper does not say whether its 0.33 is over dimensions or degrees. Annotators give dimensions, so agreement on them is what was observed.' },
};
