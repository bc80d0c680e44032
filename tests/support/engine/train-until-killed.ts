/**
 * @file Run as a process of its own: trains the small classifier in a folder and keeps its losses as a caller of trainModel should, in a file
 * that is as long as the last checkpoint. Says each step, so that its killer knows that it is underway.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { trainModel } from '#main/engine/training/train-model';
import { smallPlan } from './training';

const [folder = ''] = process.argv.slice(2);
const rowsPath = join(folder, 'losses.json');
const plan = smallPlan({ checkpointFolder: join(folder, 'checkpoints'), options: { epochs: 24, evaluateEverySteps: 9, checkpointEverySteps: 3 } });
let rows = existsSync(rowsPath) ? (JSON.parse(readFileSync(rowsPath, 'utf8')) as number[]) : [];

for await (const event of trainModel(plan, { beforeCheckpointBecomesCurrent: () => writeFileSync(rowsPath, JSON.stringify(rows)) })) {
  if (event.kind === 'started') rows = rows.slice(0, event.step);
  if (event.kind === 'stepped') {
    rows.push(event.loss);
    process.stdout.write(`${event.step}\n`);
  }
}
