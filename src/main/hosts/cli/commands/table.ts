/** @file `solace table ...`: tables of results beside the published values, as LaTeX, Markdown or CSV. */
import { readFile } from 'node:fs/promises';
import { Option, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import { describeIssues } from '#shared/contracts/describe-issues';
import { type BuiltTable, TableDesign, TableFormat } from '#shared/contracts/tables';
import { describeFileError } from '../../../platform/file-errors';
import { writeFileAtomically } from '../../../platform/atomic-files';
import type { CommandContext } from '../command-context';
import { textTable } from '../text-table';

export function addTableCommands(program: Command, context: CommandContext): void {
  const table = program.command('table').description('tables of results beside the published values');
  table
    .command('build')
    .description('build a table from a design in JSON: title, columns, rows')
    .requiredOption('--config <file>', 'the design')
    .addOption(new Option('--format <f>', 'how to print it').choices(TableFormat.options).default('md'))
    .option('--out <file>', 'write it here instead of printing it')
    .action(({ config, format, out }: { config: string; format: TableFormat; out?: string }) =>
      context.withSession(async ({ client }) => {
        const design = await readDesign(config);
        const built = await client.call('tables.build', { design });
        const { text } = await client.call('tables.render', { design, format });
        if (out !== undefined) await writeFileAtomically(out, [text]);
        context.terminal.result({ ...tableDocument(built), format, text }, () => (out === undefined ? text.trimEnd() : `Wrote ${out}.`));
      }),
    );
  table
    .command('published')
    .description('the published tables, with the names that a design uses')
    .action(() =>
      context.withSession(async ({ client }) => {
        const tables = await client.call('tables.references', {});
        const rows = tables.map((one) => [one.id, one.paper, one.title, one.columns.map(({ id }) => id).join(' '), String(one.rows.length)]);
        context.terminal.result(tables, () => textTable(['table', 'paper', 'title', 'columns', 'rows'], rows));
      }),
    );
}

async function readDesign(path: string): Promise<TableDesign> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw describeFileError(error, path);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new AppError('INVALID_INPUT', `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const checked = TableDesign.safeParse(json);
  if (!checked.success) throw new AppError('INVALID_INPUT', `${path}: ${describeIssues(checked.error.issues)}`);
  return checked.data;
}

function tableDocument({ title, columns, rows, notes }: BuiltTable): object {
  return {
    title,
    columns: columns.map((column) => column.title),
    rows: rows.map(({ label, group, source, isScripted, cells }) => ({ label, ...(group !== undefined && { group }), source, isScripted, values: cells.map((cell) => cell?.value ?? null), runs: [...new Set(cells.flatMap((cell) => cell?.runs.map(({ id }) => id) ?? []))] })),
    notes,
  };
}
