/** @file Tables of results: published values, figures of runs, building, printing and keeping designs. Implements tablesContract. */
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf } from '#shared/contracts/index';
import type { TableDesign, tablesContract } from '#shared/contracts/tables';
import type { RunId } from '#shared/domain/ids';
import type { Ports } from '../../platform/ports';
import { figuresOf, listRuns } from '../../store/run-list-repository';
import { getRun, getRunContents, type RunRecord } from '../../store/run-repository';
import { deleteResultTable, getResultTable, insertResultTable, listResultTables, updateResultTable } from '../../store/result-table-repository';
import type { Store } from '../../store/store';
import { buildTable, type TableRun } from './build-table';
import { createReferenceTables } from './reference-tables';
import { renderTable } from './render-table';
import { figureNames } from './run-figures';

interface TablesDependencies {
  readonly ports: Ports;
  readonly store: Store;
}

export function createTablesService({ ports, store }: TablesDependencies): HandlersOf<typeof tablesContract> {
  const { db } = store;
  const references = createReferenceTables(ports.resourcesPath);
  const build = async (design: TableDesign) => buildTable(design, { references: await references(), runOf: (key) => tableRun(store, key) });

  return {
    'tables.references': () => references(),
    'tables.figures': ({ runs }) => {
      const counts = new Map<string, number>();
      for (const name of runs.flatMap((key) => figureNames(tableRun(store, key)))) counts.set(name, (counts.get(name) ?? 0) + 1);
      return [...counts].map(([name, count]) => ({ name, runs: count }));
    },
    'tables.build': ({ design }) => build(design),
    'tables.render': async ({ design, format }) => ({ text: renderTable(await build(design), format) }),
    'tables.list': () => listResultTables(db),
    'tables.keep': ({ id, design }) => {
      const changedAt = ports.clock.now().toISOString();
      if (id === undefined) return getResultTable(db, insertResultTable(db, design, changedAt));
      updateResultTable(db, { id: getResultTable(db, id).id, design, changedAt });
      return getResultTable(db, id);
    },
    'tables.remove': ({ id }) => {
      const removed = getResultTable(db, id);
      deleteResultTable(db, id);
      return removed;
    },
  };
}

function tableRun({ db }: Store, key: RunId | string): TableRun {
  const record = typeof key === 'string' ? runNamed({ db }, key) : getRun(db, key);
  const figures = figuresOf(db, [record.id]).get(record.id);
  return { id: record.id, name: record.name, isScripted: record.isScripted, result: getRunContents(db, record.id).result, lastMetrics: figures?.last ?? {}, bestMetrics: figures?.best ?? {} };
}

/** Exactly that name; two runs of one name would be a guess. */
function runNamed({ db }: Pick<Store, 'db'>, name: string): RunRecord {
  const { runs } = listRuns(db, { filter: { text: name }, sort: { by: 'column', key: 'id' }, order: 'descending', offset: 0, limit: 1_000 });
  const [found, ...others] = runs.filter((run) => run.name === name);
  if (found === undefined) throw new AppError('NOT_FOUND', `There is no run named "${name}".`, { details: { name } });
  if (others.length > 0) throw new AppError('CONFLICT', `${others.length + 1} runs are named "${name}"; name them by id: ${[found, ...others].map(({ id }) => id).join(', ')}.`, { details: { name } });
  return found;
}
