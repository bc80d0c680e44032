/** @file Where the program lies: the folder with its package.json, whether it runs from source, from a bundle or from an archive. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

export function programRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
    folder = parent;
  }
  return folder;
}
