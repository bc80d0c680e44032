/** @file The programs a worker can run, by name. */
import type { Program } from '../protocol';

export const programs: Readonly<Record<string, Program>> = {};
