/** @file The head of a prompt template: lines `name: value` between two lines of three hyphens. Knows no role and no Jinja. */
import { AppError } from '#shared/contracts/errors';

export interface TemplateSource {
  /** By name; empty where the text has no head. */
  readonly head: ReadonlyMap<string, string>;
  readonly body: string;
  /** One-based line of the text on which the body begins. */
  readonly bodyLine: number;
}

const rule = '---';

export function splitFrontMatter(text: string): TemplateSource {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines[0]?.trim() !== rule) return { head: new Map(), body: lines.join('\n'), bodyLine: 1 };
  const end = lines.findIndex((line, index) => index > 0 && line.trim() === rule);
  if (end < 0) throw new AppError('INVALID_INPUT', 'line 1: the head begins with --- but no second --- ends it.');
  const head = new Map<string, string>();
  for (const [index, line] of lines.slice(1, end).entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([A-Za-z]+)\s*:\s*(.*)$/.exec(line);
    if (match === null) throw new AppError('INVALID_INPUT', `line ${index + 2}: the head has lines of the form "name: value".`);
    head.set(match[1] ?? '', (match[2] ?? '').trim());
  }
  return { head, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}
