/**
 * @file Accuracy as validators judge it: each one's share of right proposals with Wilson's interval, and their mean as the paper reports it
 * (spec E-2), with a bootstrap over items, since all verdicts on one item share its difficulty.
 */
import { createRandom } from '#shared/domain/random';
import { forEachResample, type BootstrapSettings } from '../statistics/bootstrap';
import { percentileInterval, wilsonInterval, type Interval } from '../statistics/interval';

export interface ItemVerdict {
  readonly item: number;
  readonly person: number;
  readonly isRight: boolean;
}

export interface SharedCount {
  readonly right: number;
  readonly of: number;
  readonly share: number | null;
  readonly ci: Interval | null;
}

export interface MeanAccuracy {
  /** Null where nobody judged anything. */
  readonly mean: number | null;
  readonly ci: Interval | null;
  readonly people: ReadonlyMap<number, SharedCount>;
}

export function shareOf(right: number, of: number, level: number): SharedCount {
  return { right, of, share: of === 0 ? null : right / of, ci: wilsonInterval(right, of, level) };
}

export function meanAccuracy(verdicts: readonly ItemVerdict[], bootstrap: BootstrapSettings): MeanAccuracy {
  const byPerson = Map.groupBy(verdicts, ({ person }) => person);
  const people = new Map([...byPerson].map(([person, own]) => [person, shareOf(own.filter(({ isRight }) => isRight).length, own.length, bootstrap.level)]));
  if (verdicts.length === 0) return { mean: null, ci: null, people };
  const mean = [...people.values()].reduce((sum, { share }) => sum + (share ?? 0), 0) / people.size;
  return { mean, ci: resampledMean(verdicts, bootstrap), people };
}

function resampledMean(verdicts: readonly ItemVerdict[], bootstrap: BootstrapSettings): Interval | null {
  const people = [...new Set(verdicts.map(({ person }) => person))];
  const columnOf = new Map(people.map((person, column) => [person, column]));
  const items = [...Map.groupBy(verdicts, ({ item }) => item).values()].map((own) => own.map(({ person, isRight }) => ({ column: columnOf.get(person) ?? 0, right: isRight ? 1 : 0 })));
  const random = createRandom(bootstrap.seed);
  const right = new Float64Array(people.length);
  const judged = new Float64Array(people.length);
  const means: number[] = [];
  forEachResample(bootstrap, () => {
    right.fill(0);
    judged.fill(0);
    for (let draw = 0; draw < items.length; draw++) {
      for (const verdict of items[random.integer(items.length)] ?? []) {
        right[verdict.column] = (right[verdict.column] ?? 0) + verdict.right;
        judged[verdict.column] = (judged[verdict.column] ?? 0) + 1;
      }
    }
    const shares = Array.from(judged, (count, column) => (count === 0 ? null : (right[column] ?? 0) / count)).filter((share) => share !== null);
    if (shares.length > 0) means.push(shares.reduce((sum, share) => sum + share, 0) / shares.length);
  });
  return percentileInterval(Float64Array.from(means), bootstrap.level);
}
