/** @file The built-in label schema, and a small one of another kind. */
import { LabelSchema, type LabelField } from '#shared/domain/label-schema';
import esca from '../../../resources/rubrics/esca.json';

export const escaSchema = LabelSchema.parse(esca);

export function escaField(id: string): LabelField {
  const field = escaSchema.fields.find((one) => one.id === id);
  if (field === undefined) throw new Error(`there is no field ${id}`);
  return field;
}

/** Two fields asked for in one pass, none of them ESCA's. */
export const hopeSchema = LabelSchema.parse({
  id: 'hope',
  name: 'Hope',
  version: 1,
  unit: 'seeker-turn',
  fields: [
    {
      id: 'hope',
      title: 'Hope',
      abbreviation: 'Hop',
      scale: 'ordinal',
      rubric: 'How much hope does the seeker show in this turn?',
      values: [
        { value: 'none', title: 'None', description: 'Sees no way.' },
        { value: 'some', title: 'Some', description: 'Thinks it may get better.' },
        { value: 'much', title: 'Much', description: 'Is confident.' },
      ],
    },
    {
      id: 'topic',
      title: 'Topic',
      abbreviation: 'Top',
      scale: 'nominal',
      rubric: 'What is the turn about?',
      values: [
        { value: 'self', title: 'Self', description: 'The seeker.' },
        { value: 'world', title: 'World', description: 'Anything else.' },
      ],
    },
  ],
  passes: [{ id: 'all', title: 'Hope and topic', fields: ['hope', 'topic'] }],
});
