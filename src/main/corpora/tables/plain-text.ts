/** @file HTML to plain text: paragraphs become blank lines, list items get a dash, entities are decoded, markup and style vanish. */
import { Parser } from 'htmlparser2';

const paragraphs = new Set(['p', 'div', 'ul', 'ol', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'table', 'section', 'article']);
const lines = new Set(['br', 'li', 'tr']);
const unseen = new Set(['script', 'style', 'head', 'title', 'xml']);

/** True where a text carries HTML tags or entities, so that plain prose with a `<` in it is left alone. */
export function looksLikeHtml(text: string): boolean {
  return /<\/?[a-z][a-z0-9:]*(\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i.test(text);
}

export function htmlToPlainText(html: string): string {
  const pieces: string[] = [];
  let unseenDepth = 0;
  const parser = new Parser({
    onopentag(name) {
      if (unseen.has(name)) unseenDepth++;
      if (paragraphs.has(name)) pieces.push('\n\n');
      else if (lines.has(name)) pieces.push(name === 'li' ? '\n- ' : '\n');
    },
    ontext(text) {
      // Line breaks in the source are mere spaces; the breaks we add are the only ones that count.
      if (unseenDepth === 0) pieces.push(text.replace(/\s+/gu, ' '));
    },
    onclosetag(name) {
      if (unseen.has(name)) unseenDepth--;
      if (paragraphs.has(name)) pieces.push('\n\n');
    },
  });
  parser.end(html);
  return tidy(pieces.join(''));
}

/** Plain text of a cell that may or may not be HTML. */
export function toPlainText(text: string): string {
  return looksLikeHtml(text) ? htmlToPlainText(text) : text;
}

function tidy(text: string): string {
  return text
    .replace(/[ \u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n\n(?=- )/g, '\n')
    .trim();
}
