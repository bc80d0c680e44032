/** @file Label schemas: read, written by keyboard with what is wrong at its place, kept over a reload, brought in and taken out as a file. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { hopeSchema } from '../../support/labels/schema';
import { createFakeClient, never } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { hopeNow, schemaHandlers } from '../support/schemas';

const places = ['/annotate/schemas', '/annotate/schemas/esca', '/annotate/schemas/hope?version=1', '/annotate/schemas/hope/change', '/annotate/new-schema'];

test.each(places.flatMap((at) => (['light', 'dark'] as const).map((scheme) => ({ at, scheme }))))('$at in $scheme', async ({ at, scheme }) => {
  const { screen } = await renderApp({ client: createFakeClient(schemaHandlers()), at, scheme, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy=true]')).toBeNull();
  if (at.endsWith('change')) await screen.getByRole('button', { name: /^Hope ordinal/ }).click();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('the list waits, fails with a way on, and says what is built in and what was used', async () => {
  const client = createFakeClient({ ...schemaHandlers(), 'labels.schemas': never });
  const { screen } = await renderApp({ client, at: '/annotate/schemas' });
  await expect.element(screen.getByRole('heading', { name: 'Label schemas' })).toBeVisible();
  await expect.poll(() => document.querySelector('[aria-busy=true]')).not.toBeNull();
  await screen.unmount();

  const broken = createFakeClient({ ...schemaHandlers(), 'labels.schemas': () => { throw new AppError('INTERNAL', 'The disk is full.'); } });
  const { screen: failed } = await renderApp({ client: broken, at: '/annotate/schemas' });
  await expect.element(failed.getByText('The disk is full.')).toBeVisible();
  broken.answer(schemaHandlers());
  await failed.getByRole('button', { name: /again/i }).click();
  await expect.element(failed.getByRole('row', { name: /ESCA seeker states Built in esca 1 .* 0/ })).toBeVisible();
  await expect.element(failed.getByRole('row', { name: /Hope hope 2 Hope, Topic 1 ESConv/ })).toBeVisible();
});

test('an older version is read, and where the schema was used', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(schemaHandlers()), at: '/annotate/schemas/hope' });
  await expect.element(screen.getByText(hopeNow.description)).toBeVisible();
  await expect.element(screen.getByText('Ordinal, 3 levels, the lowest first · judges the seeker’s turn')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Hope by two models' })).toBeVisible();
  await screen.getByRole('combobox', { name: 'Version' }).click();
  await screen.getByRole('option', { name: '1, 20 Nov 2026' }).click();
  await expect.poll(address).toBe('/annotate/schemas/hope?version=1');
  await expect.element(screen.getByText(hopeNow.description)).not.toBeInTheDocument();
});

test('a schema is written by keyboard alone: messages at their place, focus on the first, then it is saved', async () => {
  const client = createFakeClient(schemaHandlers());
  const { screen, address } = await renderApp({ client, at: '/annotate/new-schema' });
  const name = screen.getByRole('textbox', { name: 'Name' });
  await name.click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(name).toHaveFocus();
  await expect.element(name).toHaveAccessibleDescription('A title is needed.');
  await expect.element(screen.getByRole('textbox', { name: 'When to give it' }).first()).toHaveAccessibleDescription('A text is needed.');
  expect(client.inputsOf('labels.saveSchema')).toEqual([]);

  await userEvent.keyboard('Ready');
  await expect.element(screen.getByRole('textbox', { name: 'Id', exact: true })).toHaveValue('ready');
  await screen.getByRole('textbox', { name: 'Title', exact: true }).first().click();
  await userEvent.keyboard('Is it{Tab}');
  await expect.element(screen.getByRole('textbox', { name: 'Id in files' })).toHaveFocus();
  await expect.element(screen.getByRole('textbox', { name: 'Id in files' })).toHaveValue('isIt');
  await userEvent.keyboard('{Tab}{Tab}How?{Tab}{Tab}{Tab}{Tab}');
  // Value, title, other spellings, its buttons, and when to give it.
  await userEvent.keyboard('{Tab}{Tab}Low{Tab}{Tab}{Tab}{Tab}Not.');
  await userEvent.keyboard('{Tab}{Tab}Mid{Tab}{Tab}{Tab}{Tab}{Tab}So.');
  await userEvent.keyboard('{Tab}{Tab}Top{Tab}{Tab}{Tab}{Tab}Yes.');
  await expect.element(screen.getByRole('status').filter({ hasText: 'Not saved yet' })).toBeVisible();
  await expect.element(screen.getByText('You label Is it.')).toBeVisible();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.poll(address).toBe('/annotate/schemas/ready');
  expect(client.inputsOf('labels.saveSchema')).toEqual([{ schema: expect.objectContaining({ id: 'ready', fields: [expect.objectContaining({ id: 'isIt', abbreviation: 'Is', rubric: 'How?', values: ['Low', 'Mid', 'Top'].map((title, index) => expect.objectContaining({ value: String(index + 1), title })) })], passes: [expect.objectContaining({ role: 'annotate-labels', fields: ['isIt'] })] }) }]);
  expect(localStorage.getItem('solace.draft.new-schema')).toBeNull();
});

test('fields are moved, added and removed with a way back, and a draft outlives a reload', async () => {
  const client = createFakeClient(schemaHandlers());
  const { screen } = await renderApp({ client, at: '/annotate/schemas/hope/change' });
  const titles = () => [...document.querySelectorAll('section[aria-label="Fields"] > ol > li h3, section[aria-label="Fields"] > ol > li button[aria-expanded] span > span:first-child')].map((one) => one.textContent);
  await expect.element(screen.getByRole('button', { name: /Save as version 3/ })).toBeDisabled();
  screen.getByRole('button', { name: 'Move field Topic up' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(titles).toEqual(['Topic', 'Hope']);
  await screen.getByRole('button', { name: 'Remove field Hope' }).click();
  await expect.poll(titles).toEqual(['Topic']);
  await screen.getByRole('button', { name: /Undo/ }).click();
  await expect.poll(titles).toEqual(['Topic', 'Hope']);
  await screen.getByRole('button', { name: 'Add a field' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Title', exact: true }).first()).toHaveFocus();
  await userEvent.keyboard('Humour');

  const kept = localStorage.getItem('solace.draft.schema.hope') ?? '';
  await screen.unmount();
  const { screen: again } = await renderApp({ client, at: '/annotate/schemas/hope', size: { widthPx: 1280, heightPx: 800 } });
  localStorage.setItem('solace.draft.schema.hope', kept);
  await again.getByRole('link', { name: 'Change' }).click();
  await expect.element(again.getByRole('button', { name: /^Humour nominal, 2 values/ })).toBeVisible();
  await again.getByRole('button', { name: 'Give the draft up' }).click();
  await expect.poll(titles).toEqual(['Hope', 'Topic']);
});

test('a field that no pass asks for is named where passes are, and the built-in id is refused', async () => {
  const { screen } = await renderApp({ client: createFakeClient(schemaHandlers()), at: '/annotate/new-schema?from=hope' });
  await screen.getByRole('checkbox', { name: 'Topic' }).click();
  await expect.element(screen.getByRole('alert').filter({ hasText: 'No pass asks for the field "topic".' })).toBeVisible();
  const id = screen.getByRole('textbox', { name: 'Id', exact: true });
  await id.fill('esca');
  await userEvent.tab();
  await expect.element(id).toHaveAccessibleDescription(/“esca” is built in/);
  await id.fill('hope');
  await expect.element(id).toHaveAccessibleDescription('There is a schema of this id; saving makes its version 3.');
});

test('a file opens as a draft; one that is no schema says why', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(schemaHandlers()), at: '/annotate/schemas' });
  const input = () => document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
  await expect.element(screen.getByRole('button', { name: 'Open a file' })).toBeVisible();
  await userEvent.upload(input(), new File(['{"id":"Hope"}'], 'odd.json', { type: 'application/json' }));
  await expect.element(screen.getByText(/odd\.json is not a label schema/)).toBeVisible();
  await userEvent.upload(input(), new File([JSON.stringify({ ...hopeSchema, id: 'courage', name: 'Courage' })], 'courage.json', { type: 'application/json' }));
  await expect.poll(address).toBe('/annotate/new-schema?of=file');
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Courage');
  await expect.element(screen.getByRole('button', { name: /^Save/ })).toBeEnabled();
});

test('what the workbench refuses is shown, and the draft stays', async () => {
  const client = createFakeClient({ ...schemaHandlers(), 'labels.saveSchema': () => { throw new AppError('INVALID_INPUT', 'The pass “All” is asked of a role that annotates nothing.'); } });
  const { screen } = await renderApp({ client, at: '/annotate/schemas/hope/change' });
  await screen.getByRole('textbox', { name: 'Description' }).fill('Another word on it.');
  await screen.getByRole('button', { name: /Save as version 3/ }).click();
  await expect.element(screen.getByText('The pass “All” is asked of a role that annotates nothing.')).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Description' })).toHaveValue('Another word on it.');
});

test('nothing there: an address without a schema, and the built-in one to be changed', async () => {
  const { screen } = await renderApp({ client: createFakeClient(schemaHandlers()), at: '/annotate/schemas/esca/change' });
  await expect.element(screen.getByRole('link', { name: 'Make your own from this' })).toBeVisible();
  await screen.unmount();
  const { screen: nowhere } = await renderApp({ client: createFakeClient(schemaHandlers()), at: '/annotate/schemas/none/change' });
  await expect.element(nowhere.getByText('There is no schema “none”')).toBeVisible();
});
