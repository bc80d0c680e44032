/** @file The `sql` tag: a statement's text with its bound parameters. Values are only ever bound; text only ever comes from literals. */

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface Sql {
  readonly text: string;
  readonly params: readonly SqlValue[];
}

/** Values become bound parameters; another `Sql` is spliced in with its own parameters. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql {
  return parts.some(isSql) ? compose(strings, parts) : { text: boundText(strings), params: parts as readonly SqlValue[] };
}

/** Joins conditions; none is `1`, which every row passes. */
export function allOf(conditions: readonly Sql[]): Sql {
  const [first, ...rest] = conditions;
  return first === undefined ? sql`1` : rest.reduce((joined, condition) => sql`${joined} AND ${condition}`, first);
}

/** A list as one bound parameter: `x IN ${listOf(ids)}`. Its text, and so the prepared statement, is the same for every length. */
export function listOf(values: readonly (string | number)[]): Sql {
  return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
}

/** A template without nested parts has one text for ever, which is also what the statement cache is keyed by. */
const boundTexts = new WeakMap<TemplateStringsArray, string>();

function boundText(strings: TemplateStringsArray): string {
  let text = boundTexts.get(strings);
  if (text === undefined) {
    text = strings.join('?');
    boundTexts.set(strings, text);
  }
  return text;
}

function compose(strings: TemplateStringsArray, parts: readonly (SqlValue | Sql)[]): Sql {
  let text = strings[0] ?? '';
  const params: SqlValue[] = [];
  for (const [index, part] of parts.entries()) {
    if (isSql(part)) params.push(...part.params);
    else params.push(part);
    text += (isSql(part) ? part.text : '?') + (strings[index + 1] ?? '');
  }
  return { text, params };
}

function isSql(part: SqlValue | Sql): part is Sql {
  return typeof part === 'object' && part !== null && 'text' in part && 'params' in part;
}
