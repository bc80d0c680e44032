/** @file The actions of a run beside its name: what a person most likely wants now as buttons, the rest in the menu. */
import { Button } from '@mui/material';
import type { RunRow } from '#shared/contracts/run-records';
import { actionLooks, offeredActions, type RunAction } from '../run-actions';
import { RunMenu } from '../RunMenu';
import type { ActOnRun } from '../use-run-actions';

const asButtons: ReadonlySet<RunAction> = new Set(['pause', 'resume', 'cancel', 'retry', 'clone', 'reproduce']);

export function RunHeaderActions({ run, act }: { run: RunRow; act: ActOnRun }) {
  const buttons = offeredActions(run).filter((action) => asButtons.has(action));
  return (
    <>
      {buttons.map((action) => {
        const { word, icon: Icon } = actionLooks[action];
        return (
          <Button key={action} variant="outlined" startIcon={<Icon size={15} aria-hidden />} onClick={() => void act(action, run)}>
            {word}
          </Button>
        );
      })}
      <RunMenu run={run} act={act} except={buttons} />
    </>
  );
}
