/** @file Campaigns as a researcher meets them: list, new one, progress, handing over, report, settings. And a person's own work. */
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { CampaignId } from '#shared/domain/ids';
import { campaignHandlers, sampleCampaign, sampleReport } from '../support/campaigns';
import { createFakeClient } from '../support/fake-client';
import { renderApp } from '../support/render';
import { ben, seatHandlers } from '../support/review';

test('the list shows how far each campaign is; nothing yet leads to the first one', async () => {
  const client = createFakeClient(campaignHandlers());
  const { screen } = await renderApp({ client, at: '/annotate/campaigns' });
  await expect.element(screen.getByRole('progressbar', { name: 'Progress of Seeker states, round 1' })).toHaveAttribute('aria-valuenow', '66');
  await expect.element(screen.getByText('given to nobody')).toBeVisible();

  const empty = createFakeClient({ ...campaignHandlers(), 'campaigns.list': () => [] });
  const second = await renderApp({ client: empty, at: '/annotate/campaigns' });
  await expect.element(second.screen.getByText('No campaign yet')).toBeVisible();
});

test('a removed campaign comes back with Undo', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.remove': ({ id }) => ({ id: CampaignId.parse(id) }), 'campaigns.restore': () => sampleCampaign() });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns' });
  await screen.getByRole('button', { name: 'Actions for Blind pilot' }).click();
  await screen.getByRole('menuitem', { name: 'Remove' }).click();
  await expect.element(screen.getByText(/Blind pilot was removed/)).toBeVisible();
  await userEvent.keyboard('{Control>}z{/Control}');
  await expect.poll(() => client.inputsOf('campaigns.restore')).toEqual([{ id: 9 }]);
});

test('a new campaign is drawn, given to its people and opened', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.create': () => sampleCampaign(), 'campaigns.assign': () => sampleCampaign(), 'campaigns.setState': () => sampleCampaign() });
  const { screen, address } = await renderApp({ client, at: '/annotate/campaigns/new?labels=4' });
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Three models, paper profile, checked');
  await screen.getByRole('textbox', { name: 'Turns' }).fill('60');
  await screen.getByRole('textbox', { name: 'People on each turn' }).fill('2');
  await screen.getByRole('checkbox', { name: 'Reliability' }).click();
  await screen.getByRole('checkbox', { name: 'Ben' }).click();
  await expect.element(screen.getByText('Every turn goes to 2 people: choose as many, or give it to fewer.')).toBeVisible();
  await screen.getByRole('checkbox', { name: 'Chen Wei' }).click();
  await expect.element(screen.getByRole('complementary', { name: 'What it comes to' }).getByText('about 60 items')).toBeVisible();
  await screen.getByRole('button', { name: /Make the campaign/ }).click();
  await expect.element(screen.getByRole('heading', { name: 'Seeker states, round 1' })).toBeVisible();
  expect(address()).toBe('/annotate/campaigns/7');
  expect(client.inputsOf('campaigns.create')).toMatchObject([{ labelSetId: 4, mode: 'validate', annotatorsPerItem: 2, sampling: { kind: 'random', count: 60 }, fields: ['emotionIntensity', 'behaviour', 'stageOfChange', 'responseCompetence', 'perceivedUnderstandability'] }]);
  expect(client.inputsOf('campaigns.assign')).toEqual([{ id: 7, personIds: [2, 3] }]);
  expect(client.inputsOf('campaigns.setState')).toEqual([{ id: 7, state: 'open' }]);
});

test('a sample by label says how many of each value it will hold', async () => {
  const { screen } = await renderApp({ client: createFakeClient(campaignHandlers()), at: '/annotate/campaigns/new?labels=4' });
  await screen.getByRole('combobox', { name: 'Drawn' }).click();
  await screen.getByRole('option', { name: 'By label' }).click();
  await screen.getByRole('combobox', { name: 'Shares' }).click();
  await screen.getByRole('option', { name: 'As many of each' }).click();
  const preview = screen.getByRole('region', { name: 'By Emotion intensity' });
  await expect.element(preview.getByText('8 of 8')).toBeVisible();
  await expect.element(preview.getByText('23 of 500').first()).toBeVisible();
});

