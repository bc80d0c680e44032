/** @file Templates as the gateway needs them. Those that came with Solace are put away as versions when a template is first needed. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/contracts/errors';
import { sha256 } from '../../llm/call-key';
import { findRole, roles } from '../../llm/roles/index';
import { describeFileError } from '../../platform/file-errors';
import type { Ports } from '../../platform/ports';
import type { WritableDb } from '../../store/database';
import { findCurrentPrompt, syncShippedPrompts } from '../../store/prompt-repository';

export interface PromptDirectory {
  /** The version in use. */
  current(role: string): { readonly text: string; readonly sha256: string };
  /** The database, with what came with Solace in it. */
  readonly db: WritableDb;
  /** To be told whenever another version is used. */
  forget(): void;
}

export function createPromptDirectory(db: WritableDb, ports: Pick<Ports, 'clock' | 'resourcesPath' | 'appVersion'>): PromptDirectory {
  const known = new Map<string, { text: string; sha256: string }>();
  let isSynced = false;
  const synced = (): WritableDb => {
    if (!isSynced) syncShippedPrompts(db, readShipped(ports));
    isSynced = true;
    return db;
  };
  return {
    current(role) {
      const kept = known.get(role);
      if (kept !== undefined) return kept;
      const found = findCurrentPrompt(synced(), findRole(role).name);
      if (found === undefined) throw new AppError('INTERNAL', `The role ${role} has no template.`);
      known.set(role, found);
      return found;
    },
    get db() {
      return synced();
    },
    forget: () => known.clear(),
  };
}

function readShipped({ clock, resourcesPath, appVersion }: Pick<Ports, 'clock' | 'resourcesPath' | 'appVersion'>): Parameters<typeof syncShippedPrompts>[1] {
  const createdAt = clock.now().toISOString();
  return roles.map(({ name }) => {
    const text = readText(join(resourcesPath, 'prompts', `${name}.md`));
    return { role: name, text, sha256: sha256(text), isShipped: true, note: `Came with Solace ${appVersion}.`, createdAt };
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  } catch (error) {
    throw describeFileError(error, path);
  }
}
