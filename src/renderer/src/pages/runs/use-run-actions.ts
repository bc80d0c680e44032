/** @file Does to a run what its menu offers, says what came of it, and offers a way back where there is one. */
import { useNavigate } from 'react-router';
import type { RunRow } from '#shared/contracts/run-records';
import { useClient } from '../../api/ClientProvider';
import { useFiles } from '../../api/files';
import { paths } from '../../app/paths';
import { messageOf } from '../../components/format';
import { useToast } from '../../components/toasts/ToastProvider';
import type { RunAction } from './run-actions';

export type ActOnRun = (action: RunAction, run: RunRow) => Promise<void>;

export function useRunActions(): ActOnRun {
  const client = useClient();
  const toast = useToast();
  const { save } = useFiles();
  const navigate = useNavigate();
  const acts: { readonly [A in RunAction]: (run: RunRow) => Promise<unknown> } = {
    pause: ({ id }) => client.call('runs.pause', { id }),
    resume: ({ id }) => client.call('runs.resume', { id }),
    cancel: ({ id }) => client.call('runs.cancel', { id }),
    retry: ({ id }) => client.call('runs.retry', { id }),
    clone: async ({ id }) => navigate(paths.cloneRun(id)),
    reproduce: async ({ id }) => {
      const again = await client.call('runs.reproduce', { id });
      await navigate(paths.run(again.id));
      toast({ message: `Queued ${again.name}. When it is done, this page tells whether the numbers agree.` });
    },
    export: async ({ id, name }) => {
      const isSaved = await save(await client.call('runs.exportBundle', { id }));
      if (isSaved) toast({ message: `Saved the bundle of ${name}.`, tone: 'success' });
    },
    remove: async ({ id, name }) => {
      await client.call('runs.remove', { id });
      const restore = () => void client.call('runs.restore', { id }).catch((error: unknown) => toast({ message: messageOf(error), tone: 'error' }));
      toast({ message: `Removed ${name}.`, action: { label: 'Undo', isUndo: true, run: restore } });
    },
  };
  return async (action, run) => {
    try {
      await acts[action](run);
    } catch (caught) {
      toast({ message: messageOf(caught), tone: 'error' });
    }
  };
}
