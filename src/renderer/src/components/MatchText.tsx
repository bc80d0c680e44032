/** @file Text with the matches of a search marked: the core puts them between U+E000 and U+E001. */
import { Fragment } from 'react';
import { displayText } from '#shared/domain/dialogue';

/** White space is shown as one space, or line by line where the lines matter. */
export function MatchText({ text, keepsLines = false }: { text: string; keepsLines?: boolean }) {
  return piecesOf(keepsLines ? text : displayText(text)).map(({ at, match, rest }) => (
    <Fragment key={at}>
      {match !== '' && <mark>{match}</mark>}
      {rest}
    </Fragment>
  ));
}

/** Each piece begins with a match, but for the first, which may have none. */
function piecesOf(text: string): { at: number; match: string; rest: string }[] {
  let at = 0;
  return text.split('\uE000').map((piece) => {
    const end = piece.indexOf('\uE001');
    const found = { at, match: piece.slice(0, Math.max(0, end)), rest: piece.slice(end + 1) };
    at += piece.length + 1;
    return found;
  });
}
