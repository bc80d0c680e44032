/** @file Plain text as LaTeX prints it. */

const escapes: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '~': '\\textasciitilde{}', '^': '\\textasciicircum{}', '’': "'" };

export function escapeLatex(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\~^’]|[&%$#_{}]/g, (character) => escapes[character] ?? `\\${character}`);
}
