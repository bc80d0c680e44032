/** @file Names of the channel's commands by kind, as the hooks take them. */
import type { CallName, Contract } from '#shared/contracts/index';

type CallsOfKind<K> = { [N in CallName]: Contract[N]['kind'] extends K ? N : never }[CallName];

export type QueryName = CallsOfKind<'query'>;
export type MutationName = CallsOfKind<'mutation'>;
