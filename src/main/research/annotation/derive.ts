/** @file Derived fields of a label schema (trust, of ESCA's): from the values that stand, and, as votes, from what each annotator gave. */
import type { LabelledValue } from '#shared/contracts/labels';
import type { TrustMapping } from '#shared/domain/label-options';
import { levelOf, type DerivedField, type LabelSchema } from '#shared/domain/label-schema';
import { mapMeanLevel } from './trust-mapping';
import { pairAgreementOf } from './vote';

/** The labels of one field. */
export interface Column {
  readonly field: string;
  /** One a seeker's turn. */
  readonly values: readonly LabelledValue[];
}

/** Null where a source has no value. */
export function deriveLabel(field: DerivedField, sources: readonly (string | null | undefined)[], { schema, mapping }: { schema: LabelSchema; mapping: TrustMapping }): string | null {
  const levels = field.from.flatMap((id, index) => {
    const source = schema.fields.find((one) => one.id === id);
    const level = source === undefined ? undefined : levelOf(source, sources[index] ?? '');
    return level ?? [];
  });
  if (levels.length < field.from.length) return null;
  return field.values[mapMeanLevel(levels, field.values.length, mapping) - 1]?.value ?? null;
}

export function deriveField(field: DerivedField, { columns, ...how }: { columns: readonly Column[]; schema: LabelSchema; mapping: TrustMapping }): Column {
  const sources = field.from.flatMap((id) => columns.filter((column) => column.field === id));
  const values = (sources[0]?.values ?? []).map((first, turn): LabelledValue => {
    const parts = sources.map((column) => column.values[turn]);
    const votes = first.votes.map(({ annotator }) => ({ annotator, value: deriveLabel(field, parts.map((part) => part?.votes[annotator]?.value), how), callId: null }));
    const value = deriveLabel(field, parts.map((part) => part?.value), how);
    return { value, origin: value === null ? 'failed' : 'derived', agreement: pairAgreementOf(votes.flatMap((vote) => vote.value ?? [])), votes, callId: null, rationale: null };
  });
  return { field: field.id, values };
}
