/**
 * @file How state labels are made and compared: the options of spec E-2, under the names of its register, each with what it means. Knows
 * neither corpora nor endpoints; a run's configuration adds those.
 */
import { z } from 'zod';

/** From the mean of several levels to one (decision D-1). */
export const TrustMapping = z.enum(['round', 'equalWidthBins', 'floor']);
export type TrustMapping = z.output<typeof TrustMapping>;

/** On what agreement over a derived field is computed (decision D-3). */
export const TrustAgreement = z.enum(['meanOfDims', 'degree', 'pooledDims']);
export type TrustAgreement = z.output<typeof TrustAgreement>;

/** Which value annotators agree on. */
export const Majority = z.enum(['plurality', 'absolute']);
export type Majority = z.output<typeof Majority>;

/** What a value becomes when no adjudicator could decide. */
export const AdjudicationFallback = z.enum(['medianOrFirst', 'first', 'none']);
export type AdjudicationFallback = z.output<typeof AdjudicationFallback>;

const annot = z
  .object({
    uMeaning: z.enum(['feelsUnderstood', 'understandsAdvice']).default('feelsUnderstood').meta({ title: 'Perceived understandability', description: 'Whether it asks if the seeker feels understood (the rubric), or if the seeker understands the advice (the adjudicator of the published code).' }),
    padMissing: z.enum(['none', '2']).default('none').meta({ title: 'Missing intensities', description: 'What a window gives that comes back with too few intensities: nothing, so that it is asked again, or 2 for each that is missing, as the published code does.' }),
    majority: Majority.default('plurality').meta({ title: 'Majority', description: 'plurality: the value most annotators gave, at least two of them. absolute: the value more than half of them gave. Anything else is adjudicated.' }),
    adjFail: AdjudicationFallback.default('medianOrFirst').meta({ title: 'Without an adjudication', description: "What stands where the adjudicator gives no valid label: the median of an ordinal field and the first annotator's label of a nominal one, always the first annotator's, or no label." }),
    adjContext: z.enum(['previous', 'previousAndNext']).default('previous').meta({ title: "Adjudicator's context", description: 'The utterances around the disputed one that the adjudicator sees: three before it, or also the one after it.' }),
    adjAttempts: z.int().min(1).max(10).default(3).meta({ title: "Adjudicator's attempts", description: 'How often the adjudicator is asked before the fallback.' }),
  })
  .meta({ title: 'Annotation' });

export const AnnotationOptions = z.object({
  window: z.int().min(1).max(64).default(4).meta({ title: 'Window', description: "Seeker's turns that are labelled in one question." }),
  step: z.int().min(1).max(64).default(2).meta({ title: 'Step', description: 'How many turns further the next window begins. What two windows share is labelled by the first.' }),
  attempts: z.int().min(1).max(10).default(5).meta({ title: 'Attempts', description: 'How often an annotator is asked about a dialogue, with smaller and smaller windows, before it counts as failed.' }),
  replyAttempts: z.int().min(1).max(10).default(2).meta({ title: 'Attempts at a window', description: 'How often a window is asked before the dialogue is tried again with smaller windows.' }),
  trust: z
    .object({ mapping: TrustMapping.default('round').meta({ title: 'Degree of trust', description: 'How the mean of the three dimensions becomes one of five degrees: rounded, by bins of equal width, or cut off.' }) })
    .prefault({})
    .meta({ title: 'Trust' }),
  annot: annot.prefault({}),
  kappa: z
    .object({ trust: TrustAgreement.default('meanOfDims').meta({ title: 'Agreement on trust', description: 'meanOfDims: the mean of the coefficients of the dimensions. degree: over the degrees that each annotator would have given. pooledDims: the ratings of all dimensions as one table.' }) })
    .prefault({})
    .meta({ title: 'Agreement' }),
});
export type AnnotationOptions = z.output<typeof AnnotationOptions>;
