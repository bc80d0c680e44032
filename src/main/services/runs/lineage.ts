/** @file Everything a run was made from and everything that was made from it, as a graph: corpus -> run -> label set -> run -> artefact. */
import type { Lineage, LineageNode } from '#shared/contracts/run-results';
import { AppError } from '#shared/contracts/errors';
import { RunId } from '#shared/domain/ids';
import type { RunThing } from '#shared/domain/runs/run';
import type { ReadableDb } from '../../store/database';
import { lineageRun, reproductionsOf, runsWithThing, thingsOf } from '../../store/run-lineage-repository';
import { artifactsOf } from '../../store/run-log-repository';
import { childrenOf, neededBy, needsOf } from '../../store/run-repository';

const mostNodes = 400;

/** Up, then down, from the run; siblings (other runs of the same inputs) do not belong to it. */
export function lineageOf(db: ReadableDb, id: RunId): Lineage {
  if (lineageRun(db, id) === undefined) throw new AppError('NOT_FOUND', `There is no run ${id}.`, { details: { runId: id } });
  const graph = createGraph();
  const walk = (direction: 'up' | 'down'): void => {
    const seen = new Set<RunId>();
    const queue = [id];
    for (let runId = queue.shift(); runId !== undefined; runId = queue.shift()) {
      if (seen.has(runId) || graph.isFull()) continue;
      seen.add(runId);
      queue.push(...(direction === 'up' ? above(db, graph, runId) : below(db, graph, runId)));
    }
  };
  walk('up');
  walk('down');
  return graph.result();
}

interface Graph {
  run(id: RunId, db: ReadableDb): string;
  thing(thing: RunThing, db: ReadableDb): string;
  node(node: LineageNode): string;
  edge(from: string, to: string, relation: Lineage['edges'][number]['relation']): void;
  isFull(): boolean;
  result(): Lineage;
}

function above(db: ReadableDb, graph: Graph, id: RunId): RunId[] {
  const self = graph.run(id, db);
  const origins: RunId[] = [];
  for (const thing of thingsOf(db, id, 'input')) {
    graph.edge(graph.thing(thing, db), self, 'input');
    if (thing.kind === 'run') origins.push(RunId.parse(thing.id));
    for (const maker of runsWithThing(db, thing, 'output')) {
      graph.edge(graph.run(maker, db), graph.thing(thing, db), 'output');
      origins.push(maker);
    }
  }
  for (const need of needsOf(db, id)) {
    graph.edge(graph.run(need.id, db), self, 'need');
    origins.push(need.id);
  }
  const { parentId, reproducesId } = lineageRun(db, id) ?? { parentId: null, reproducesId: null };
  if (parentId !== null) graph.edge(graph.run(parentId, db), self, 'part');
  if (reproducesId !== null) graph.edge(graph.run(reproducesId, db), self, 'reproduction');
  return origins;
}

function below(db: ReadableDb, graph: Graph, id: RunId): RunId[] {
  const self = graph.run(id, db);
  const results: RunId[] = [];
  for (const artifact of artifactsOf(db, id)) {
    graph.edge(self, graph.node({ key: `artifact:${artifact.id}`, kind: 'artifact', id: artifact.id, name: artifact.name, sha256: artifact.sha256 }), 'artifact');
  }
  const outputs = thingsOf(db, id, 'output');
  for (const thing of outputs) graph.edge(self, graph.thing(thing, db), 'output');
  for (const thing of [...outputs, { kind: 'run' as const, id }]) {
    for (const reader of runsWithThing(db, thing, 'input')) {
      graph.edge(`${thing.kind}:${thing.id}`, graph.run(reader, db), 'input');
      results.push(reader);
    }
  }
  for (const { id: other } of neededBy(db, id)) {
    graph.edge(self, graph.run(other, db), 'need');
    results.push(other);
  }
  for (const { id: child } of childrenOf(db, id)) {
    graph.edge(self, graph.run(child, db), 'part');
    results.push(child);
  }
  for (const again of reproductionsOf(db, id)) {
    graph.edge(self, graph.run(again, db), 'reproduction');
    results.push(again);
  }
  return results;
}

function createGraph(): Graph {
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, Lineage['edges'][number]>();
  let isCut = false;
  const node = (one: LineageNode): string => {
    if (!nodes.has(one.key)) {
      if (nodes.size >= mostNodes) isCut = true;
      else nodes.set(one.key, one);
    }
    return one.key;
  };
  const run = (id: RunId, db: ReadableDb): string => {
    const found = lineageRun(db, id);
    return node({ key: `run:${id}`, kind: 'run', id, name: found?.name ?? `run ${id}`, ...(found === undefined ? {} : { state: found.state, runKind: found.kind }) });
  };
  return {
    run,
    thing: (thing, db) => (thing.kind === 'run' ? run(RunId.parse(thing.id), db) : node({ key: `${thing.kind}:${thing.id}`, ...thing })),
    node,
    edge: (from, to, relation) => void edges.set(`${from} ${to} ${relation}`, { from, to, relation }),
    isFull: () => isCut,
    result: () => ({ nodes: [...nodes.values()], edges: [...edges.values()].filter(({ from, to }) => nodes.has(from) && nodes.has(to)), isCut }),
  };
}
