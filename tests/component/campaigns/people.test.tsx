/** @file People: the list, adding and changing, the door with its PIN, changing places, leaving. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { campaignHandlers } from '../support/campaigns';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { ada, ben, chen, seatHandlers } from '../support/review';

const guest = () => createFakeClient({ ...campaignHandlers(), ...seatHandlers({ person: null, role: 'guest' }) });

test('the door lets in whoever has no PIN, and shows only what is theirs', async () => {
  const client = guest();
  const { screen } = await renderApp({ client, at: '/corpora' });
  await expect.element(screen.getByRole('heading', { name: 'Who is there?' })).toBeVisible();
  await expect.element(screen.getByRole('navigation')).not.toBeInTheDocument();
  await userEvent.keyboard('{Tab}{Tab}{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'My work' })).toBeVisible();
  expect(client.inputsOf('people.enter')).toEqual([{ personId: 2 }]);
  expect(sessionStorage.getItem('solace.seat')).toBe('t_0123456789abcdef');
});

test('a wrong PIN is said, a wait is counted, the right one enters', async () => {
  const client = guest();
  const { screen } = await renderApp({ client, at: '/' });
  await screen.getByRole('button', { name: /Ada Lindqvist/ }).click();
  const pin = screen.getByLabelText('PIN of Ada Lindqvist');
  await expect.element(pin).toHaveFocus();
  await userEvent.keyboard('1111{Enter}');
  await expect.element(screen.getByText('That is not the PIN.')).toBeVisible();
  await expect.element(pin).toHaveFocus();
  await userEvent.keyboard('0000{Enter}');
  await expect.element(screen.getByText(/Too many wrong PINs\. Wait \d s/)).toBeVisible();
  await expect.element(screen.getByText('You may try again now.')).toBeVisible();
  await userEvent.keyboard('2468{Enter}');
  await expect.element(screen.getByRole('heading', { name: 'Home' })).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Ada Lindqvist' })).toBeVisible();
});

test('whoever leaves stands before the door again, and the next one begins at the beginning', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(campaignHandlers()), at: '/annotate/people' });
  await screen.getByRole('button', { name: 'Ada Lindqvist' }).click();
  await screen.getByRole('menuitem', { name: 'Leave' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Who is there?' })).toBeVisible();
  expect(address()).toBe('/');
  expect(sessionStorage.getItem('solace.seat')).toBeNull();
});

test('changing places forgets what the one before was shown', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at: '/work' });
  await expect.element(screen.getByText(/Hello, Ada Lindqvist/)).toBeVisible();
  const askedBefore = client.inputsOf('campaigns.mine').length;
  await screen.getByRole('button', { name: 'Ada Lindqvist' }).click();
  await screen.getByRole('menuitem', { name: 'Change places…' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: /Ben/ }).click();
  await expect.element(screen.getByText(/Hello, Ben/)).toBeVisible();
  expect(client.inputsOf('campaigns.mine').length).toBeGreaterThan(askedBefore);
});

test('a person is added with a role, a colour and a PIN', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'people.add': () => chen });
  const { screen } = await renderApp({ client, at: '/annotate/people' });
  await screen.getByRole('button', { name: 'Add a person' }).click();
  await expect.element(screen.getByText('a person needs a name')).toBeVisible();
  await userEvent.keyboard('Dana');
  await screen.getByRole('button', { name: 'teal' }).click();
  await screen.getByLabelText('PIN').fill('12');
  await expect.element(screen.getByText('a PIN is 4 to 12 digits')).toBeVisible();
  await screen.getByLabelText('PIN').fill('1234');
  await screen.getByRole('button', { name: 'Add', exact: true }).click();
  await expect.poll(() => client.inputsOf('people.add')).toEqual([{ name: 'Dana', role: 'annotator', colour: 'teal', pin: '1234' }]);
});

test('a removed person comes back with Undo', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'people.remove': () => ({ id: ben.id }), 'people.restore': () => ben });
  const { screen } = await renderApp({ client, at: '/annotate/people' });
  await screen.getByRole('button', { name: 'Actions for Ben' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await expect.element(screen.getByText(/Ben can no longer enter/)).toBeVisible();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => client.inputsOf('people.restore')).toEqual([{ id: 2 }]);
});

test('the first researcher is told that a door will stand before the workbench', async () => {
  const client = createFakeClient({ ...campaignHandlers(), ...seatHandlers({ person: null, role: 'researcher' }, []), 'people.add': () => ada });
  const { screen } = await renderApp({ client, at: '/annotate/people' });
  await expect.element(screen.getByText('Nobody is here yet')).toBeVisible();
  await screen.getByRole('button', { name: 'Add a person' }).first().click();
  await userEvent.keyboard('Ada');
  await screen.getByRole('radio', { name: /^Researcher/ }).click();
  await expect.element(screen.getByText(/everybody has to enter from now on/)).toBeVisible();
});
