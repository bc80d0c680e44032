/** @file Endpoints: added, changed, removed, tried. Implements endpointsContract. A key is encrypted on its way in and has no way out. */
import type { Endpoint, EndpointChanges, endpointsContract, EndpointSettings, NewEndpoint } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf } from '#shared/contracts/index';
import type { WholeGateway } from '../../llm/create-gateway';
import { isLocalEndpoint } from '../../llm/endpoint';
import type { Ports } from '../../platform/ports';
import { speedOfEndpoint } from '../../store/call-queries';
import { findEndpoint, insertEndpoint, listEndpoints, removeEndpoint, restoreEndpoint, type StoredEndpoint, type StoredKey, updateEndpoint, usualSettings } from '../../store/endpoint-repository';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import type { EndpointDirectory } from './endpoint-directory';
import { testEndpoint } from './test-endpoint';

export interface EndpointsDependencies {
  readonly ports: Pick<Ports, 'clock' | 'secrets'>;
  readonly store: Store;
  readonly events: EventBus;
  readonly directory: EndpointDirectory;
  readonly gateway: WholeGateway;
}

export function createEndpointsService(dependencies: EndpointsDependencies): HandlersOf<typeof endpointsContract> {
  const { ports, store, events, directory, gateway } = dependencies;
  const { db } = store;
  const changed = <Result>(result: Result): Result => {
    directory.forget();
    events.emit({ kind: 'endpoints.changed' });
    return result;
  };
  const shown = (stored: StoredEndpoint): Endpoint => toContract(stored, { speed: speedOfEndpoint(db, stored.id), health: gateway.health(stored.id) });

  return {
    'endpoints.list': () => listEndpoints(db).map(shown),
    'endpoints.keyStorage': () => ({ description: `Keys are ${ports.secrets.description}. They are not in the workspace, and no window gets them.` }),
    'endpoints.get': ({ endpoint }) => shown(findEndpoint(db, endpoint)),
    'endpoints.add': (input) => {
      const settings = settingsOf(input);
      const key = newKey(input, ports.secrets);
      return shown(changed(insertEndpoint(db, { name: input.name, settings, createdAt: ports.clock.now().toISOString(), ...key })));
    },
    'endpoints.edit': ({ endpoint, changes }) => {
      const before = findEndpoint(db, endpoint);
      const settings = checked({ ...before.settings, ...settingsIn(changes) });
      return shown(changed(updateEndpoint(db, before.id, { name: changes.name ?? before.name, settings, ...changedKey(before, changes, ports.secrets) })));
    },
    'endpoints.remove': ({ endpoint }) => {
      const { id } = findEndpoint(db, endpoint);
      removeEndpoint(db, id);
      return changed({ endpointId: id });
    },
    'endpoints.restore': ({ endpointId }) => shown(changed(restoreEndpoint(db, endpointId))),
    'endpoints.test': async ({ endpoint }, { signal }) => changed(await testEndpoint(dependencies, findEndpoint(db, endpoint), signal)),
  };
}

type Found = Pick<Endpoint, 'speed' | 'health'>;

function toContract({ id, name, settings, isBuiltIn, secret, keyVariable, createdAt }: StoredEndpoint, found: Found): Endpoint {
  return {
    ...settings,
    id,
    name,
    isBuiltIn,
    isScripted: settings.kind === 'scripted',
    isLocal: isLocalEndpoint(settings),
    hasKey: secret !== null || keyVariable !== null,
    apiKeyVariable: keyVariable,
    createdAt,
    ...found,
  };
}

function settingsOf({ name: _name, apiKey: _key, apiKeyVariable: _variable, ...given }: NewEndpoint): EndpointSettings {
  return checked({ ...usualSettings(given.kind), ...defined(given) } as EndpointSettings);
}

function settingsIn({ name: _name, apiKey: _key, apiKeyVariable: _variable, ...given }: EndpointChanges): Partial<EndpointSettings> {
  return defined(given);
}

/** An absent setting stays what it was. */
function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function checked(settings: EndpointSettings): EndpointSettings {
  if (settings.kind === 'openai' && settings.baseUrls.length === 0) throw new AppError('INVALID_INPUT', 'An endpoint of the kind openai needs at least one address, e.g. http://localhost:8000/v1.');
  if (settings.kind !== 'openai' && settings.baseUrls.length > 0) throw new AppError('INVALID_INPUT', `An endpoint of the kind ${settings.kind} has no address; leave it out.`);
  return { ...settings, baseUrls: [...new Set(settings.baseUrls.map((url) => url.replace(/\/+$/, '')))] };
}

function newKey({ kind, apiKey, apiKeyVariable }: NewEndpoint, secrets: Ports['secrets']): StoredKey {
  if (kind !== 'openai' && (apiKey !== undefined || apiKeyVariable !== undefined)) throw new AppError('INVALID_INPUT', `An endpoint of the kind ${kind} needs no key.`);
  return keyOf({ apiKey: apiKey ?? null, apiKeyVariable: apiKeyVariable ?? null }, secrets);
}

function changedKey(before: StoredEndpoint, { apiKey, apiKeyVariable }: EndpointChanges, secrets: Ports['secrets']): StoredKey {
  if (apiKey === undefined && apiKeyVariable === undefined) return { secret: before.secret, keyVariable: before.keyVariable };
  return keyOf({ apiKey: apiKey ?? null, apiKeyVariable: apiKeyVariable ?? null }, secrets);
}

function keyOf({ apiKey, apiKeyVariable }: { apiKey: string | null; apiKeyVariable: string | null }, secrets: Ports['secrets']): StoredKey {
  if (apiKey !== null && apiKeyVariable !== null) throw new AppError('INVALID_INPUT', 'Give either the key itself or the environment variable that holds it, not both.');
  return { secret: apiKey === null ? null : secrets.encrypt(apiKey), keyVariable: apiKeyVariable };
}
