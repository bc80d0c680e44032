/** @file A run being prepared: what the person said of its options, and what is sent of it. Knows no page and no request. */
import { z } from 'zod';
import type { RunDetail, RunKindInfo } from '#shared/contracts/run-records';
import { RunId } from '#shared/domain/ids';
import { Json } from '#shared/domain/json';
import { type Configuration, flattenConfig, isSameJson, overlaid, withChanges } from '#shared/domain/runs/config-paths';
import { ProfileName } from '#shared/domain/runs/run';
import { emptySweep, SweepDraft, sweepDraftOf } from './sweep-draft';

export const RunDraft = z.object({
  /** By dotted path; only what the person set. */
  options: z.record(z.string(), Json),
  profile: ProfileName.optional(),
  name: z.string(),
  /** As typed. */
  seed: z.string(),
  tags: z.array(z.string()),
  notes: z.string(),
  needs: z.array(RunId),
  mode: z.enum(['one', 'sweep']),
  sweep: SweepDraft,
});
export type RunDraft = z.output<typeof RunDraft>;

export const emptyDraft: RunDraft = { options: {}, name: '', seed: '13', tags: [], notes: '', needs: [], mode: 'one', sweep: emptySweep };

/** What holds of the options when the person says nothing: the profile over the defaults. */
export function usualOptions({ defaults, profiles }: RunKindInfo, profile: ProfileName | undefined): Readonly<Record<string, Json>> {
  const chosen = profiles.find(({ name }) => name === profile)?.options ?? {};
  return flattenConfig(overlaid(defaults, withChanges({}, chosen)));
}

/** What is sent: only what the person set, so that profile and defaults hold for the rest. */
export function sentConfig({ options }: Pick<RunDraft, 'options'>): { [key: string]: Json } {
  return { ...withChanges({}, options) };
}

/** All options as they would be. */
export function wholeConfig(kind: RunKindInfo, { options, profile }: Pick<RunDraft, 'options' | 'profile'>): { [key: string]: Json } {
  return { ...withChanges({}, { ...usualOptions(kind, profile), ...options }) };
}

export function withOption(draft: RunDraft, path: string, value: Json | undefined): RunDraft {
  const others = Object.fromEntries(Object.entries(draft.options).filter(([one]) => one !== path));
  return { ...draft, options: value === undefined ? others : { ...others, [path]: value } };
}

/** The settings of another run, as if the person had set them. */
export function draftFrom(run: RunDetail, kind: RunKindInfo): RunDraft {
  const usual = usualOptions(kind, run.profile);
  const own = Object.entries(flattenConfig(run.configuration as Configuration)).filter(([path, value]) => !isSameJson(usual[path], value));
  return {
    ...emptyDraft,
    options: Object.fromEntries(own),
    ...(run.profile !== undefined && { profile: run.profile }),
    name: `${run.name}, changed`.slice(0, 120),
    seed: String(run.seed),
    tags: [...run.tags],
    notes: run.notes,
    needs: run.needs.map(({ id }) => id),
    ...(run.sweep !== undefined && { mode: 'sweep' as const, sweep: sweepDraftOf(run.sweep) }),
  };
}
