/** @file The whole contract: every command of every domain under one table, and the types derived from it. */
import type { z } from 'zod';
import { activitiesContract } from './activities';
import { adjudicationContract } from './adjudication';
import { appContract } from './app';
import { callsContract } from './calls';
import { campaignReportContract } from './campaign-report';
import { campaignsContract } from './campaigns';
import { corporaContract } from './corpora';
import { debugContract } from './debug';
import type { Command, Standing } from './define';
import { dialoguesContract } from './dialogues';
import { endpointsContract } from './endpoints';
import { filesContract } from './files';
import { knowledgeContract } from './knowledge';
import { labelsContract } from './labels';
import { measureContract } from './measure';
import { modelsContract } from './models';
import { peopleContract, type Person } from './people';
import { reviewContract } from './review';
import { plannerContract } from './planner';
import { runsContract } from './runs';
import { promptsContract } from './prompts';
import { tablesContract } from './tables';
import { workspaceContract } from './workspace';
import type { PersonId } from '../domain/ids';

export const contract = {
  ...appContract,
  ...activitiesContract,
  ...adjudicationContract,
  ...campaignReportContract,
  ...campaignsContract,
  ...callsContract,
  ...corporaContract,
  ...debugContract,
  ...dialoguesContract,
  ...endpointsContract,
  ...filesContract,
  ...knowledgeContract,
  ...labelsContract,
  ...measureContract,
  ...modelsContract,
  ...peopleContract,
  ...reviewContract,
  ...plannerContract,
  ...runsContract,
  ...promptsContract,
  ...tablesContract,
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
  readonly seat: Seat;
  readonly signal: AbortSignal;
}

/** The place of one window or socket, for as long as its connection lasts. */
export interface Seat {
  /** Who sits there now; null where nobody has entered, or who did was removed since. */
  readonly person: Person | null;
  /** What the caller may do from here. */
  readonly standing: Standing;
  take(id: PersonId): void;
  leave(): void;
}

/** One handler a command: services provide these, `createWorkbench` joins them. */
export type Handlers<N extends CommandName = CommandName> = {
  [K in N & CallName]: (input: Parsed<K>, context: CallContext) => Output<K> | Promise<Output<K>>;
} & {
  [K in N & StreamName]: (input: Parsed<K>, context: CallContext) => AsyncIterable<Output<K>>;
};

/** The commands of one domain contract, for the service that implements them. */
export type HandlersOf<C> = Handlers<keyof C & CommandName>;
