/** @file The seed field: a whole number as typed. Pure. */
import { Seed } from '#shared/domain/runs/sweep-plan';

/** Null where the text is a seed. */
export function seedProblem(text: string): string | null {
  if (text.trim() === '') return 'a seed is needed';
  return Seed.safeParse(Number(text)).error?.issues[0]?.message ?? null;
}
