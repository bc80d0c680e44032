/** @file Slots for looking at a template without a dialogue: a short window in own words, and fields of the built-in label schema. */
import { LabelSchema, type LabelField } from '#shared/domain/label-schema';
import esca from '../../../../resources/rubrics/esca.json';

export const exampleTurn = { speaker: 'seeker' as const, text: 'Six weeks. I think I should call the housing office tomorrow.' };

export const exampleWindow = [
  { speaker: 'seeker' as const, text: 'Hi, is anybody there?' },
  { speaker: 'supporter' as const, text: 'Hello! Yes, I am here. What brings you here today?', strategy: 'Question' },
  { speaker: 'seeker' as const, text: 'My landlord gave me notice and I have no idea where to go. I cannot stop shaking.', known: { emotionIntensity: '4' } },
  { speaker: 'supporter' as const, text: 'That would frighten anyone. How long do you have?', strategy: 'Reflection of feelings' },
  exampleTurn,
];

export function exampleField(id: string): LabelField {
  const [field] = exampleFields([id]);
  if (field === undefined) throw new Error(`the built-in label schema has no field ${id}`);
  return field;
}

export function exampleFields(ids: readonly string[]): LabelField[] {
  const { fields } = LabelSchema.parse(esca);
  return ids.flatMap((id) => fields.find((field) => field.id === id) ?? []);
}
