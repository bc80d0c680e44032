/** @file Who gets which items, and in what order: balanced loads, repeats at a distance, gold checks in between. Pure and seeded. */
import { createRandom, shuffled, type Random } from '#shared/domain/random';

export interface QueuePlace {
  /** Index of a sampled item, or of a gold check. */
  readonly index: number;
  readonly kind: 'item' | 'repeat' | 'goldCheck';
}

export interface QueueOptions {
  readonly order: 'shuffled' | 'dialogue';
  readonly repeats: { readonly share: number; readonly distance: number } | null;
  readonly goldChecks: number;
}

/**
 * Items of every person, ascending. Each item goes to the `perItem` people with the fewest so far, which keeps loads within one of each other;
 * among equals those who share the fewest items with the ones chosen come first, so that all pairs can be compared, then chance decides.
 */
export function assignItems(items: number, options: { people: number; perItem: number; seed: number }): number[][] {
  const { people, perItem, seed } = options;
  if (perItem > people) throw new RangeError(`${perItem} people an item, but only ${people} people`);
  const random = createRandom(seed);
  const queues = Array.from({ length: people }, (): number[] => []);
  const together = Array.from({ length: people }, () => new Int32Array(people));
  for (const item of shuffled(Array.from({ length: items }, (_, index) => index), random)) {
    const chosen: number[] = [];
    while (chosen.length < perItem) chosen.push(nextPerson(queues, { chosen, together, random }));
    for (const person of chosen) {
      queues[person]?.push(item);
      for (const other of chosen) if (other !== person) addOne(together[person], other);
    }
  }
  return queues.map((queue) => queue.toSorted((a, b) => a - b));
}

/**
 * One person's queue. Repeats are drawn from items early enough to come again after `distance` others; where a queue is too short for that, from
 * its first half, as far behind as it allows. Gold checks are spread evenly with a seeded jitter.
 */
export function orderQueue(items: readonly number[], options: QueueOptions, seed: number): QueuePlace[] {
  const random = createRandom(seed);
  const order = options.order === 'dialogue' ? [...items] : shuffled(items, random);
  const places = order.map((index, key): KeyedPlace => ({ key, place: { index, kind: 'item' } }));
  const all = [...places, ...repeatPlaces(order, options.repeats, random), ...goldPlaces(order.length, options.goldChecks, random)];
  return all.toSorted((a, b) => a.key - b.key).map(({ place }) => place);
}

interface KeyedPlace {
  readonly key: number;
  readonly place: QueuePlace;
}

function nextPerson(queues: readonly (readonly number[])[], { chosen, together, random }: { chosen: readonly number[]; together: readonly Int32Array[]; random: Random }): number {
  let best: { person: number; load: number; shared: number; draw: number } | null = null;
  for (const [person, queue] of queues.entries()) {
    if (chosen.includes(person)) continue;
    const shared = chosen.reduce((sum, other) => sum + (together[person]?.[other] ?? 0), 0);
    const candidate = { person, load: queue.length, shared, draw: random.next() };
    if (best === null || candidate.load - best.load < 0 || (candidate.load === best.load && (shared - best.shared < 0 || (shared === best.shared && candidate.draw < best.draw)))) best = candidate;
  }
  if (best === null) throw new RangeError('there are fewer people than an item needs');
  return best.person;
}

function addOne(counts: Int32Array | undefined, index: number): void {
  if (counts !== undefined) counts[index] = (counts[index] ?? 0) + 1;
}

/** Keys between the whole numbers of the items: anything put in between only lengthens the distance. */
function repeatPlaces(order: readonly number[], repeats: QueueOptions['repeats'], random: Random): KeyedPlace[] {
  if (repeats === null) return [];
  const count = Math.round(order.length * repeats.share);
  const distance = Math.min(repeats.distance, Math.ceil(order.length / 2));
  const early = order.slice(0, order.length - distance).map((index, position) => ({ index, position }));
  return shuffled(early, random)
    .slice(0, count)
    .map(({ index, position }) => ({ key: position + distance + 0.25 + random.next() * 0.5 + random.integer(order.length - position - distance), place: { index, kind: 'repeat' } }));
}

function goldPlaces(items: number, count: number, random: Random): KeyedPlace[] {
  const order = shuffled(Array.from({ length: count }, (_, index) => index), random);
  return order.map((index, turn) => ({ key: ((turn + random.next()) * items) / count - 0.5, place: { index, kind: 'goldCheck' } }));
}
