/** @file `solace doctor`, `demo`, `backup` and `restore`: looking after the workspace. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Output } from '#shared/contracts/index';
import type { CommandContext } from '../command-context';
import { describeImport, importDocument } from '../corpus-report';
import { formatBytes, formatNumber, textList, textTable } from '../text-table';

export function addWorkspaceCommands(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('versions, execution providers, memory, disk and the health of the workspace')
    .action(() =>
      context.withSession(async ({ client }) => {
        const report = await client.call('workspace.doctor', {});
        context.terminal.note('Testing what can run models; this takes some seconds.');
        const executionProviders = await client.call('models.providers', {});
        context.terminal.result({ ...report, executionProviders }, () => describeReport(report, executionProviders));
      }),
    );

  program
    .command('demo')
    .description('load the demonstration corpus that ships with Solace')
    .action(() =>
      context.withSession(async ({ client, follow }) => {
        const { activityId } = await client.call('corpora.importDemo', {});
        const { outcome } = await follow(activityId, 'import');
        context.terminal.result(importDocument(outcome), () => describeImport(outcome));
      }),
    );

  program
    .command('backup')
    .description('write a consistent copy of the database')
    .option('--out <file>', 'also copy it here')
    .action(({ out }: { out?: string }) =>
      context.withSession(async ({ client, follow }) => {
        const { activityId } = await client.call('workspace.backup', {});
        const { file } = await follow(activityId, 'backup');
        if (out !== undefined) await client.call('files.copyTo', { fileId: file.fileId, path: out });
        const document = { file: { name: file.name, sizeBytes: file.sizeBytes, ...(out === undefined ? {} : { path: resolve(out) }) } };
        context.terminal.result(document, () => `Wrote ${out ?? `backups/${file.name} in the workspace`} (${formatBytes(file.sizeBytes)}).`);
      }),
    );

  program
    .command('restore')
    .description('replace the database by a backup; what is there now is kept as a copy')
    .argument('<file>')
    .action((path: string) =>
      context.withSession(async ({ client }) => {
        const { fileId } = await client.call('files.reference', { path });
        const restored = await client.call('workspace.restore', { fileId });
        context.terminal.result(restored, () => `Restored ${formatNumber(restored.corpora)} corpora from ${path}. What was there before is kept as ${restored.keptCopy}.`);
      }),
    );
}

function describeReport(report: Output<'workspace.doctor'>, executionProviders: Output<'models.providers'>): string {
  const { versions, memory, disk, workspace, checks } = report;
  const facts: [string, string][] = [
    ...Object.entries(versions),
    ['memory', `${formatBytes(memory.freeBytes)} free of ${formatBytes(memory.totalBytes)}`],
    ['disk', `${formatBytes(disk.freeBytes)} free, workspace ${formatBytes(disk.workspaceBytes)}`],
    ['workspace', workspace.path],
    ['schema', `version ${workspace.schemaVersion}`],
    ['content', `${formatNumber(workspace.corpora)} corpora, ${formatNumber(workspace.dialogues)} dialogues`],
    ['integrity', workspace.integrity],
  ];
  const providers = textTable(['execution provider', 'available', 'why'], executionProviders.map(({ name, isAvailable, reason }) => [name, isAvailable ? 'yes' : 'no', reason]));
  const found = textTable(['check', 'state', 'found'], checks.map(({ name, state, message }) => [name, state, message]));
  return [textList(facts), providers, found].join('\n\n');
}
