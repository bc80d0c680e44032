/** @file Comparison with the summaries of the fixtures, in the tolerances that their README names. */
import { expect } from 'vitest';
import type { ExpectedDelta, ExpectedGradient, FixtureCase, Summary } from './fixtures';

/** 1e-4 relative with 1e-5 absolute. `logits` row-major over [batch, positions, vocabulary]; null positions are padding. */
export function expectLogits(logits: readonly number[], { logits: expected }: FixtureCase, vocabulary: number): void {
  const positions = expected.values[0]?.length ?? 0;
  let worst = 0;
  for (const [row, sequence] of expected.values.entries()) {
    for (const [position, values] of sequence.entries()) {
      const own = logits.slice((row * positions + position) * vocabulary, (row * positions + position + 1) * vocabulary);
      for (const [column, value] of values?.entries() ?? []) worst = Math.max(worst, Math.abs((own[column] ?? NaN) - value) - 1e-4 * Math.abs(value));
      const logSumExp = Math.log(own.reduce((sum, logit) => sum + Math.exp(logit), 0));
      if (values !== null) worst = Math.max(worst, Math.abs(logSumExp - (expected.logsumexp[row]?.[position] ?? NaN)) - 1e-4);
    }
  }
  expect(worst).toBeLessThan(1e-5);
}

/** The outputs of a graph named `gradient/...`, by the rest of their names. */
export function gradientsIn(results: ReadonlyMap<string, number[]>): Map<string, number[]> {
  return new Map([...results].flatMap(([name, values]) => (name.startsWith('gradient/') ? [[name.slice('gradient/'.length), values] as const] : [])));
}

/** 1e-3 relative on the norm, 1e-5 of the total on each element shown. Returns what differs, so that one assertion shows it all. */
export function gradientDifferences(gradients: ReadonlyMap<string, readonly number[]>, expected: Readonly<Record<string, ExpectedGradient | null>>, total: number): string[] {
  return Object.entries(expected).flatMap(([name, summary]) => {
    const own = gradients.get(name);
    if (summary === null) return own === undefined ? [] : [`${name}: a gradient where PyTorch has none`];
    if (own === undefined) return [`${name}: no gradient`];
    return summary.noise ? tooLarge(name, own, total) : differences(name, own, { expected: summary, elementTolerance: 1e-5 * total });
  });
}

/** Deltas of parameters after some steps; elements that Adam makes unstable are set to zero and bounded by how far they can move. */
export function deltaDifferences(deltas: ReadonlyMap<string, readonly number[]>, expected: Readonly<Record<string, ExpectedDelta>>, { furthest, noise }: { furthest: number; noise: ReadonlySet<string> }): string[] {
  return Object.entries(expected).flatMap(([name, { delta, unstable }]) => {
    // A parameter that no gradient reaches is not part of the step and stays.
    const own = deltas.get(name)?.slice() ?? Array.from({ length: delta.n }, () => 0);
    const isTooFar = own.some((value) => Math.abs(value) > 1.1 * furthest);
    for (const index of unstable?.flat_indices ?? []) own[index] = 0;
    const summary = unstable?.delta_with_these_set_to_zero ?? delta;
    if (isTooFar) return [`${name}: moved by more than ${furthest}`];
    return noise.has(name) ? [] : differences(name, own, { expected: summary, elementTolerance: 0.01 * furthest });
  });
}

function differences(name: string, own: readonly number[], { expected, elementTolerance }: { expected: Summary; elementTolerance: number }): string[] {
  const norm = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
  const shown = [...expected.first5.entries(), ...expected.largest].map(([index, value]) => Math.abs((own[index] ?? NaN) - value));
  const worst = Math.max(...shown);
  return [
    ...(own.length === expected.n ? [] : [`${name}: ${own.length} elements, expected ${expected.n}`]),
    ...(Math.abs(norm - expected.l2) <= 1e-3 * expected.l2 ? [] : [`${name}: norm ${norm}, expected ${expected.l2}`]),
    ...(worst <= elementTolerance ? [] : [`${name}: an element differs by ${worst}`]),
  ];
}

function tooLarge(name: string, own: readonly number[], total: number): string[] {
  return own.every((value) => Math.abs(value) < 1e-6 * total) ? [] : [`${name}: should be zero but for rounding`];
}
