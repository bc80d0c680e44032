/**
 * @file Checks that the locks install on every platform: each optional (platform) package that a locked package names is locked too.
 * npm drops such entries silently when a release is still incomplete, and `npm ci` then fails elsewhere.
 */
import { readFileSync } from 'node:fs';

/** Names of optional packages that the lock lacks, as "owner needs name". */
export function missingOptionalPackages(lock) {
  const packages = lock.packages;
  return Object.entries(packages).flatMap(([place, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !(`node_modules/${name}` in packages) && !(`${place}/node_modules/${name}` in packages))
      .map((name) => `${place || 'the root'} needs ${name}`),
  );
}

/** Entries that pin a download place; a portable lock names none. */
export function pinnedDownloads(lock) {
  return Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined && !entry.link).map(([place]) => place);
}

if (process.argv[1] === import.meta.filename) {
  const problems = ['package-lock.json', 'build/runtime/package-lock.json'].flatMap((file) => {
    const lock = JSON.parse(readFileSync(file, 'utf8'));
    return [
      ...missingOptionalPackages(lock).map((one) => `${file}: ${one}, which is not in the lock; pin the owner to a complete release`),
      ...pinnedDownloads(lock).map((one) => `${file}: ${one} names a download place; remove its "resolved"`),
    ];
  });
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
