/** @file Zod's findings in one line for a person: where, then what. */

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

const shownIssues = 3;

export function describeIssues(issues: readonly Issue[]): string {
  const shown = issues.slice(0, shownIssues).map(({ path, message }) => (path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`));
  const more = issues.length > shown.length ? `; and ${issues.length - shown.length} more` : '';
  return `${shown.join('; ')}${more}`;
}
