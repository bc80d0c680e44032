/** @file Refuses a Node that is too old before native code is loaded: there it would crash without a word. */
import { AppError } from '#shared/contracts/errors';

const oldest = [22, 15] as const;

export function assertNodeIsSupported(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new AppError('UNSUPPORTED', `This is Node ${version}; Solace needs ${oldest.join('.')} or newer. "npm run -s solace -- <command>" fetches and uses one by itself.`);
}
