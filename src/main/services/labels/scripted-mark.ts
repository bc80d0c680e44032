/** @file How dialogues say that their labels came from scripted stand-ins, in a format that has no place for it: by a field of their own that travels along. */
import type { Dialogue } from '#shared/domain/dialogue';

const field = 'labels_from';
const mark = 'scripted stand-ins for language models';

export function markScripted(dialogue: Dialogue): Dialogue {
  return { ...dialogue, meta: { ...dialogue.meta, [field]: mark } };
}

export function isMarkedScripted({ meta }: Pick<Dialogue, 'meta'>): boolean {
  return meta?.[field] === mark;
}
