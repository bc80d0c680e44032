/** @file `solace metrics explain [FIGURE]`: what a figure is, its range and source, and when not to believe it. */
import type { Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { metricCatalogue, type MetricEntry } from '#shared/domain/metric-catalogue';
import type { CommandContext } from '../command-context';
import { textList, textTable } from '../text-table';

type NamedEntry = MetricEntry & { readonly figure: string };

const entries: readonly NamedEntry[] = Object.entries(metricCatalogue).map(([figure, entry]) => ({ figure, ...entry }));

export function addExplainCommand(metrics: Command, context: CommandContext): void {
  metrics
    .command('explain')
    .description('what a figure is, its range and source, and when not to believe it')
    .argument('[figure]', 'name of a field, e.g. bias; without one all are listed')
    .action((figure: string | undefined) => {
      const found = figure === undefined ? undefined : find(figure);
      context.terminal.result(found ?? entries, () => (found === undefined ? describeAll() : describe(found)));
    });
}

/** `bleu4` is helped by `bleu`, `distinct2` by `distinct`. */
function find(name: string): NamedEntry {
  const wanted = name.toLowerCase();
  const found = entries.find(({ figure }) => figure.toLowerCase() === wanted) ?? entries.find(({ figure }) => figure.toLowerCase() === wanted.replace(/[-.]?[1-4]$/, ''));
  if (found !== undefined) return found;
  throw new AppError('NOT_FOUND', `There is no figure "${name}". There are: ${entries.map(({ figure }) => figure).join(', ')}.`, { details: { figure: name } });
}

function describeAll(): string {
  return textTable(['field', 'name', 'range', 'better', 'what it is'], entries.map((entry) => [entry.figure, entry.name, rangeOf(entry), entry.better, entry.help]));
}

function describe(entry: NamedEntry): string {
  const facts = textList([
    ['field', entry.figure],
    ['range', rangeOf(entry)],
    ['better', entry.better],
    ['source', entry.source],
  ]);
  return [`${entry.name}. ${entry.help}`, facts, `When not to believe it: ${entry.caution}`].join('\n\n');
}

function rangeOf({ range: [low, high] }: MetricEntry): string {
  const shown = (bound: number | null): string => (bound === null ? 'open' : String(Number(bound.toFixed(6))));
  return `${shown(low)} to ${shown(high)}`;
}
