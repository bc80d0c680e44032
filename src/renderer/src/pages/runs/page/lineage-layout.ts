/** @file Places the nodes of a lineage in columns, from what was there first on the left to what came of it on the right. Pure. */
import type { Lineage, LineageNode } from '#shared/contracts/run-results';

export interface PlacedNode {
  readonly node: LineageNode;
  readonly column: number;
  readonly row: number;
}

export interface LineageLayout {
  readonly nodes: readonly PlacedNode[];
  readonly columns: number;
  readonly rows: number;
}

const sweeps = 4;

/** A node stands right of everything it came from; within a column, near the nodes it is joined to, so that few lines cross. */
export function lineageLayout({ nodes, edges }: Pick<Lineage, 'nodes' | 'edges'>): LineageLayout {
  const columnOf = columns(nodes, edges);
  const byColumn = [...Map.groupBy(nodes, ({ key }) => columnOf.get(key) ?? 0)].toSorted(([a], [b]) => a - b).map(([, members]) => members.map(({ key }) => key));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isForward = sweep % 2 === 0;
    const order = isForward ? byColumn.keys().toArray() : byColumn.keys().toArray().reverse();
    for (const index of order) {
      const members = byColumn[index];
      const beside = byColumn[isForward ? index - 1 : index + 1];
      if (members !== undefined && beside !== undefined) byColumn[index] = ordered(members, beside, edges);
    }
  }
  const rows = Math.max(1, ...byColumn.map((members) => members.length));
  const found = new Map(nodes.map((node) => [node.key, node]));
  const placed = byColumn.flatMap((members, column) =>
    members.flatMap((key, index): PlacedNode[] => {
      const node = found.get(key);
      return node === undefined ? [] : [{ node, column, row: index + (rows - members.length) / 2 }];
    }),
  );
  return { nodes: placed, columns: byColumn.length, rows };
}

/** The longest way from a beginning; a circle, which a true lineage has not, ends after as many rounds as there are nodes. */
function columns(nodes: readonly LineageNode[], edges: Lineage['edges']): Map<string, number> {
  const columnOf = new Map(nodes.map(({ key }) => [key, 0]));
  for (let round = 0; round < nodes.length; round++) {
    let isChanged = false;
    for (const { from, to } of edges) {
      const least = (columnOf.get(from) ?? 0) + 1;
      if ((columnOf.get(to) ?? 0) >= least || least > nodes.length) continue;
      columnOf.set(to, least);
      isChanged = true;
    }
    if (!isChanged) break;
  }
  return columnOf;
}

/** By the mean place of the neighbours beside; a node without any keeps its place. */
function ordered(members: readonly string[], beside: readonly string[], edges: Lineage['edges']): string[] {
  const centre = (key: string, index: number): number => {
    const places = edges.flatMap(({ from, to }) => (from === key ? [beside.indexOf(to)] : to === key ? [beside.indexOf(from)] : [])).filter((place) => place >= 0);
    return places.length === 0 ? index : places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  return members
    .map((key, index) => ({ key, centre: centre(key, index) }))
    .toSorted((a, b) => a.centre - b.centre)
    .map(({ key }) => key);
}
