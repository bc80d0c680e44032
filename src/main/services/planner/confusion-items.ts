/** @file The test examples of a planner run, read from its predictions file: those of one cell of the confusion table, the surest first. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '#shared/contracts/errors';
import type { PlannerItem } from '#shared/contracts/planner';
import { DialogueId } from '#shared/domain/ids';

const Line = z.object({ dialogueId: DialogueId, turn: z.int(), gold: z.string(), predicted: z.string(), probabilities: z.array(z.number()) });

export interface Cell {
  readonly gold?: string | undefined;
  readonly predicted?: string | undefined;
}

/** All of the cell, without the seekers' words. */
export async function readConfusionItems(path: string, { gold, predicted }: Cell): Promise<readonly Omit<PlannerItem, 'seekerText'>[]> {
  const items = (await readLines(path)).map(({ probabilities, ...item }) => ({ ...item, probability: Math.max(...probabilities) }));
  return items.filter((item) => (gold === undefined || item.gold === gold) && (predicted === undefined || item.predicted === predicted)).sort((a, b) => b.probability - a.probability);
}

async function readLines(path: string): Promise<readonly z.output<typeof Line>[]> {
  const parsed = z.array(Line).safeParse((await readFile(path, 'utf8')).split('\n').filter((line) => line !== '').map(parseLine));
  if (!parsed.success) throw new AppError('INVALID_INPUT', 'The predictions of this run are damaged. Run it again to have them anew.', { cause: parsed.error });
  return parsed.data;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
