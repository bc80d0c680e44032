/** @file The kinds of runs by name, their forms as JSON Schema, and configurations checked against them. */
import { z } from 'zod';
import { describeIssues } from '#shared/contracts/describe-issues';
import { AppError } from '#shared/contracts/errors';
import type { RunKindInfo } from '#shared/contracts/run-records';
import type { Json } from '#shared/domain/json';
import { type Configuration, flattenConfig, isSameJson, overlaid, withChanges } from '#shared/domain/runs/config-paths';
import { ProfileName } from '#shared/domain/runs/run';
import type { RunKind } from './run-kind';

export interface KindRegistry {
  /** NOT_FOUND with the names there are. */
  get(name: string): RunKind;
  infos(): RunKindInfo[];
}

export function createKindRegistry(kinds: readonly RunKind[]): KindRegistry {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  return {
    get(name) {
      const kind = byName.get(name);
      if (kind === undefined) throw new AppError('NOT_FOUND', `There is no kind of run named ${name}. There are: ${[...byName.keys()].sort().join(', ') || 'none'}.`);
      return kind;
    },
    infos: () => kinds.map(describeKind),
  };
}

/** The configuration over the profile, defaults filled in. INVALID_INPUT names the option that is wrong, missing or unknown. */
export function resolveConfig(kind: RunKind, request: { readonly config: Configuration; readonly profile?: ProfileName | undefined }): Configuration {
  const wanted = overlaid(profileOptions(kind, request.profile), request.config);
  const parsed = kind.config.safeParse(wanted);
  if (!parsed.success) throw new AppError('INVALID_INPUT', `The configuration of ${kind.name}: ${describeIssues(parsed.error.issues)}`, { details: { issues: parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`) } });
  const config = JSON.parse(JSON.stringify(parsed.data)) as Configuration;
  const unknown = unknownPath(flattenConfig(wanted), flattenConfig(config));
  if (unknown !== undefined) throw new AppError('INVALID_INPUT', `The configuration of ${kind.name}: there is no option "${unknown}". "run kinds" lists the options.`, { details: { path: unknown } });
  return config;
}

/** Of a configuration that was resolved before, perhaps by an earlier version. */
export function typedConfig(kind: RunKind, config: Configuration): unknown {
  const parsed = kind.config.safeParse(config);
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_INPUT', `The configuration of ${kind.name} does not fit this version of Solace: ${describeIssues(parsed.error.issues)}. Start it anew with changed settings.`);
}

function profileOptions(kind: RunKind, profile: ProfileName | undefined): Configuration {
  if (profile === undefined) return {};
  const options = kind.profiles[profile];
  if (options !== undefined) return withChanges({}, options);
  throw new AppError('INVALID_INPUT', `${kind.name} has no profile ${profile}. It has: ${Object.keys(kind.profiles).join(', ') || 'none'}.`);
}

/** A schema drops what it does not know; a misspelt option must not vanish silently. */
function unknownPath(wanted: Readonly<Record<string, Json>>, found: Readonly<Record<string, Json>>): string | undefined {
  const paths = Object.keys(found);
  return Object.keys(wanted).find((path) => !Object.hasOwn(found, path) && !paths.some((one) => one.startsWith(`${path}.`) || (path.startsWith(`${one}.`) && isSameJson(found[one], {}))));
}

function describeKind(kind: RunKind): RunKindInfo {
  const schema = JSON.parse(JSON.stringify(z.toJSONSchema(kind.config, { io: 'input', unrepresentable: 'any' }))) as Record<string, Json>;
  return {
    kind: kind.name,
    title: kind.title,
    description: kind.description,
    schema,
    defaults: defaultsOf(schema),
    profiles: ProfileName.options.flatMap((name) => (kind.profiles[name] === undefined ? [] : [{ name, options: flattenConfig(withChanges({}, kind.profiles[name])) }])),
    decisions: { ...kind.decisions },
  };
}

function defaultsOf(schema: Configuration): Configuration {
  const properties = schema['properties'] as Readonly<Record<string, Configuration>> | undefined;
  const defaults = Object.entries(properties ?? {}).flatMap(([name, property]): [string, Json][] => {
    const below = defaultsOf(property);
    if (property['default'] !== undefined) return [[name, Object.keys(below).length > 0 ? overlaid(below, property['default'] as Configuration) : property['default']]];
    return Object.keys(below).length > 0 ? [[name, below]] : [];
  });
  return Object.fromEntries(defaults);
}
