/** @file What the machine did while a run worked: processor, memory, device, and how fast the work went. */
import { useMemo } from 'react';
import type { RunDetail } from '#shared/contracts/run-records';
import { CurveBoard } from '../curves/CurveBoard';

export function MachineTab({ run: { id, name, state } }: { run: RunDetail }) {
  const shown = useMemo(() => [{ id, name, state }], [id, name, state]);
  return <CurveBoard runs={shown} isMachine fileLead={name} empty="Processor and memory are noted every few seconds while the run works; a very short run has none." />;
}
