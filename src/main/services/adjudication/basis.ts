/** @file What a gold value rested on when it was decided, and how that differs from now. Pure. */
import { z } from 'zod';
import type { Among } from '#shared/contracts/adjudication';
import { PersonId } from '#shared/domain/ids';
import { Verdict, type Proposals } from '#shared/domain/review/decisions';
import type { Answer } from '../../store/review-figures';

const Basis = z.object({
  answers: z.array(z.object({ personId: PersonId, verdict: Verdict, value: z.string().nullable() })).default([]),
  proposed: z.string().nullable().default(null),
  /** Whose votes counted; only of accepted values does it matter. */
  among: z.enum(['people', 'peopleAndModels']).default('people'),
});
export type Basis = z.output<typeof Basis>;

export function basisOf({ proposals }: { proposals: Proposals }, field: string, { answers, among }: { answers: readonly Answer[]; among: Among }): Basis {
  return { answers: answers.map(({ personId, verdict, value }) => ({ personId, verdict, value })), proposed: proposals[field]?.value ?? null, among };
}

export function readBasis(stored: string): Basis {
  return Basis.parse(JSON.parse(stored));
}

/** A sentence for each thing that was said otherwise when gold was decided. */
export function changesSince(stored: string, now: Basis, nameOf: (id: PersonId) => string): string[] {
  const then = readBasis(stored);
  const before = new Map(then.answers.map((answer) => [answer.personId, answer]));
  const after = new Map(now.answers.map((answer) => [answer.personId, answer]));
  const people = [...new Set([...before.keys(), ...after.keys()])];
  const changed = people.flatMap((id) => {
    const [old, current] = [before.get(id), after.get(id)];
    if (old === undefined) return current === undefined ? [] : [`${nameOf(id)} has answered since: ${spoken(current)}`];
    if (current === undefined) return [`${nameOf(id)} has taken back: ${spoken(old)}`];
    return spoken(old) === spoken(current) ? [] : [`${nameOf(id)} said ${spoken(old)}, and says ${spoken(current)} now`];
  });
  if (then.proposed !== now.proposed) changed.push(`The proposal was ${then.proposed ?? 'none'} and is ${now.proposed ?? 'none'} now`);
  return changed;
}

function spoken({ verdict, value }: Basis['answers'][number]): string {
  return verdict === 'skipped' ? 'nothing' : (value ?? 'that the proposal is wrong');
}
