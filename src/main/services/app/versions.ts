/** @file The versions a bug report needs. */

const reported = ['node', 'v8', 'electron', 'chrome'] as const;

export function runtimeVersions(appVersion: string): Record<string, string> {
  const versions: Record<string, string> = { solace: appVersion };
  for (const name of reported) {
    const version = process.versions[name];
    if (version !== undefined) versions[name] = version;
  }
  return versions;
}
