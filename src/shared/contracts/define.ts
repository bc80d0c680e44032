/** @file How a command is declared. A contract file holds only declarations; services implement them, `dispatch` enforces them. */
import type { z } from 'zod';

/** Who is calling. `local` marks a trusted caller in the same process (the command line), never a window. */
export const roles = ['researcher', 'annotator', 'evaluator'] as const;
export type Role = (typeof roles)[number];

/** A role, or `guest`: a window in which nobody has entered, where the workspace asks who it is (contracts/people.ts). */
export type Standing = Role | 'guest';

export type CommandKind = 'query' | 'mutation' | 'subscription';

export interface Command<K extends CommandKind = CommandKind, I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: K;
  readonly input: I;
  /** For a subscription: of every single value. Checked in tests and development, trusted in production. */
  readonly output: O;
  readonly access: readonly Standing[];
  /** Only callers in the same process may use it (it takes real paths). */
  readonly localOnly: boolean;
}

interface Options {
  access?: readonly Standing[];
  localOnly?: boolean;
}

function command<K extends CommandKind, I extends z.ZodType, O extends z.ZodType>(kind: K, io: { input: I; output: O } & Options): Command<K, I, O> {
  return { kind, input: io.input, output: io.output, access: io.access ?? ['researcher'], localOnly: io.localOnly ?? false };
}

export function query<I extends z.ZodType, O extends z.ZodType>(io: { input: I; output: O } & Options): Command<'query', I, O> {
  return command('query', io);
}

export function mutation<I extends z.ZodType, O extends z.ZodType>(io: { input: I; output: O } & Options): Command<'mutation', I, O> {
  return command('mutation', io);
}

export function subscription<I extends z.ZodType, O extends z.ZodType>(io: { input: I; output: O } & Options): Command<'subscription', I, O> {
  return command('subscription', io);
}

/** Everybody who can enter the workbench. */
export const everyone: readonly Role[] = roles;

/** Also who has not entered yet. */
export const anyone: readonly Standing[] = [...roles, 'guest'];
