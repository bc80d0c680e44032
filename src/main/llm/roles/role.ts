/** @file What a role is: the slots it needs, how it is asked by default, how its reply is read. Knows no endpoint; the wording is a template. */
import type { z } from 'zod';
import type { Dialogue } from '#shared/domain/dialogue';
import type { Json } from '#shared/domain/json';
import type { ChatParameters, ReplyFailure } from '#shared/domain/role-requests';

/** `reason` ends the sentence "The reply could not be read: ..." and is said to the model too. */
export type ParsedReply = { readonly isReadable: true; readonly value: Json } | { readonly isReadable: false; readonly failure: ReplyFailure; readonly reason: string };

/** A placeholder that is worked out from the slots. */
export interface Derived<Slots> {
  readonly description: string;
  readonly of: (slots: Slots) => Json;
}

export interface RoleDefinition<Schema extends z.ZodObject, Slots = z.output<Schema>> {
  readonly name: string;
  readonly title: string;
  /** One sentence. */
  readonly description: string;
  /** Every optional slot has a default, so that a template finds all of them. */
  readonly slots: Schema;
  readonly derived?: Readonly<Record<string, Derived<Slots>>>;
  readonly parameters: ChatParameters;
  /** What the value is, in words. */
  readonly answer: string;
  readonly example: z.input<Schema>;
  parse(text: string, slots: Slots): ParsedReply;
  /** How many tokens a usual reply has. */
  replyTokens(slots: Slots): number;
  /** Slots for a look at a dialogue, whose turns up to `turn` have been said. */
  fromDialogue?(dialogue: Dialogue, turn: number): z.input<Schema>;
}

/** Slots as they came out of `slots`, all of them there. */
export type Slots = Readonly<Record<string, Json>>;

/** A role whose slots' types are known to itself only. */
export interface Role extends Omit<RoleDefinition<z.ZodObject, Slots>, 'example' | 'fromDialogue'> {
  readonly example: Readonly<Record<string, Json>>;
  fromDialogue?(dialogue: Dialogue, turn: number): Readonly<Record<string, Json>>;
}

/** From here on the role takes what its own schema gave. */
export function defineRole<Schema extends z.ZodObject>(definition: RoleDefinition<Schema>): Role {
  return definition as unknown as Role;
}

export function readable(value: Json): ParsedReply {
  return { isReadable: true, value };
}

export function unreadable(failure: ReplyFailure, reason: string): ParsedReply {
  return { isReadable: false, failure, reason };
}
