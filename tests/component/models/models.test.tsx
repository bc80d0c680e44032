/** @file The Models room at work: try a model, add an endpoint, edit a prompt, look into a call. */
import { expect, test } from 'vitest';
import { createFakeClient } from '../support/fake-client';
import { endpoints, modelHandlers, prompt, storyModel, wholeCall } from '../support/models';
import { renderApp } from '../support/render';

test('a model is tried, its text grows, and its speed is told', async () => {
  const client = createFakeClient({
    ...modelHandlers(),
    'models.generate': async function* generate() {
      yield { kind: 'token', text: 'Hello', tokenId: 1, logProb: -0.1 };
      yield { kind: 'end', text: 'Hello there', reason: 'end', tokens: [1, 2], promptTokens: 4, tokensPerSecond: 81 };
    },
  });
  const { screen } = await renderApp({ client, at: '/models' });
  await screen.getByRole('button', { name: 'Try Small talk' }).click();
  await screen.getByLabelText('Message').fill('Hi');
  await screen.getByRole('button', { name: 'Generate' }).click();
  await expect.element(screen.getByText('Hello there')).toBeVisible();
  await expect.element(screen.getByText(/2 tokens, 81.0 a second/)).toBeVisible();
});

test('a model with a missing file says so and cannot be tried', async () => {
  const { screen } = await renderApp({ client: createFakeClient(modelHandlers()), at: '/models' });
  await expect.element(screen.getByText('model.safetensors is not in the folder any more.')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Try Encoder' }).elements()).toHaveLength(0);
});

test('a folder that waits in the workspace is registered under a name', async () => {
  const client = createFakeClient({ ...modelHandlers(), 'models.import': () => storyModel });
  const { screen } = await renderApp({ client, at: '/models' });
  await screen.getByRole('button', { name: 'Register a model' }).click();
  await screen.getByRole('combobox', { name: /models folder/ }).click();
  await screen.getByRole('option', { name: 'qwen-small' }).click();
  await screen.getByRole('textbox', { name: 'Name' }).fill('Qwen');
  await screen.getByRole('button', { name: 'Register', exact: true }).click();
  await expect.poll(() => client.inputsOf('models.import')).toEqual([{ name: 'Qwen', from: { folderName: 'qwen-small' } }]);
});

test('every endpoint says in words where its text goes', async () => {
  const { screen } = await renderApp({ client: createFakeClient(modelHandlers()), at: '/models/endpoints' });
  for (const words of ['Leaves this machine', 'Stays here', 'Scripted']) await expect.element(screen.getByText(words, { exact: true })).toBeVisible();
  await expect.element(screen.getByText('The server did not answer in time.')).toBeVisible();
});

test('an endpoint is added with its addresses and its key', async () => {
  const client = createFakeClient({ ...modelHandlers(), 'endpoints.add': () => endpoints[0] as never });
  const { screen } = await renderApp({ client, at: '/models/endpoints' });
  await screen.getByRole('button', { name: 'Add an endpoint' }).click();
  await screen.getByLabelText('Name').fill('Lab');
  await screen.getByLabelText('Model', { exact: true }).fill('m');
  await expect.element(screen.getByText('An address is needed.')).toBeVisible();
  await screen.getByLabelText('Addresses').fill('http://10.0.0.2:8000/v1');
  await screen.getByLabelText('Key', { exact: true }).fill('secret');
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.poll(() => client.inputsOf('endpoints.add')).toMatchObject([{ name: 'Lab', kind: 'openai', model: 'm', baseUrls: ['http://10.0.0.2:8000/v1'], apiKey: 'secret', timeoutMs: 120_000 }]);
});

test('a changed template survives a reload, shows its difference, and is saved with a note', async () => {
  const client = createFakeClient({ ...modelHandlers(), 'prompts.save': () => ({ ...prompt, version: 2 }) });
  const { screen } = await renderApp({ client, at: '/models/prompts/annotate-emotion?side=changes' });
  await screen.getByLabelText('Template').fill('# User\nRate this: {{ window }}');
  await expect.poll(() => screen.getByLabelText('Changed lines').element().textContent).toContain('+ Rate this');
  expect(localStorage.getItem('solace.draft.prompt.annotate-emotion')).toContain('Rate this');
  await screen.getByLabelText('What was changed, and why').fill('shorter');
  await screen.getByRole('button', { name: 'Save and use' }).click();
  await expect.poll(() => client.inputsOf('prompts.save')).toEqual([{ role: 'annotate-emotion', text: '# User\nRate this: {{ window }}', note: 'shorter' }]);
});

test('a call opens beside the list, and is asked again', async () => {
  const client = createFakeClient({ ...modelHandlers(), 'calls.askAgain': () => wholeCall });
  const { screen, address } = await renderApp({ client, at: '/models/calls' });
  await screen.getByText('I cannot sleep. (1): 4').first().click();
  await expect.element(screen.getByText('They sound tired.')).toBeVisible();
  expect(address()).toBe('/models/calls?call=1');
  await screen.getByRole('button', { name: 'Ask again' }).click();
  await expect.poll(() => client.inputsOf('calls.askAgain')).toEqual([{ callId: 1 }]);
});
