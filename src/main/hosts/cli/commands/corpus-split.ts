/** @file `solace corpus split N`: adds a division into train, valid and test. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { SplitMode } from '#shared/contracts/corpora';
import type { Output } from '#shared/contracts/index';
import type { CommandContext } from '../command-context';
import { formatNumber, textTable } from '../text-table';

interface SplitFlags {
  readonly mode: Output<'corpora.split'>['mode'];
  readonly ratios: string;
  readonly seed: number;
}

export function addSplitCommand(corpus: Command, context: CommandContext): void {
  corpus
    .command('split')
    .description('add a split; an existing one is never changed')
    .argument('<name>')
    .addOption(new Option('--mode <mode>', 'sequential: first valid, then test, rest train; seeded: shuffled; file: by file name').choices(SplitMode.options).default('sequential'))
    .option('--ratios <train:valid:test>', 'weights of the parts', '8:1:1')
    .option('--seed <integer>', 'seed of the shuffle', parseSeed, 13)
    .action((name: string, flags: SplitFlags) =>
      context.withSession(async ({ client }) => {
        const split = await client.call('corpora.split', { corpus: name, ...flags });
        context.terminal.result(splitDocument(name, split), () => describeSplit(split));
      }),
    );
}

function splitDocument(corpus: string, split: Output<'corpora.split'>): object {
  const { name, mode, ratios, seed, sha256, parts } = split;
  return { corpus: { name: corpus }, split: { name, mode, ratios, seed, sha256, parts: Object.fromEntries(parts.map((part) => [part.name, part.dialogues])) } };
}

function describeSplit(split: Output<'corpora.split'>): string {
  const table = textTable(
    ['part', 'dialogues'],
    split.parts.map((part) => [part.name, formatNumber(part.dialogues)]),
  );
  return `Split "${split.name}" (sha256 ${split.sha256.slice(0, 12)})\n\n${table}`;
}

function parseSeed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('A seed is a whole number of 0 or more.');
  return Number(text);
}
