/** @file Run as a process of its own: opens a workspace, asks many questions of one server, says what is stored, ends or is killed. */
import { createLanguageModels } from '#main/services/gateway/create-language-models';
import { createEventBus } from '#main/services/app/event-bus';
import { insertEndpoint, listEndpoints, usualSettings } from '#main/store/endpoint-repository';
import { openStore } from '#main/store/store';
import { silentLog } from '../store';

const [workspacePath = '', baseUrl = '', count = '0'] = process.argv.slice(2);
const clock = { now: () => new Date() };
const store = openStore({ folder: workspacePath, clock, log: silentLog });
const secrets = { description: '', encrypt: (text: string) => text, decrypt: (text: string) => text };
const models = createLanguageModels({ ports: { clock, secrets, resourcesPath: 'resources', appVersion: 'test' }, store, events: createEventBus() });
const endpoint =
  listEndpoints(store.db).find(({ name }) => name === 'server') ??
  insertEndpoint(store.db, { name: 'server', settings: { ...usualSettings('openai'), model: 'm', baseUrls: [baseUrl], maxConcurrency: 4 }, createdAt: clock.now().toISOString(), secret: null, keyVariable: null });

await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    await models.gateway.ask({ role: 'supporter', endpointId: endpoint.id, slots: { history: [{ speaker: 'seeker', text: `question ${index}` }] } });
    process.stdout.write(`question ${index}\n`);
  }),
);
await models.dispose();
store.dispose();
