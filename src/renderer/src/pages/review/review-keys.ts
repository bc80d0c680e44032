/** @file What can be done by key on the review page, with the usual keys and how a person's own replace them. Pure. */
import { z } from 'zod';
import type { CampaignMode } from '#shared/domain/review/decisions';

export interface ReviewCommand {
  readonly id: string;
  /** As the sheet says it. */
  readonly label: string;
  readonly keys: readonly string[];
  /** Where it means anything; absent: in both modes. */
  readonly mode?: CampaignMode;
}

/** Values that have a key of their own: 1 to 9, then 0. */
export const mostValueKeys = 10;
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

const commands = [
  { id: 'accept', label: 'The proposal is right', keys: ['a', 'Enter'], mode: 'validate' },
  { id: 'reject', label: 'The proposal is wrong', keys: ['x'], mode: 'validate' },
  { id: 'finish', label: 'The rest is right, next item', keys: ['Mod+Enter'], mode: 'validate' },
  ...ordinals.map((ordinal, index) => ({ id: `value${index + 1}`, label: `Give the ${ordinal} value`, keys: [String((index + 1) % 10)] })),
  { id: 'skip', label: 'Skip, next item', keys: ['Space', 's'] },
  { id: 'flag', label: 'Flag with a comment', keys: ['f'] },
  { id: 'undo', label: 'Undo', keys: ['Mod+z', 'Backspace'] },
  { id: 'redo', label: 'Redo', keys: ['Mod+Shift+z', 'Mod+y'] },
  { id: 'fieldDown', label: 'Next field', keys: ['ArrowDown', 'j'] },
  { id: 'fieldUp', label: 'Field before', keys: ['ArrowUp', 'k'] },
  { id: 'nextItem', label: 'Next item of the queue', keys: ['ArrowRight'] },
  { id: 'previousItem', label: 'Item before', keys: ['ArrowLeft'] },
  { id: 'nextOpen', label: 'Next item that is not decided', keys: ['n'] },
  { id: 'queue', label: 'Your items as a list', keys: ['l'] },
  { id: 'earlier', label: 'Show or fold what came before', keys: ['e'] },
  { id: 'scrollDown', label: 'Scroll the dialogue down', keys: ['PageDown'] },
  { id: 'scrollUp', label: 'Scroll the dialogue up', keys: ['PageUp'] },
  { id: 'reveal', label: 'Show votes and reasons', keys: ['v'], mode: 'validate' },
  { id: 'blur', label: 'Blur texts, or show them plainly', keys: ['b'] },
  { id: 'show', label: 'Show the blurred turn', keys: ['t'] },
  { id: 'pause', label: 'Pause', keys: ['p'] },
] as const satisfies readonly ReviewCommand[];

export const reviewCommands: readonly ReviewCommand[] = commands;

/** A person's own keys by command; what is not named keeps its usual ones. */
export const OwnKeys = z.record(z.string(), z.array(z.string().min(1)).max(4));
export type OwnKeys = z.output<typeof OwnKeys>;

export function commandsOf(mode: CampaignMode, mostValues: number): ReviewCommand[] {
  return reviewCommands.filter((command) => (command.mode ?? mode) === mode && valueIndexOf(command.id) < Math.min(mostValues, mostValueKeys));
}

/** Place of the value that a command gives; -1 for other commands. */
export function valueIndexOf(commandId: string): number {
  const match = /^value(\d+)$/.exec(commandId);
  return match === null ? -1 : Number(match[1]) - 1;
}

export function keysFor(commandId: string, own: OwnKeys): readonly string[] {
  return own[commandId] ?? reviewCommands.find(({ id }) => id === commandId)?.keys ?? [];
}

/** The command that has this key now, of those of one mode: the others cannot be in its way. */
export function commandWith(key: string, own: OwnKeys, among: readonly ReviewCommand[]): ReviewCommand | undefined {
  return among.find(({ id }) => keysFor(id, own).includes(key));
}

/** Gives a key to a command and takes it from whichever had it. */
export function withKey(own: OwnKeys, commandId: string, key: string): OwnKeys {
  const mode = reviewCommands.find(({ id }) => id === commandId)?.mode;
  const robbed = reviewCommands.filter((one) => one.id !== commandId && (mode === undefined || one.mode === undefined || one.mode === mode) && keysFor(one.id, own).includes(key));
  return { ...own, ...Object.fromEntries(robbed.map(({ id }) => [id, keysFor(id, own).filter((one) => one !== key)])), [commandId]: [key] };
}

/** Keys that belong to the whole workbench or to every browser. */
export function isReserved(key: string): boolean {
  return ['?', 'g', 'Tab', 'Shift+Tab', 'Escape', 'F5', 'Mod+r', 'Mod+w', 'Mod+t', 'Mod+q', 'Mod+l'].includes(key);
}
