/** @file A process that holds one trained planner and answers questions about it until it is ended. */
import type { Program } from '../../protocol';
import { converse } from '../../requests';
import { openPlanner, type OpenedPlanner } from '../../runs/tasks/planner/open-planner';
import type { PlannerProgramInput, PlannerQuestion } from './protocol';

export const plannerProgram: Program = async (input, port) => {
  const { runFolder } = input as PlannerProgramInput;
  // Opened at the first question, so that what is wrong with the folder is that question's answer.
  let opening: Promise<OpenedPlanner> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const answer = async (question: PlannerQuestion): Promise<unknown> => {
    const planner = await (opening ??= openPlanner(runFolder));
    if (question.kind === 'predict') return await planner.predict(question);
    await planner.exportOnnx(question.path);
    return null;
  };
  converse(port, {
    // One after the other: a session runs one thing at a time.
    answer(question) {
      const mine = last.then(() => answer(question as PlannerQuestion));
      last = mine.catch(() => undefined);
      return mine;
    },
  });
  await new Promise<never>(() => undefined);
};
