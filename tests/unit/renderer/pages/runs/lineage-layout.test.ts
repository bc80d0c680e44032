/** @file The drawing of a lineage: causes stand left of what came of them, and no two nodes on one place. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Lineage } from '#shared/contracts/run-results';
import { lineageLayout } from '../../../../../src/renderer/src/pages/runs/page/lineage-layout';

function graph(size: number, joins: readonly (readonly [number, number])[]): Pick<Lineage, 'nodes' | 'edges'> {
  return {
    nodes: Array.from({ length: size }, (_, id) => ({ key: `run:${id}`, kind: 'run' as const, id, name: `Run ${id}` })),
    edges: joins.map(([from, to]) => ({ from: `run:${from}`, to: `run:${to}`, relation: 'need' as const })),
  };
}

test('every edge goes to the right', () => {
  const join = fc.tuple(fc.nat(8), fc.integer({ min: 1, max: 4 })).map(([from, step]) => [from, Math.min(9, from + step)] as const);
  fc.assert(
    fc.property(fc.array(join, { maxLength: 20 }), (joins) => {
      const lineage = graph(10, joins);
      const { nodes } = lineageLayout(lineage);
      const columnOf = new Map(nodes.map(({ node, column }) => [node.key, column]));
      for (const { from, to } of lineage.edges) expect(columnOf.get(to)).toBeGreaterThan(columnOf.get(from) ?? Infinity);
      expect(new Set(nodes.map(({ column, row }) => `${column} ${row}`)).size).toBe(10);
    }),
  );
});

test('a circle, which should not be, still ends', () => {
  const { nodes } = lineageLayout(graph(3, [[0, 1], [1, 2], [2, 0]]));
  expect(nodes).toHaveLength(3);
});

test('two chains do not cross', () => {
  const { nodes } = lineageLayout(graph(4, [[0, 3], [1, 2]]));
  const rowOf = (id: number) => nodes.find(({ node }) => node.id === id)?.row ?? -1;
  expect(Math.sign(rowOf(0) - rowOf(1))).toBe(Math.sign(rowOf(3) - rowOf(2)));
});
