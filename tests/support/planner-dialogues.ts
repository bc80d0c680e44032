/** @file Small dialogues in which the strategy follows from what the seeker says and from the seeker's state, so that a planner can learn something. */
import type { Dialogue } from '#shared/domain/dialogue';
import { createRandom } from '#shared/domain/random';

const plans = [
  { words: 'I do not know why this happens to me', strategy: 'Question', emotionIntensity: 3, stageOfChange: 'precontemplation' },
  { words: 'I feel so sad and alone', strategy: 'Reflection of feelings', emotionIntensity: 5, stageOfChange: 'contemplation' },
  { words: 'what could I try now', strategy: 'Providing Suggestions', emotionIntensity: 2, stageOfChange: 'preparation' },
  { words: 'thank you and goodbye', strategy: 'Others', emotionIntensity: 1, stageOfChange: 'action' },
] as const;

/** Every seeker turn has a state. */
export function planDialogues(count: number, seed: number): Dialogue[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, index) => ({
    externalId: `plan-${seed}-${index}`,
    situation: 'Something worries me.',
    turns: Array.from({ length: 3 }, () => plans[random.integer(plans.length)] ?? plans[0]).flatMap(({ words, strategy, emotionIntensity, stageOfChange }, place) => [
      { speaker: 'seeker' as const, text: `${words} ${index} ${place}`, state: { emotionIntensity, stageOfChange, trust: 3, behaviour: 'statement-emotion' as const } },
      { speaker: 'supporter' as const, text: 'I hear you.', strategy },
    ]),
  }));
}
