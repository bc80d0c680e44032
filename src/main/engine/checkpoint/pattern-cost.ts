/** @file Refuses regular expressions whose matching could take for ever: tokenizer files from strangers carry them, and JavaScript cannot stop one. */
import { AppError } from '#shared/contracts/errors';

const longestPattern = 20_000;
/** Repetitions in one alternative; the published tokenizers have up to 3. More of them side by side cost a power of the text's length. */
const mostRepetitions = 6;

interface Group {
  hasRepetition: boolean;
  hasChoice: boolean;
  repetitions: number;
}

/** Repeating a group that itself repeats or chooses makes backtracking exponential; no published tokenizer does it. */
export function refuseSlowPattern(pattern: string, where: string): void {
  if (pattern.length > longestPattern) throw slow(where);
  const open: Group[] = [newGroup()];
  for (let at = 0; at < pattern.length; at++) {
    const group = open.at(-1) ?? newGroup();
    const character = pattern[at];
    let closed: Group | undefined;
    if (character === '\\') at += escapeLength(pattern, at) - 1;
    else if (character === '[') at = endOfClass(pattern, at);
    else if (character === '(') {
      open.push(newGroup());
      if (pattern[at + 1] === '?') at++;
      continue;
    } else if (character === '|') {
      group.hasChoice = true;
      group.repetitions = 0;
      continue;
    } else if (character === ')' && open.length > 1) closed = open.pop();
    const outer = open.at(-1) ?? group;
    const repeats = isRepeated(pattern, at + 1);
    if (closed !== undefined) {
      if (repeats && (closed.hasRepetition || closed.hasChoice)) throw slow(where);
      outer.hasRepetition ||= closed.hasRepetition;
      outer.repetitions += closed.repetitions;
    }
    if (repeats) {
      outer.hasRepetition = true;
      outer.repetitions++;
    }
    if (outer.repetitions > mostRepetitions) throw slow(where);
  }
}

function newGroup(): Group {
  return { hasRepetition: false, hasChoice: false, repetitions: 0 };
}

/** "*", "+", "{2,}" and "{2,5}" repeat; "?" and "{3}" have one way to match a given text. */
function isRepeated(pattern: string, at: number): boolean {
  return /^(?:[*+]|\{\d*,\d*\})/.test(pattern.slice(at, at + 24));
}

/** Of an escape at `at`: "\\p{Lu}", "\\x{20}" and "\\n" alike. */
function escapeLength(pattern: string, at: number): number {
  const braced = /^\\[pPxu]\{[^}]{0,40}\}/.exec(pattern.slice(at, at + 48));
  return braced?.[0].length ?? 2;
}

/** The index of the closing bracket; classes may nest. */
function endOfClass(pattern: string, start: number): number {
  let depth = 0;
  for (let at = start; at < pattern.length; at++) {
    if (pattern[at] === '\\') at++;
    else if (pattern[at] === '[') depth++;
    else if (pattern[at] === ']' && --depth === 0) return at;
  }
  return pattern.length;
}

function slow(where: string): AppError {
  return new AppError('UNSUPPORTED', `${where}: it has a regular expression whose matching could take for ever; if you trust the file, report it with the model's name.`);
}
