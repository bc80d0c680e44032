/** @file Names of files the workbench writes. */

/** `20261120-153012` in universal time: sorts by age and is a valid name everywhere. */
export function timestampForFileName(date: Date): string {
  return date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}
