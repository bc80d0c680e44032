/** @file Minimises a smooth function by L-BFGS (Nocedal and Wright 2006, algorithms 7.4 and 7.5) with a backtracking line search. Deterministic. */

/** The value at `point`; `gradient` is overwritten. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface LbfgsOptions {
  /** Stops once the largest element of the gradient is below it. */
  readonly tolerance: number;
  readonly mostIterations: number;
  /** Pairs of steps and gradient changes that stand for the curvature. */
  readonly memory?: number;
}

export interface LbfgsProgress {
  readonly iteration: number;
  readonly value: number;
  readonly largestGradient: number;
}

export interface Minimum extends LbfgsProgress {
  readonly point: Float64Array;
  readonly hasConverged: boolean;
}

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  /** 1 / (step . change) */
  readonly rho: number;
}

/** Armijo's condition: so much of the promised decrease must come true. */
const sufficientDecrease = 1e-4;
const mostHalvings = 30;

/** Yields after every iteration, so that a caller can look at the clock and stop. */
export function* minimise(evaluate: Objective, start: Float64Array, { tolerance, mostIterations, memory = 10 }: LbfgsOptions): Generator<LbfgsProgress, Minimum> {
  let point = start.slice();
  let gradient = new Float64Array(start.length);
  let value = evaluate(point, gradient);
  const pairs: Pair[] = [];
  for (let iteration = 1; ; iteration++) {
    const largestGradient = largest(gradient);
    if (largestGradient <= tolerance || iteration > mostIterations) return { point, iteration: iteration - 1, value, largestGradient, hasConverged: largestGradient <= tolerance };
    const direction = descent(gradient, pairs);
    const found = lineSearch(evaluate, { point, gradient, value, direction, firstLength: pairs.length === 0 ? Math.min(1, 1 / norm(gradient)) : 1 });
    if (found === undefined) return { point, iteration: iteration - 1, value, largestGradient, hasConverged: false };
    remember(pairs, { step: difference(found.point, point), change: difference(found.gradient, gradient) }, memory);
    ({ point, gradient, value } = found);
    yield { iteration, value, largestGradient };
  }
}

/** -H g by the two-loop recursion. */
function descent(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((one) => -one);
  const factors = pairs.toReversed().map(({ step, change, rho }) => {
    const factor = rho * dot(step, direction);
    addScaled(direction, change, -factor);
    return factor;
  });
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const scale = 1 / (newest.rho * dot(newest.change, newest.change));
    for (const index of direction.keys()) direction[index] = (direction[index] ?? 0) * scale;
  }
  for (const [index, { step, change, rho }] of pairs.entries()) addScaled(direction, step, (factors[pairs.length - 1 - index] ?? 0) - rho * dot(change, direction));
  return direction;
}

interface SearchStart {
  readonly point: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
  readonly direction: Float64Array;
  readonly firstLength: number;
}

function lineSearch(evaluate: Objective, { point, gradient, value, direction, firstLength }: SearchStart): { point: Float64Array<ArrayBuffer>; gradient: Float64Array<ArrayBuffer>; value: number } | undefined {
  const slope = dot(gradient, direction);
  let length = firstLength;
  for (let halving = 0; halving < mostHalvings; halving++, length /= 2) {
    const next = Float64Array.from(point);
    addScaled(next, direction, length);
    const nextGradient = new Float64Array(point.length);
    const nextValue = evaluate(next, nextGradient);
    if (nextValue <= value + sufficientDecrease * length * slope) return { point: next, gradient: nextGradient, value: nextValue };
  }
  return undefined;
}

/** A pair without positive curvature would break the recursion. */
function remember(pairs: Pair[], { step, change }: Omit<Pair, 'rho'>, memory: number): void {
  const curvature = dot(step, change);
  if (curvature <= 1e-12) return;
  pairs.push({ step, change, rho: 1 / curvature });
  if (pairs.length > memory) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}

function addScaled(target: Float64Array, other: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) target[index] = (target[index] ?? 0) + factor * (other[index] ?? 0);
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((one, index) => one - (b[index] ?? 0));
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function largest(a: Float64Array): number {
  return a.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
}
