/** @file Makes every gap of the double loud: what is not there throws by its name instead of being undefined. */

/** Keys that the language asks for by itself. */
const askedByLanguage = new Set<string | symbol>(['then', 'toJSON', 'constructor']);

export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (key in object || typeof key === 'symbol' || askedByLanguage.has(key)) {
        const value: unknown = Reflect.get(object, key, object);
        return typeof value === 'function' && key !== 'constructor' ? value.bind(object) : value;
      }
      throw new Error(`electron double: ${name}.${key} is not implemented`);
    },
  });
}
