/** @file What can be done to a schema's draft. Ids and abbreviations follow the title until somebody writes their own. Pure. */
import { blankField, blankValue, type DerivedDraft, type FieldDraft, type PassDraft, type SchemaDraft, usualRole, type ValueDraft } from './schema-draft';

interface Keyed {
  readonly key: number;
}

export function changed<Item extends Keyed>(list: readonly Item[], key: number, changes: Partial<Item>): Item[] {
  return list.map((one) => (one.key === key ? { ...one, ...changes } : one));
}

export function without<Item extends Keyed>(list: readonly Item[], key: number): Item[] {
  return list.filter((one) => one.key !== key);
}

/** By a place up or down; what stands at the end stays there. */
export function moved<Item extends Keyed>(list: readonly Item[], key: number, step: -1 | 1): Item[] {
  const index = list.findIndex((one) => one.key === key);
  const next = [...list];
  const [taken] = next.splice(index, 1);
  if (taken !== undefined) next.splice(Math.max(0, index + step), 0, taken);
  return next;
}

/** One that no part of the draft has. */
export function freshKey({ fields, derived, passes }: Pick<SchemaDraft, 'fields' | 'derived' | 'passes'>): number {
  const described = [...fields, ...derived];
  return Math.max(0, ...[...described, ...described.flatMap(({ values }) => values), ...passes].map(({ key }) => key)) + 1;
}

export function renamed(draft: SchemaDraft, name: string, isIdFixed: boolean): SchemaDraft {
  return { ...draft, name, ...(!isIdFixed && draft.id === slugOf(draft.name) && { id: slugOf(name) }) };
}

type Titled = Pick<FieldDraft, 'id' | 'title' | 'abbreviation'>;

export function retitled({ id, title, abbreviation }: Titled, next: string): Titled {
  return { title: next, id: id === idOf(title) ? idOf(next) : id, abbreviation: abbreviation === abbreviationOf(title) ? abbreviationOf(next) : abbreviation };
}

export function retitledValue({ value, title }: Pick<ValueDraft, 'value' | 'title'>, next: string): Pick<ValueDraft, 'value' | 'title'> {
  return { title: next, value: value === valueOf(title) ? valueOf(next) : value };
}

export function retitledPass({ id, title }: Pick<PassDraft, 'id' | 'title'>, next: string): Pick<PassDraft, 'id' | 'title'> {
  return { title: next, id: id === slugOf(title) ? slugOf(next) : id };
}

/** With two empty values, asked for in the last pass. */
export function addField(draft: SchemaDraft): SchemaDraft {
  const key = freshKey(draft);
  const field = { ...blankField(key), scale: 'nominal' as const, values: [blankValue(key + 1), blankValue(key + 2)] };
  return { ...draft, fields: [...draft.fields, field], passes: draft.passes.map((pass, index) => (index === draft.passes.length - 1 ? { ...pass, fields: [...pass.fields, key] } : pass)) };
}

/** No pass asks for it any more, and nothing is derived from it. */
export function removeField(draft: SchemaDraft, key: number): SchemaDraft {
  return {
    ...draft,
    fields: without(draft.fields, key),
    derived: draft.derived.map((one) => ({ ...one, from: one.from.filter((from) => from !== key) })),
    passes: draft.passes.map((pass) => ({ ...pass, fields: pass.fields.filter((one) => one !== key) })),
  };
}

/** A removed field at its old place, with what named it in `before`. */
export function restoreField(draft: SchemaDraft, key: number, before: SchemaDraft): SchemaDraft {
  const index = before.fields.findIndex((field) => field.key === key);
  const field = before.fields[index];
  if (field === undefined || draft.fields.some((one) => one.key === key)) return draft;
  const named = <Item extends Keyed>(old: readonly Item[], item: Item, list: (one: Item) => readonly number[]): boolean => old.some((one) => one.key === item.key && list(one).includes(key));
  return {
    ...draft,
    fields: draft.fields.toSpliced(index, 0, field),
    derived: draft.derived.map((one) => (named(before.derived, one, ({ from }) => from) ? { ...one, from: [...one.from, key] } : one)),
    passes: draft.passes.map((one) => (named(before.passes, one, ({ fields }) => fields) ? { ...one, fields: [...one.fields, key] } : one)),
  };
}

/** The mean of the first two ordinal fields, with the levels of the first. */
export function addDerived(draft: SchemaDraft): SchemaDraft {
  const key = freshKey(draft);
  const sources = draft.fields.filter(({ scale }) => scale === 'ordinal').slice(0, 2);
  const values = (sources[0]?.values ?? []).map((value, index) => ({ ...value, key: key + 1 + index, description: '', aliases: '' }));
  const derived: DerivedDraft = { key, id: '', title: '', abbreviation: '', rubric: '', values, from: sources.map((one) => one.key) };
  return { ...draft, derived: [...draft.derived, derived] };
}

export function addPass(draft: SchemaDraft): SchemaDraft {
  return { ...draft, passes: [...draft.passes, { key: freshKey(draft), id: '', title: '', role: usualRole, fields: [] }] };
}

/** Its fields are asked for in the pass before it, or in the one after the first. */
export function removePass(draft: SchemaDraft, key: number): SchemaDraft {
  const index = draft.passes.findIndex((pass) => pass.key === key);
  const left = draft.passes[index]?.fields ?? [];
  const heir = Math.max(0, index - 1);
  return { ...draft, passes: without(draft.passes, key).map((pass, at) => (at === heir ? { ...pass, fields: [...pass.fields, ...left] } : pass)) };
}

/** A field is asked for in one pass: taken into one, it leaves the other. */
export function askIn(draft: SchemaDraft, field: number, pass: number | null): SchemaDraft {
  return { ...draft, passes: draft.passes.map((one) => ({ ...one, fields: [...one.fields.filter((key) => key !== field), ...(one.key === pass ? [field] : [])] })) };
}

/** "Readiness to change" gives readinessToChange; nothing where the title has no letter of the alphabet. */
export function idOf(title: string): string {
  const [first = '', ...others] = wordsOf(title).join(' ').replace(/^[^a-z]+/, '').split(' ');
  return [first, ...others.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)].join('').slice(0, 40);
}

/** "Hope and topic" gives hope-and-topic. */
export function slugOf(title: string): string {
  return valueOf(title).replace(/^[^a-z]+/, '');
}

/** As a slug, but may begin with a digit. */
export function valueOf(title: string): string {
  return wordsOf(title).join('-').slice(0, 40).replace(/-$/, '');
}

function abbreviationOf(title: string): string {
  const [first = ''] = wordsOf(title);
  return `${first.charAt(0).toUpperCase()}${first.slice(1, 3)}`;
}

function wordsOf(title: string): string[] {
  return title.normalize('NFKD').toLowerCase().replaceAll(/\p{M}/gu, '').match(/[a-z0-9]+/g) ?? [];
}
