/** @file Any value of JSON to look through: members fold and unfold, long lists are shown in part. */
import { useState } from 'react';
import { Box, Button, ButtonBase } from '@mui/material';
import { ChevronDown, ChevronRight } from 'lucide-react';
import type { Json } from '#shared/domain/json';
import { countOf } from '../../../components/format';
import { jsonText, wordsOf } from '../../../components/json-text';

const shownAtFirst = 50;

export function JsonView({ label, value }: { label: string; value: Json }) {
  return (
    <Box role="group" aria-label={label} sx={{ fontSize: '0.875rem', lineHeight: 1.6 }}>
      {isComposite(value) ? <Members value={value} depth={0} /> : jsonText(value)}
    </Box>
  );
}

type Composite = readonly Json[] | { readonly [key: string]: Json };

function Members({ value, depth }: { value: Composite; depth: number }) {
  const [shown, setShown] = useState(shownAtFirst);
  const members: [string, Json][] = Array.isArray(value) ? (value as readonly Json[]).map((item, index) => [String(index + 1), item]) : Object.entries(value);
  return (
    <Box component="dl" sx={{ m: 0, pl: depth === 0 ? 0 : 2.25, borderLeft: depth === 0 ? 0 : 1, borderColor: 'divider' }}>
      {members.slice(0, shown).map(([name, member]) => (
        <Member key={name} name={name} value={member} depth={depth} />
      ))}
      {members.length > shown && <Button onClick={() => setShown(shown + 500)}>Show more of {countOf(members.length, 'entry', 'entries')}</Button>}
    </Box>
  );
}

function Member({ name, value, depth }: { name: string; value: Json; depth: number }) {
  const [isOpen, setIsOpen] = useState(depth === 0 && isShort(value));
  const word = /^\d+$/.test(name) ? name : wordsOf(name);
  if (!isComposite(value) || sizeOf(value) === 0) {
    return (
      <Box sx={{ display: 'flex', gap: 1.5 }}>
        <Box component="dt" sx={{ color: 'text.secondary', minWidth: 150 }}>
          {word}
        </Box>
        <Box component="dd" className="figures" sx={{ m: 0, minWidth: 0, overflowWrap: 'anywhere' }}>
          {jsonText(value)}
        </Box>
      </Box>
    );
  }
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <Box>
      <dt>
        <ButtonBase aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)} sx={{ font: 'inherit', gap: 0.5, borderRadius: 0.5, color: 'text.secondary', '&:hover': { color: 'text.primary' } }}>
          <Chevron size={15} aria-hidden />
          {word}
          <Box component="span" sx={{ fontSize: '0.8125rem' }}>
            {Array.isArray(value) ? countOf(sizeOf(value), 'entry', 'entries') : ''}
          </Box>
        </ButtonBase>
      </dt>
      {isOpen && (
        <Box component="dd" sx={{ m: 0 }}>
          <Members value={value} depth={depth + 1} />
        </Box>
      )}
    </Box>
  );
}

function isComposite(value: Json): value is Composite {
  return typeof value === 'object' && value !== null;
}

function sizeOf(value: Composite): number {
  return Array.isArray(value) ? value.length : Object.keys(value).length;
}

function isShort(value: Json): boolean {
  return isComposite(value) && sizeOf(value) <= 12;
}
