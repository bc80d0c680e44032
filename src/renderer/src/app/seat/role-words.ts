/** @file What the roles are called and what each may do, in one line. */
import type { Person } from '#shared/contracts/people';

export const roleWords: Readonly<Record<Person['role'], { word: string; help: string }>> = {
  researcher: { word: 'Researcher', help: 'May do everything.' },
  annotator: { word: 'Annotator', help: 'Sees the campaigns they have items in, and nothing else.' },
  evaluator: { word: 'Evaluator', help: 'Compares replies in studies, and sees nothing else.' },
};
