/** @file The whole contract: every command of every domain under one table, and the types derived from it. */
import type { z } from 'zod';
import { activitiesContract } from './activities';
import { appContract } from './app';
import { corporaContract } from './corpora';
import { debugContract } from './debug';
import type { Command } from './define';
import { dialoguesContract } from './dialogues';
import { filesContract } from './files';
import { knowledgeContract } from './knowledge';
import { measureContract } from './measure';
import { workspaceContract } from './workspace';

export const contract = {
  ...appContract,
  ...activitiesContract,
  ...corporaContract,
  ...debugContract,
  ...dialoguesContract,
  ...filesContract,
  ...knowledgeContract,
  ...measureContract,
  ...workspaceContract,
} as const satisfies Record<string, Command>;

export type Contract = typeof contract;
export type CommandName = keyof Contract;
type NamesOfKind<K> = { [N in CommandName]: Contract[N]['kind'] extends K ? N : never }[CommandName];
export type CallName = NamesOfKind<'query' | 'mutation'>;
export type StreamName = NamesOfKind<'subscription'>;

/** What a caller passes. */
export type Input<N extends CommandName> = z.input<Contract[N]['input']>;
/** What a handler receives, defaults filled in. */
export type Parsed<N extends CommandName> = z.output<Contract[N]['input']>;
export type Output<N extends CommandName> = z.output<Contract[N]['output']>;

/** What every handler knows of its caller. */
export interface CallContext {
  readonly role: Command['access'][number];
  readonly signal: AbortSignal;
}

/** One handler a command: services provide these, `createWorkbench` joins them. */
export type Handlers<N extends CommandName = CommandName> = {
  [K in N & CallName]: (input: Parsed<K>, context: CallContext) => Output<K> | Promise<Output<K>>;
} & {
  [K in N & StreamName]: (input: Parsed<K>, context: CallContext) => AsyncIterable<Output<K>>;
};

/** The commands of one domain contract, for the service that implements them. */
export type HandlersOf<C> = Handlers<keyof C & CommandName>;
