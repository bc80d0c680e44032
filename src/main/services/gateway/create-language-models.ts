/** @file Joins endpoints, templates, stored calls and the gateway: everything of the workbench that has to do with language models. */
import type { callsContract } from '#shared/contracts/calls';
import type { endpointsContract } from '#shared/contracts/endpoints';
import type { HandlersOf } from '#shared/contracts/index';
import type { promptsContract } from '#shared/contracts/prompts';
import { createGateway } from '../../llm/create-gateway';
import type { Gateway } from '../../llm/gateway';
import type { NativeChat } from '../../llm/providers/native';
import type { Ports } from '../../platform/ports';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import { createCallsService } from '../calls/calls-service';
import { createStoredCalls } from '../calls/stored-calls';
import { createEndpointDirectory } from '../endpoints/endpoint-directory';
import { createEndpointsService } from '../endpoints/endpoints-service';
import { createPromptDirectory } from '../prompts/prompt-directory';
import { createPromptsService } from '../prompts/prompts-service';

export interface LanguageModels {
  readonly gateway: Gateway;
  readonly handlers: HandlersOf<typeof endpointsContract> & HandlersOf<typeof promptsContract> & HandlersOf<typeof callsContract>;
  /** Before the store is closed. */
  dispose(): Promise<void>;
}

export interface LanguageModelsDependencies {
  readonly ports: Pick<Ports, 'clock' | 'secrets' | 'resourcesPath' | 'appVersion'>;
  readonly store: Store;
  readonly events: EventBus;
  /** What runs local checkpoints. */
  readonly nativeChat?: NativeChat;
}

export function createLanguageModels({ ports, store, events, nativeChat }: LanguageModelsDependencies): LanguageModels {
  const { clock } = ports;
  const endpoints = createEndpointDirectory({ db: store.db, secrets: ports.secrets, environment: process.env });
  const prompts = createPromptDirectory(store.db, ports);
  const calls = createStoredCalls({ db: store.db, events });
  const gateway = createGateway({ clock, calls, endpoint: (id) => endpoints.get(id), prompt: (role) => prompts.current(role), nativeChat });
  return {
    gateway,
    handlers: {
      ...createEndpointsService({ ports, store, events, directory: endpoints, gateway }),
      ...createPromptsService({ clock, events, directory: prompts, gateway }),
      ...createCallsService({ store, calls, gateway }),
    },
    async dispose() {
      await gateway.dispose();
      calls.dispose();
    },
  };
}
