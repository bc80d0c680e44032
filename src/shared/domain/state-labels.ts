/** @file The seeker's state as ESCA labels it (spec E-1): four aspects, trust being built from three dimensions. */
import { z } from 'zod';

/** Index order of the dialogue behaviours, used by classifiers and exports. */
export const behaviours = ['greeting', 'question', 'feedback', 'statement-fact', 'statement-opinion', 'statement-emotion', 'command', 'acknowledgement', 'others'] as const;
/** Stages of change of the Transtheoretical Model, earliest first. */
export const stagesOfChange = ['precontemplation', 'contemplation', 'preparation', 'action', 'maintenance'] as const;

const degree = z.int().min(1).max(5);

export const SeekerState = z.object({
  /** 1 barely perceptible .. 5 extreme; negative emotion, so higher is worse. */
  emotionIntensity: degree.optional(),
  behaviour: z.enum(behaviours).optional(),
  stageOfChange: z.enum(stagesOfChange).optional(),
  reliability: degree.optional(),
  responseCompetence: degree.optional(),
  perceivedUnderstandability: degree.optional(),
  /** Degree mapped from the three dimensions above; 1 none .. 5 full. */
  trust: degree.optional(),
});
export type SeekerState = z.output<typeof SeekerState>;

const behaviourAliases: Readonly<Record<string, string>> = {
  'statement-agreement': 'feedback',
  agreement: 'feedback',
  answer: 'feedback',
  disagreement: 'feedback',
  other: 'others',
  acknowledgment: 'acknowledgement',
};

/** Reads a behaviour label as published files spell it (spec 1.2): case, aliases, first item of a comma list. */
export function parseBehaviour(label: string): SeekerState['behaviour'] | undefined {
  const first = (label.split(',')[0] ?? '').trim().toLowerCase();
  const name = behaviourAliases[first] ?? first;
  return behaviours.find((one) => one === name);
}

export function parseStageOfChange(label: string): SeekerState['stageOfChange'] | undefined {
  const name = (label.split(',')[0] ?? '').trim().toLowerCase();
  return stagesOfChange.find((one) => one === name);
}
