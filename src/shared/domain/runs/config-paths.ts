/** @file Configurations as flat tables of dotted paths, and back: for filters, differences, sweeps and `--set path=value`. */
import type { Json } from '../json';

export type Configuration = { readonly [key: string]: Json };

/** Members of objects by their dotted path; a list is one value. */
export function flattenConfig(config: Configuration, prefix = ''): Record<string, Json> {
  const flat: Record<string, Json> = {};
  for (const [key, value] of Object.entries(config)) {
    const path = prefix + key;
    if (isObject(value) && Object.keys(value).length > 0) Object.assign(flat, flattenConfig(value, `${path}.`));
    else flat[path] = value;
  }
  return flat;
}

/** A copy with the values at these paths put in; objects on the way are made. */
export function withChanges(config: Configuration, changes: Readonly<Record<string, Json>>): Configuration {
  return Object.entries(changes).reduce((changed, [path, value]) => withValue(changed, path.split('.'), value), config);
}

/** The options of `config` over those of `base`, path by path. */
export function overlaid(base: Configuration, config: Configuration): Configuration {
  return withChanges(base, flattenConfig(config));
}

export interface ConfigDifference {
  readonly path: string;
  /** In the order of the configurations; absent options are undefined. */
  readonly values: readonly (Json | undefined)[];
  readonly isDifferent: boolean;
}

/** Every path of any of the configurations, in the order of their first appearance. */
export function compareConfigs(configs: readonly Readonly<Record<string, Json>>[]): ConfigDifference[] {
  const paths = new Set(configs.flatMap((config) => Object.keys(config)));
  return [...paths].map((path) => {
    const values = configs.map((config) => (Object.hasOwn(config, path) ? config[path] : undefined));
    return { path, values, isDifferent: values.some((value) => !isSameJson(value, values[0])) };
  });
}

/** Equal as JSON; the order of an object's members does not count. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value: Json, index) => isSameJson(value, (b as readonly Json[])[index]));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]));
  }
  return a === b;
}

function withValue(config: Configuration, [key = '', ...rest]: readonly string[], value: Json): Configuration {
  const below = Object.hasOwn(config, key) ? config[key] : undefined;
  const changed = rest.length === 0 ? value : withValue(isObject(below) ? below : {}, rest, value);
  // Defined, not assigned: a path may be called `__proto__`.
  return Object.fromEntries([...Object.entries(config).filter(([name]) => name !== key), [key, changed]]);
}

function isObject(value: Json | undefined): value is Configuration {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
