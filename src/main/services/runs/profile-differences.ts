/** @file Which options differ from what a published system has there, and why (the decision register). */
import type { Output, Parsed } from '#shared/contracts/index';
import { flattenConfig, isSameJson, withChanges } from '#shared/domain/runs/config-paths';
import { ProfileName } from '#shared/domain/runs/run';
import type { RunKind } from './run-kind';

/** Options that no profile sets are the person's own and are not listed. */
export function profileDifferences(kind: RunKind, { config }: Pick<Parsed<'runs.profileDifferences'>, 'config'>): Output<'runs.profileDifferences'> {
  const flat = flattenConfig(config);
  const profiles = ProfileName.options.flatMap((name) => (kind.profiles[name] === undefined ? [] : [{ name, options: flattenConfig(withChanges({}, kind.profiles[name])) }]));
  const paths = [...new Set(profiles.flatMap(({ options }) => Object.keys(options)))];
  return paths.flatMap((path) => {
    const value = flat[path] ?? null;
    const differing = profiles.flatMap(({ name, options }) => (Object.hasOwn(options, path) && !isSameJson(options[path], value) ? [{ name, value: options[path] ?? null }] : []));
    return differing.length === 0 ? [] : [{ path, value, profiles: differing, ...kind.decisions[path] }];
  });
}