test('what cannot be drawn is said in the form, and nothing is lost', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.create': () => Promise.reject(new AppError('INVALID_INPUT', '9000 items were asked for, but only 2860 turns can be asked about.')) });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns/new?labels=4' });
  await screen.getByRole('textbox', { name: 'Turns' }).fill('9000');
  await expect.element(screen.getByText('There are only 2,860 turns.')).toBeVisible();
  await screen.getByRole('button', { name: /Make the campaign/ }).click();
  await expect.element(screen.getByText(/only 2860 turns can be asked about/)).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Turns' })).toHaveValue('9000');
});

test('a draft is given to people; an open one is handed over', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.assign': () => sampleCampaign(), 'campaigns.handOver': () => ({ moved: 14 }) });
  const { screen, router } = await renderApp({ client, at: '/annotate/campaigns/8' });
  await screen.getByRole('button', { name: 'Give it to people' }).click();
  for (const name of ['Ada Lindqvist', 'Ben', 'Chen Wei']) await screen.getByRole('checkbox', { name }).click();
  await screen.getByRole('button', { name: 'Give', exact: true }).click();
  await expect.poll(() => client.inputsOf('campaigns.assign')).toEqual([{ id: 8, personIds: [1, 2, 3] }]);
  await router.navigate('/annotate/campaigns/7');
  await screen.getByRole('button', { name: 'Hand over the rest of Ben' }).click();
  await screen.getByRole('combobox', { name: 'To' }).click();
  await screen.getByRole('option', { name: 'Chen Wei' }).click();
  await screen.getByRole('button', { name: 'Hand over', exact: true }).click();
  await expect.element(screen.getByText('14 items of Ben went to Chen Wei.')).toBeVisible();
});

test('the report stands beside the paper, and its errors lead to their items', async () => {
  const { screen, address } = await renderApp({ client: createFakeClient(campaignHandlers()), at: '/annotate/campaigns/7?tab=report' });
  const accuracy = screen.getByRole('table', { name: 'Accuracy by field' });
  await expect.element(accuracy.getByRole('row', { name: /Stage of change 89\.00 84\.00 to 93\.00 94\.33/ })).toBeVisible();
  await expect.element(screen.getByRole('figure', { name: 'Speed over the work' })).toBeVisible();
  await expect.element(screen.getByRole('table', { name: 'Models against gold' })).toBeVisible();
  await screen.getByRole('link', { name: 'Item 11' }).click();
  await expect.element(screen.getByRole('heading', { name: 'Adjudicate' })).toBeVisible();
  expect(address()).toBe('/annotate/campaigns/7/adjudicate?state=all&field=emotionIntensity&item=11');
});

test('a report without decisions says so', async () => {
  const nothing = sampleReport().people.map((person) => ({ ...person, decided: 0, skipped: 0 }));
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.report': () => sampleReport({ people: nothing }) });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns/7?tab=report' });
  await expect.element(screen.getByText('Nothing has been decided yet')).toBeVisible();
});

test('options are changed while people work', async () => {
  const client = createFakeClient({ ...campaignHandlers(), 'campaigns.update': () => sampleCampaign() });
  const { screen } = await renderApp({ client, at: '/annotate/campaigns/7?tab=settings' });
  await screen.getByRole('radio', { name: /^Nothing/ }).click();
  await expect.poll(() => client.inputsOf('campaigns.update')).toEqual([{ id: 7, options: { proposals: 'hidden' } }]);
});

test('an annotator sees their work and nothing else', async () => {
  const client = createFakeClient({ ...campaignHandlers(), ...seatHandlers({ person: ben, role: 'annotator' }) });
  const { screen, address, router } = await renderApp({ client, at: '/' });
  await expect.element(screen.getByRole('heading', { name: 'My work' })).toBeVisible();
  expect(screen.getByRole('navigation', { name: 'Rooms' }).getByRole('link').elements().map((link) => link.textContent)).toEqual(['My work']);
  await expect.element(screen.getByRole('link', { name: 'Continue: Seeker states, round 1' })).toBeVisible();
  await router.navigate('/corpora');
  await expect.poll(address).toBe('/work');
  expect(client.calls.some(({ name }) => name.startsWith('corpora.') || name.startsWith('activities.'))).toBe(false);
});

test('a workspace without people asks nobody who they are', async () => {
  const client = createFakeClient({ ...campaignHandlers(), ...seatHandlers({ person: null, role: 'researcher' }, []) });
  const { screen } = await renderApp({ client, at: '/corpora' });
  await expect.element(screen.getByRole('heading', { name: 'Corpora' })).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'My work' })).not.toBeInTheDocument();
  await expect.element(screen.getByText('Nobody has entered')).not.toBeInTheDocument();
});
