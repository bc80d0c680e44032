/** @file What stands around every page: rooms, keyboard, connection, addresses that lead nowhere. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createFakeClient } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleHandlers } from '../support/samples';

const client = () => createFakeClient(sampleHandlers());

test('the rail names the rooms and marks the one the person is in', async () => {
  const { screen } = await renderApp({ client: client(), at: '/corpora/1' });
  const rail = screen.getByRole('navigation', { name: 'Rooms' });
  await expect.element(rail.getByRole('link', { name: 'Corpora' })).toHaveAttribute('aria-current', 'page');
  await expect.element(rail.getByRole('link', { name: 'Home' })).not.toHaveAttribute('aria-current');
});

test('words of the rail fold away below 1100 px, their names stay', async () => {
  const { screen } = await renderApp({ client: client(), at: '/', size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('link', { name: 'Corpora', exact: true })).toBeInTheDocument();
  expect(screen.getByRole('navigation', { name: 'Rooms' }).element().clientWidth).toBeLessThan(80);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});

test('g and a letter go to a room; the heading takes the focus and the title follows', async () => {
  const { screen, address } = await renderApp({ client: client(), at: '/' });
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await userEvent.keyboard('gc');
  const heading = screen.getByRole('heading', { level: 1, name: 'Corpora' });
  await expect.element(heading).toHaveFocus();
  expect(address()).toBe('/corpora');
  expect(document.title).toBe('Corpora · Solace');
});

test('? shows the sheet made from the shortcuts of this place, and Esc closes it', async () => {
  const { screen } = await renderApp({ client: client(), at: '/corpora/4' });
  await expect.element(screen.getByRole('searchbox', { name: 'Search CounselChat' })).toBeVisible();
  await userEvent.keyboard('?');
  const sheet = screen.getByRole('dialog', { name: 'Keyboard' });
  await expect.element(sheet.getByText('Go to Corpora')).toBeVisible();
  await expect.element(sheet.getByText('Search CounselChat')).toBeVisible();
  await expectNoAxeViolations();
  await userEvent.keyboard('gh');
  await expect.element(sheet).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(sheet).not.toBeInTheDocument();
});

test('shortcuts rest in a text field; / goes there', async () => {
  const { screen, address } = await renderApp({ client: client(), at: '/corpora/4' });
  const search = screen.getByRole('searchbox', { name: 'Search CounselChat' });
  await expect.element(search).toBeVisible();
  await userEvent.keyboard('/');
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('gh?');
  await expect.element(search).toHaveValue('gh?');
  expect(address()).toMatch(/^\/corpora\/4/);
});

test('the skip link leads past the rail', async () => {
  const { screen } = await renderApp({ client: client(), at: '/settings' });
  const skip = screen.getByRole('button', { name: 'Skip to content' });
  await expect.element(skip).toBeInTheDocument();
  (skip.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('main')).toHaveFocus();
});

test('a lost connection is said, and what is shown is asked for again afterwards', async () => {
  const fake = client();
  const { screen } = await renderApp({ client: fake, at: '/corpora' });
  await expect.element(screen.getByRole('link', { name: 'FailedESConv' })).toBeVisible();
  fake.setStatus('reconnecting');
  await expect.element(screen.getByText(/connection to the workbench was lost/)).toBeVisible();
  const askedBefore = fake.inputsOf('corpora.list').length;
  fake.setStatus('connected');
  await expect.element(screen.getByText(/connection to the workbench was lost/)).not.toBeInTheDocument();
  await expect.poll(() => fake.inputsOf('corpora.list').length).toBeGreaterThan(askedBefore);
});

test('an address that leads nowhere offers the way home', async () => {
  const { screen } = await renderApp({ client: client(), at: '/no/such/place' });
  await screen.getByRole('link', { name: 'Go to Home' }).click();
  await expect.element(screen.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

test('the choice of dark is kept', async () => {
  const { screen } = await renderApp({ client: client(), at: '/' });
  await screen.getByRole('button', { name: 'Light or dark' }).click();
  await screen.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(document.documentElement.getAttribute('data-color-scheme')).toBe('dark');
  expect(localStorage.getItem('solace.color-scheme')).toBe('dark');
});
