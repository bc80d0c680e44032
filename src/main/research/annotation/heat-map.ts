/** @file Which strategies follow which labels (spec E-2): every supporter's turn with a strategy counts for the label of the nearest seeker's turn before it. */
import type { StrategyHeatMap } from '#shared/contracts/label-results';
import type { Turn } from '#shared/domain/dialogue';
import type { AnyLabelField } from '#shared/domain/label-schema';

export interface LabelledTurns {
  readonly turns: readonly Pick<Turn, 'speaker' | 'strategy'>[];
  /** Values by field id, by place among all turns. */
  readonly labels: ReadonlyMap<number, Readonly<Record<string, string>>>;
}

/** Replies with a strategy, and the labels of the seeker's turn that they answer. */
export function answeredLabels({ turns, labels }: LabelledTurns): { strategy: string; labels: Readonly<Record<string, string>> }[] {
  let current: Readonly<Record<string, string>> | undefined;
  return turns.flatMap(({ speaker, strategy }, place) => {
    if (speaker === 'seeker') current = labels.get(place);
    else if (strategy !== undefined && current !== undefined) return [{ strategy, labels: current }];
    return [];
  });
}

export function countStrategies(answers: readonly ReturnType<typeof answeredLabels>[number][], field: AnyLabelField, strategies: readonly string[]): StrategyHeatMap {
  const values = field.values.map(({ value }) => value);
  const counts = values.map(() => strategies.map(() => 0));
  for (const { strategy, labels } of answers) {
    const row = counts[values.indexOf(labels[field.id] ?? '')];
    const column = strategies.indexOf(strategy);
    if (row !== undefined && column !== -1) row[column] = (row[column] ?? 0) + 1;
  }
  return { field: field.id, title: field.title, values, strategies: [...strategies], counts };
}
