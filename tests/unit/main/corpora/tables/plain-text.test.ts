import { describe, expect, it } from 'vitest';
import { htmlToPlainText, toPlainText } from '#main/corpora/tables/plain-text';

describe('htmlToPlainText', () => {
  it.each([
    ['paragraphs', '<p>One.</p><p>Two<br>lines.</p>', 'One.\n\nTwo\nlines.'],
    ['nested blocks', '<div><div><p>One.</p></div></div>\n<div>Two.</div>', 'One.\n\nTwo.'],
    ['entities', 'Fish &amp; chips&nbsp;&#45; it&#39;s &quot;fine&quot; &#x1F44B;', 'Fish & chips - it\'s "fine" 👋'],
    ['inline markup', 'very <b>im<i>port</i>ant</b>', 'very important'],
    ['lists', '<p>Try:</p><ul><li>sleep</li><li>walk</li></ul><p>Good luck.</p>', 'Try:\n- sleep\n- walk\n\nGood luck.'],
    ['what is never shown', '<style>p { color: red }</style><script>alert(1)</script><!-- no -->Yes', 'Yes'],
    ['unclosed tags', '<p>One<p>Two <b>bold', 'One\n\nTwo bold'],
    ['line breaks in the source', 'one\n   two', 'one two'],
    ['nothing', '<p><br></p>', ''],
  ])('%s', (_name, html, text) => {
    expect(htmlToPlainText(html)).toBe(text);
  });
});

describe('toPlainText', () => {
  it.each(['3 < 5 and 5 > 3', 'Q&A at noon', 'a <3 b', 'two\n\nparagraphs  as they are', 'AT&T; R&D'])('leaves prose alone: %s', (text) => {
    expect(toPlainText(text)).toBe(text);
  });
});
