/** @file A change of a run's state with the line in its log that says so, and those who show it told. */
import type { RunId } from '#shared/domain/ids';
import { appendLog, type NewLogLine } from '../../store/run-log-repository';
import { getRun, type RunChanges, updateRun } from '../../store/run-repository';
import type { RunsDependencies } from './dependencies';

export type Said = Pick<NewLogLine, 'level' | 'text'>;

export function changeRun({ ports, store: { db }, changes }: Pick<RunsDependencies, 'ports' | 'store' | 'changes'>, id: RunId, { said, ...changed }: RunChanges & { readonly said: Said }): void {
  db.transaction(() => {
    updateRun(db, id, changed);
    appendLog(db, id, [{ at: ports.clock.now().toISOString(), source: 'workbench', ...said }]);
  });
  changes.changed(id);
  const { parentId } = getRun(db, id);
  if (parentId !== undefined) changes.changed(parentId);
}
