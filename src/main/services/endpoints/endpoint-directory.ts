/** @file Endpoints as the gateway needs them: settings from the store, the key read from where it is kept. Kept in memory until one changes. */
import { createHash } from 'node:crypto';
import { AppError } from '#shared/contracts/errors';
import type { EndpointId } from '#shared/domain/ids';
import type { GatewayEndpoint } from '../../llm/endpoint';
import type { Secrets } from '../../platform/ports';
import type { ReadableDb } from '../../store/database';
import { findEndpoint, type StoredEndpoint } from '../../store/endpoint-repository';
import { findModel } from '../../store/model-repository';

export interface EndpointDirectory {
  get(id: EndpointId): GatewayEndpoint;
  /** To be told whenever one was changed, removed or brought back. */
  forget(): void;
}

export interface DirectoryOptions {
  readonly db: ReadableDb;
  readonly secrets: Secrets;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export function createEndpointDirectory(options: DirectoryOptions): EndpointDirectory {
  const known = new Map<EndpointId, GatewayEndpoint>();
  return {
    get(id) {
      const kept = known.get(id);
      if (kept !== undefined) return kept;
      const stored = findEndpoint(options.db, id);
      const endpoint = toGatewayEndpoint(stored, options);
      // Models change without a word to this directory.
      if (stored.settings.kind === 'native') return { ...endpoint, ...checkpointOf(stored, options.db) };
      known.set(id, endpoint);
      return endpoint;
    },
    forget: () => known.clear(),
  };
}

export function toGatewayEndpoint(stored: StoredEndpoint, { secrets, environment }: Pick<DirectoryOptions, 'secrets' | 'environment'>): GatewayEndpoint {
  const { id, name, settings, secret, keyVariable } = stored;
  return {
    ...settings,
    id,
    name,
    readKey: () => (secret === null ? keyFromVariable(stored, environment) : secrets.decrypt(secret)),
    revision: createHash('sha256').update(JSON.stringify([name, settings, secret, keyVariable])).digest('hex'),
  };
}

/** Nothing where the model is gone: asking it says so. */
function checkpointOf({ settings }: StoredEndpoint, db: ReadableDb): Pick<GatewayEndpoint, 'checkpoint'> {
  const found = findModel(db, settings.model);
  return found === undefined ? {} : { checkpoint: `${found.contentHash} ${found.registeredAt}` };
}

function keyFromVariable({ name, keyVariable }: StoredEndpoint, environment: DirectoryOptions['environment']): string | null {
  if (keyVariable === null) return null;
  const key = environment[keyVariable]?.trim();
  if (key === undefined || key === '') throw new AppError('INVALID_INPUT', `The key of the endpoint "${name}" is to stand in the environment variable ${keyVariable}, which is not set. Set it and start Solace again.`, { details: { variable: keyVariable } });
  return key;
}
