/** @file Every role by name. A new one is a file here, a template of the same name in resources/prompts, and an answer in ../scripted. */
import { AppError } from '#shared/contracts/errors';
import { adjudicateRole } from './adjudicate';
import { annotateRoles } from './annotate';
import { connectionTestRole } from './connection-test';
import { goalJudgeRole, strategyJudgeRole } from './judges';
import { replyRewardRole, replyScoreRole } from './reply-judges';
import type { Role } from './role';
import { leavingSeekerRole, strategyScoresRole } from './search-speakers';
import { seekerRole, supporterRole } from './speakers';
import { stateExtractRole } from './state-extract';

export const roles: readonly Role[] = [
  ...annotateRoles,
  adjudicateRole,
  seekerRole,
  leavingSeekerRole,
  supporterRole,
  strategyScoresRole,
  goalJudgeRole,
  strategyJudgeRole,
  replyScoreRole,
  replyRewardRole,
  stateExtractRole,
  connectionTestRole,
];

export function findRole(name: string): Role {
  const role = roles.find((one) => one.name === name);
  if (role === undefined) throw new AppError('INVALID_INPUT', `There is no role "${name.slice(0, 60)}". Roles: ${roles.map((one) => one.name).join(', ')}.`, { details: { role: name.slice(0, 60) } });
  return role;
}
