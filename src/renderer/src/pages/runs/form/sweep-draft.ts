/** @file A sweep being prepared: parameters with their values as typed, and the plan they make or what is wrong with them. Pure. */
import { z } from 'zod';
import type { Json } from '#shared/domain/json';
import { countTrials, maxSweepRuns, SweepPlan } from '#shared/domain/runs/sweep-plan';
import { parseValue, typedText } from '../../../components/forms/field-values';
import type { ValueField } from '../../../components/forms/form-fields';

const ParameterDraft = z.object({ path: z.string(), values: z.string(), isRange: z.boolean(), from: z.string(), to: z.string(), scale: z.enum(['linear', 'log']) });
export type ParameterDraft = z.output<typeof ParameterDraft>;

export const SweepDraft = z.object({ search: z.enum(['grid', 'random', 'seeds']), parameters: z.array(ParameterDraft), samples: z.string(), seeds: z.string() });
export type SweepDraft = z.output<typeof SweepDraft>;

export const emptySweep: SweepDraft = { search: 'grid', parameters: [], samples: '20', seeds: '13' };

export type PlannedSweep = { readonly plan: SweepPlan; readonly runs: number } | { readonly problem: string };

/** Fields whose values can be listed with commas between them. */
export function canVary({ kind }: ValueField): boolean {
  return kind !== 'list' && kind !== 'json';
}

export function newParameter(path: string): ParameterDraft {
  return { path, values: '', isRange: false, from: '', to: '', scale: 'linear' };
}

export function planSweep({ search, parameters, samples, seeds }: SweepDraft, fields: readonly ValueField[]): PlannedSweep {
  const seedValues = seeds.split(',').map((text) => text.trim()).filter((text) => text !== '');
  const found: Json[] = [];
  if (search !== 'seeds') {
    if (parameters.length === 0) return { problem: 'Choose at least one option that varies.' };
    for (const parameter of parameters) {
      const field = fields.find(({ path }) => path === parameter.path);
      if (field === undefined) return { problem: `There is no option ${parameter.path}.` };
      const read = search === 'random' && parameter.isRange ? readRange(parameter, field) : readValues(parameter, field);
      if (typeof read === 'string') return { problem: `${field.title}: ${read}` };
      found.push(read);
    }
  }
  const checked = SweepPlan.safeParse({ search: { mode: search, ...(search !== 'seeds' && { parameters: found }), ...(search === 'random' && { samples: Number(samples) }) }, seeds: seedValues.map(Number) });
  if (!checked.success) return { problem: problemIn(checked.error.issues[0]) };
  const runs = countTrials(checked.data);
  return runs > maxSweepRuns ? { problem: `This would be ${runs} runs; at most ${maxSweepRuns} are made at once.` } : { plan: checked.data, runs };
}

export function sweepDraftOf({ search, seeds }: SweepPlan): SweepDraft {
  const parameters = search.mode === 'seeds' ? [] : search.parameters;
  return {
    search: search.mode,
    parameters: parameters.map((parameter) =>
      'values' in parameter ? { ...newParameter(parameter.path), values: parameter.values.map(typedText).join(', ') } : { path: parameter.path, values: '', isRange: true, from: String(parameter.from), to: String(parameter.to), scale: parameter.scale },
    ),
    samples: search.mode === 'random' ? String(search.samples) : emptySweep.samples,
    seeds: seeds.join(', '),
  };
}

function readValues({ path, values }: ParameterDraft, field: ValueField): Json | string {
  const texts = values.split(',').map((text) => text.trim()).filter((text) => text !== '');
  if (texts.length === 0) return 'give its values, with commas between them.';
  const parsed = texts.map((text) => parseValue(field, text));
  const wrong = parsed.findIndex((value) => value === undefined);
  return wrong >= 0 ? `“${texts[wrong] ?? ''}” is not one of its values.` : { path, values: parsed.flatMap((value) => (value === undefined ? [] : [value])) };
}

function readRange({ path, from, to, scale }: ParameterDraft, field: ValueField): Json | string {
  if (field.kind !== 'number') return 'only a number has a range.';
  const [low, high] = [from, to].map((text) => parseValue(field, text));
  if (typeof low !== 'number' || typeof high !== 'number') return 'give both ends of its range.';
  if (low >= high) return 'the range goes from a smaller to a larger number.';
  if (scale === 'log' && low <= 0) return 'a logarithmic range begins above 0.';
  return { path, from: low, to: high, scale, isInteger: field.isInteger };
}

function problemIn(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  if (issue?.path[0] === 'seeds') return 'Seeds are whole numbers of 0 or more, with commas between them.';
  return issue?.path[1] === 'samples' ? `The number of samples is between 1 and ${maxSweepRuns}.` : (issue?.message ?? 'This sweep cannot be planned.');
}
