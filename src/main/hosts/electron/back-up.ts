/** @file Back up from the menu: makes the copy, then asks where to keep it. The same commands as the page uses. */
import type { Client } from '#shared/channel/client';
import { AppError } from '#shared/contracts/errors';

/** False when the person closed the save dialog. */
export async function backUp(client: Client): Promise<boolean> {
  const { activityId } = await client.call('workspace.backup', {});
  for await (const { error, result } of client.stream('activities.watch', { id: activityId })) {
    if (error !== undefined) throw new AppError(error.code, error.message);
    if (result?.kind === 'backup') return (await client.call('files.saveAs', { fileId: result.file.fileId })).saved;
  }
  throw new AppError('CANCELLED', 'The backup was cancelled before it was complete.');
}
