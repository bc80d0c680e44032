/** @file `solace campaign ...`: campaigns of human review: drawn, given to people, taken out and back, reported. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { AppError } from '#shared/contracts/errors';
import type { ActivityId } from '#shared/domain/ids';
import type { CommandContext } from '../command-context';
import type { Session } from '../session';
import { campaignDocument, describeCampaign, describeCampaigns, describeProgress, describeReport } from '../campaign-report';
import { formatBytes } from '../text-table';
import { addCampaignCreateCommand } from './campaign-create';
import { findPersonByName } from './people';

interface ReportFlags {
  readonly gold: 'decided' | 'decidedOrMajority';
  readonly format?: 'csv' | 'json' | 'latex';
  readonly out?: string;
}

export function addCampaignCommands(program: Command, context: CommandContext): void {
  const campaign = program.command('campaign').description('human review of labels: who checks what, and what came of it');
  addCampaignCreateCommand(campaign, context);
  addListCommand(campaign, context);
  addAssignCommand(campaign, context);
  addExportCommand(campaign, context);
  addImportCommand(campaign, context);
  addReportCommand(campaign, context);
}

function addListCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('list')
    .description('all campaigns')
    .action(() =>
      context.withSession(async ({ client }) => {
        const found = await client.call('campaigns.list', {});
        context.terminal.result({ campaigns: found.map(campaignDocument) }, () => describeCampaigns(found));
      }),
    );
}

function addAssignCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('assign')
    .description('give the items to people, balanced, or open and close the campaign')
    .argument('<name>')
    .option('--people <names>', 'names with commas between; replaces who had the items of a draft', splitNames)
    .option('--open', 'let them begin')
    .option('--close', 'let nobody decide any more')
    .action((name: string, { people, open, close }: { people?: readonly string[]; open?: boolean; close?: boolean }) =>
      context.withSession(async ({ client }) => {
        if (people === undefined && open !== true && close !== true) throw new AppError('INVALID_INPUT', 'Nothing to do: name --people, --open or --close.');
        const { id } = await client.call('campaigns.get', { campaign: name });
        if (people !== undefined) {
          const personIds = await Promise.all(people.map(async (one) => (await findPersonByName(client, one)).id));
          await client.call('campaigns.assign', { id, personIds });
        }
        if (open === true) await client.call('campaigns.setState', { id, state: 'open' });
        if (close === true) await client.call('campaigns.setState', { id, state: 'closed' });
        const changed = await client.call('campaigns.get', { campaign: id });
        const progress = await client.call('campaigns.progress', { id });
        const rows = progress.map(({ person, ...counts }) => ({ person: person.name, ...counts }));
        context.terminal.result({ ...campaignDocument(changed), progress: rows }, () => `${describeCampaign(changed)}\n\n${describeProgress(progress)}`);
      }),
    );
}

function addExportCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('export')
    .description('items for annotation elsewhere (a row for each item, person and field), or every decision ever made')
    .argument('<name>')
    .addOption(new Option('--what <rows>', 'what to write').choices(['items', 'decisions']).default('items'))
    .addOption(new Option('--format <format>', 'of the file').choices(['csv', 'json']).default('csv'))
    .requiredOption('--out <file>', 'file to write; an existing one is replaced when the export is complete')
    .action((name: string, { what, format, out }: { what: 'items' | 'decisions'; format: 'csv' | 'json'; out: string }) =>
      context.withSession(async (session) => {
        const { id } = await session.client.call('campaigns.get', { campaign: name });
        const { activityId } = await session.client.call('campaigns.export', { id, what, format });
        const file = await writeOut(session, activityId, out);
        context.terminal.result({ campaign: { id, name }, what, format, file }, () => `Wrote ${out} (${formatBytes(file.sizeBytes)}).`);
      }),
    );
}

function addImportCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('import')
    .description('decisions back from an exported items file: all of them, or none where a row is wrong')
    .argument('<name>')
    .argument('<file>')
    .option('--dry-run', 'check the file and store nothing')
    .action((name: string, path: string, { dryRun }: { dryRun?: boolean }) =>
      context.withSession(async ({ client }) => {
        const { id } = await client.call('campaigns.get', { campaign: name });
        const { fileId } = await client.call('files.reference', { path });
        const result = await client.call('campaigns.import', { id, fileId, isTrial: dryRun ?? false });
        const rejected = result.rejected.map(({ row, field, reason }) => `\nrow ${row}, ${field}: ${reason}`).join('');
        context.terminal.result({ campaign: { id, name }, isTrial: dryRun ?? false, ...result }, () => `${dryRun === true ? 'Would take' : 'Took'} ${result.decided} decisions; ${result.unchanged} were there already, ${result.empty} rows are empty.${rejected}`);
      }),
    );
}

function addReportCommand(campaign: Command, context: CommandContext): void {
  campaign
    .command('report')
    .description('accuracy beside the published figures, agreement, speed, models against gold, errors')
    .argument('<name>')
    .addOption(new Option('--gold <rule>', 'what counts as gold').choices(['decided', 'decidedOrMajority']).default('decidedOrMajority'))
    .addOption(new Option('--format <format>', 'of the file given with --out').choices(['csv', 'json', 'latex']))
    .option('--out <file>', 'write the report to a file too')
    .action((name: string, { gold, format, out }: ReportFlags) =>
      context.withSession(async (session) => {
        const { id } = await session.client.call('campaigns.get', { campaign: name });
        const report = await session.client.call('campaigns.report', { id, gold });
        if (out !== undefined) {
          const { activityId } = await session.client.call('campaigns.exportReport', { id, gold, format: format ?? 'csv' });
          await writeOut(session, activityId, out);
        }
        context.terminal.result(report, () => describeReport(report));
      }),
    );
}

async function writeOut({ client, follow }: Session, activityId: ActivityId, out: string): Promise<{ path: string; sizeBytes: number }> {
  const { file } = await follow(activityId, 'export');
  await client.call('files.copyTo', { fileId: file.fileId, path: out });
  await client.call('files.discard', { fileId: file.fileId });
  return { path: resolve(out), sizeBytes: file.sizeBytes };
}

function splitNames(text: string): string[] {
  return text.split(',').map((name) => name.trim()).filter((name) => name !== '');
}
