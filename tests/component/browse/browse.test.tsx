/** @file The browser: its states, filters in the address, rows fetched as they come into sight, and the keyboard. */
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { dialogueHandlers } from '../support/dialogues';
import { createFakeClient, never } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleHandlers } from '../support/samples';

function clientWith(total: number) {
  return createFakeClient({ ...sampleHandlers(), ...dialogueHandlers(total) });
}

describe('states', () => {
  test('loading says so', async () => {
    const client = clientWith(5);
    client.answer({ 'dialogues.search': () => never() });
    const { screen } = await renderApp({ client, at: '/browse' });
    await expect.element(screen.getByText('Loading the dialogues')).toBeInTheDocument();
  });

  test('a failure can be tried again', async () => {
    const client = clientWith(5);
    client.answer({
      'dialogues.search': () => {
        throw new AppError('WORKSPACE', 'The workspace is read-only.');
      },
    });
    const { screen } = await renderApp({ client, at: '/browse' });
    await expect.element(screen.getByText('The workspace is read-only.')).toBeVisible();
    client.answer(dialogueHandlers(5));
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByText('5 dialogues in 3 corpora')).toBeVisible();
  });

  test('without a corpus it leads to the import', async () => {
    const client = clientWith(0);
    client.answer({ 'corpora.list': () => [] });
    const { screen, address } = await renderApp({ client, at: '/browse' });
    await screen.getByRole('link', { name: 'Import files' }).click();
    await expect.poll(address).toBe('/import');
  });

  test('where nothing matches the filters can be cleared', async () => {
    const { screen, address } = await renderApp({ client: clientWith(5), at: '/browse?q=nothing' });
    await screen.getByRole('button', { name: 'Clear the filters' }).click();
    await expect.element(screen.getByText('5 dialogues in 3 corpora')).toBeVisible();
    expect(address()).toBe('/browse');
  });
});

describe('filters', () => {
  test('stand in the address and are asked of the core', async () => {
    const client = clientWith(40);
    const { screen, address } = await renderApp({ client, at: '/browse' });
    await screen.getByRole('button', { name: /^Question/ }).click();
    await screen.getByRole('checkbox', { name: /Anxiety/ }).click();
    await expect.poll(address).toBe('/browse?strategies=Question&emotions=anxiety');
    await expect.poll(() => client.inputsOf('dialogues.search').at(-1)).toMatchObject({ filter: { strategies: ['Question'], emotions: ['anxiety'] } });
    await screen.getByRole('button', { name: 'Remove the filter Strategy Question' }).click();
    await expect.poll(address).toBe('/browse?emotions=anxiety');
  });

  test('an address sets them all', async () => {
    const { screen } = await renderApp({ client: clientWith(40), at: '/browse?corpora=1&split=1%3Atest&turns=3..9&q=work' });
    await expect.element(screen.getByRole('searchbox', { name: 'Search all dialogues' })).toHaveValue('work');
    await expect.element(screen.getByRole('checkbox', { name: /ESConv 40/ })).toBeChecked();
    await expect.element(screen.getByRole('textbox', { name: 'Turns from' })).toHaveValue('3');
    await expect.element(screen.getByRole('button', { name: 'Remove the filter Part test of sequential 8:1:1' })).toBeVisible();
    await expect.element(screen.getByRole('combobox', { name: 'Order' })).toHaveTextContent('Best match');
  });

  test('Esc clears them, and that can be undone', async () => {
    const { screen, address } = await renderApp({ client: clientWith(40), at: '/browse?emotions=anger&q=work' });
    await expect.element(screen.getByText('3 dialogues found')).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(address).toBe('/browse');
    await userEvent.keyboard('{Control>}z{/Control}');
    await expect.poll(address).toBe('/browse?q=work&emotions=anger');
  });

  test('while the next answer is awaited the rows before it stay', async () => {
    const client = clientWith(40);
    const { screen } = await renderApp({ client, at: '/browse' });
    await expect.element(screen.getByText(/^Dialogue 1 is about/)).toBeVisible();
    client.answer({ 'dialogues.search': () => never() });
    await userEvent.keyboard('/work');
    await expect.poll(() => client.inputsOf('dialogues.search').at(-1)).toMatchObject({ filter: { text: 'work' } });
    await expect.element(screen.getByText(/^Dialogue 1 is about/)).toBeVisible();
  });

  test('marks what was found', async () => {
    await renderApp({ client: clientWith(40), at: '/browse?q=work' });
    await expect.poll(() => document.querySelectorAll('mark').length).toBe(3);
  });
});

describe('a long result', () => {
  test('fetches only what comes into sight', async () => {
    const client = clientWith(20_000);
    const { screen } = await renderApp({ client, at: '/browse' });
    const grid = screen.getByRole('grid', { name: 'Dialogues found' });
    await expect.element(grid).toHaveAttribute('aria-rowcount', '20001');
    expect(client.inputsOf('dialogues.search').map(({ offset }) => offset)).toEqual([0]);
    await userEvent.keyboard('j');
    await userEvent.keyboard('{End}');
    await expect.element(screen.getByText(/^Dialogue 20000 is about/)).toBeVisible();
    expect(client.inputsOf('dialogues.search').length).toBeLessThan(6);
    expect(grid.getByRole('row').elements().length).toBeLessThan(60);
  });

  test('opens a dialogue by keyboard, and Back finds its row', async () => {
    const { screen, router, address } = await renderApp({ client: clientWith(500), at: '/browse?emotions=anxiety' });
    await expect.element(screen.getByText(/^Dialogue 1 is about/)).toBeVisible();
    await userEvent.keyboard('jjjjj');
    await userEvent.keyboard('{Enter}');
    await expect.poll(address).toMatch(/^\/dialogues\/5\?emotions=anxiety/);
    await router.navigate(-1);
    await expect.poll(address).toBe('/browse?emotions=anxiety&row=4');
    await expect.element(screen.getByRole('row', { selected: true })).toMatchTextContent(/no\. 5/);
  });
});

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (scheme) => {
  const { screen } = await renderApp({ client: clientWith(40), at: '/browse?q=work&strategies=Question', scheme });
  await expect.element(screen.getByText('3 dialogues found')).toBeVisible();
  await expectNoAxeViolations();
});

test('on a narrow window the filters open over the result', async () => {
  const { screen } = await renderApp({ client: clientWith(40), at: '/browse', size: { widthPx: 1024, heightPx: 768 } });
  await screen.getByRole('button', { name: 'Filters' }).click();
  await expect.element(screen.getByRole('dialog', { name: 'Filters' })).toBeVisible();
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
