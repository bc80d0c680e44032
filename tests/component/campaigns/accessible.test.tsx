/** @file Every page of the annotator's room, in both schemes, without a violation that axe can find and without a sideways scroll. */
import { expect, test } from 'vitest';
import { campaignHandlers } from '../support/campaigns';
import { createFakeClient, type FakeHandlers } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { createQueue, seatHandlers } from '../support/review';

const handlers = (): FakeHandlers => ({ ...campaignHandlers(), ...createQueue({ items: 20 }).handlers });
const door = (): FakeHandlers => ({ ...campaignHandlers(), ...seatHandlers({ person: null, role: 'guest' }) });

interface Place {
  name: string;
  at: string;
  handlers?: () => FakeHandlers;
  /** Pressed before it is looked at. */
  press?: RegExp;
}

const review = '/annotate/campaigns/7/review';
const places: Place[] = [
  { name: 'campaigns', at: '/annotate/campaigns' },
  { name: 'new campaign', at: '/annotate/campaigns/new?labels=4' },
  { name: 'progress', at: '/annotate/campaigns/7' },
  { name: 'report', at: '/annotate/campaigns/7?tab=report' },
  { name: 'settings', at: '/annotate/campaigns/7?tab=settings' },
  { name: 'adjudication', at: '/annotate/campaigns/7/adjudicate' },
  { name: 'bulk', at: '/annotate/campaigns/7/adjudicate', press: /^Accept many/ },
  { name: 'doubted gold', at: '/annotate/campaigns/7/adjudicate?state=changed' },
  { name: 'people', at: '/annotate/people' },
  { name: 'adding a person', at: '/annotate/people', press: /^Add a person/ },
  { name: 'own work', at: '/work' },
  { name: 'notice', at: review },
  { name: 'review', at: review, press: /^Begin/ },
  { name: 'door', at: '/', handlers: door },
  { name: 'PIN', at: '/', handlers: door, press: /Ada Lindqvist/ },
];

test.each(places)('$name', async ({ at, press, handlers: own = handlers }) => {
  sessionStorage.clear();
  const { screen } = await renderApp({ client: createFakeClient(own()), at, size: { widthPx: 1024, heightPx: 768 } });
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  await expect.element(screen.getByRole('status').filter({ hasText: /^Loading/ })).not.toBeInTheDocument();
  if (press !== undefined) await screen.getByRole('button', { name: press }).first().click();
  await expect.element(screen.getByRole('status').filter({ hasText: /^Loading/ })).not.toBeInTheDocument();
  await expectNoAxeViolations();
  document.documentElement.setAttribute('data-color-scheme', 'dark');
  await expectNoAxeViolations();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(1024);
});
