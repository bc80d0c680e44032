/** @file The reader: the transcript and its margin, the place in the address, turning pages, and what can be hidden or looked into. */
import { describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { AppError } from '#shared/contracts/errors';
import { dialogueHandlers, sampleView } from '../support/dialogues';
import { createFakeClient, never } from '../support/fake-client';
import { expectNoAxeViolations, renderApp } from '../support/render';
import { sampleHandlers } from '../support/samples';

function readerClient() {
  return createFakeClient({ ...sampleHandlers(), ...dialogueHandlers(40) });
}

async function openReader(at = '/dialogues/2', scheme: 'light' | 'dark' = 'light') {
  const client = readerClient();
  const opened = await renderApp({ client, at, scheme });
  await expect.element(opened.screen.getByRole('heading', { level: 1, name: 'ESConv, no. 2' })).toBeVisible();
  const current = () => document.querySelector('ol [aria-current=true]')?.id;
  return { client, current, ...opened };
}

describe('states', () => {
  test('loading says so', async () => {
    const client = readerClient();
    client.answer({ 'dialogues.get': () => never() });
    const { screen } = await renderApp({ client, at: '/dialogues/2' });
    await expect.element(screen.getByText('Loading the dialogue')).toBeInTheDocument();
  });

  test('a failure can be tried again', async () => {
    const client = readerClient();
    client.answer({
      'dialogues.get': () => {
        throw new AppError('NOT_FOUND', 'There is no dialogue 2; its corpus may have been removed.');
      },
    });
    const { screen } = await renderApp({ client, at: '/dialogues/2' });
    await expect.element(screen.getByText(/its corpus may have been removed/)).toBeVisible();
    client.answer(dialogueHandlers(40));
    await screen.getByRole('button', { name: 'Try again' }).click();
    await expect.element(screen.getByText('Hello there.')).toBeVisible();
  });

  test('an address that names no dialogue leads home', async () => {
    const { screen } = await renderApp({ client: readerClient(), at: '/dialogues/none' });
    await expect.element(screen.getByText('This address leads nowhere')).toBeVisible();
  });
});

describe('the transcript', () => {
  test('is a list of turns with speaker, tidy text and labels', async () => {
    const { screen } = await openReader();
    const turns = screen.getByRole('list', { name: 'Transcript' }).getByRole('listitem');
    expect(turns.elements().filter((element) => element.id.startsWith('turn-')).length).toBe(sampleView.dialogue.turns.length);
    await expect.element(turns.nth(1)).toMatchTextContent(/Turn 2, Supporter/);
    await expect.element(turns.nth(1)).toMatchTextContent(/Hi! What is on your mind\?/);
    await expect.element(turns.nth(1).getByRole('img', { name: 'Question' })).toBeVisible();
    await expect.element(turns.nth(0).getByRole('img', { name: 'Emotion intensity: 4 of 5' })).toBeVisible();
    await expect.element(turns.nth(2).getByRole('img', { name: 'Feedback 4 of 5' })).toBeVisible();
    await expect.element(turns.nth(4).getByRole('img', { name: 'Unknown strategy: Direct Guidance' })).toBeVisible();
  });

  test('says what else is known of the dialogue', async () => {
    const { screen } = await openReader();
    const about = screen.getByRole('complementary', { name: 'About this dialogue' });
    await expect.element(about).toMatchTextContent(/I may lose my job\./);
    await expect.element(about).toMatchTextContent(/Intensity before.*5 of 5.*Intensity after.*2 of 5/);
    await expect.element(about).toMatchTextContent(/train\.txt.*Part 1.*train \(sequential 8:1:1\).*Part 2.*test \(from files\)/);
  });

  test('opens the replies that were not preferred, by key or by button', async () => {
    const { screen } = await openReader('/dialogues/2?turn=2');
    await userEvent.keyboard('a');
    await expect.element(screen.getByText('Cheer up, jobs come and go.')).toBeVisible();
    await screen.getByRole('button', { name: '1 reply not preferred' }).click();
    await expect.element(screen.getByText('Cheer up, jobs come and go.')).not.toBeInTheDocument();
  });
});

describe('the place', () => {
  test('moves by keyboard and stands in the address', async () => {
    const { current, address } = await openReader();
    expect(current()).toBe('turn-1');
    await userEvent.keyboard('j');
    await userEvent.keyboard('jj');
    await expect.poll(current).toBe('turn-3');
    await expect.poll(address).toBe('/dialogues/2?turn=3');
    await userEvent.keyboard('{End}');
    await expect.poll(address).toBe('/dialogues/2?turn=6');
  });

  test('is reopened by its link', async () => {
    const { current } = await openReader('/dialogues/2?turn=4');
    expect(current()).toBe('turn-4');
  });

  test('can be chosen on the strip', async () => {
    const { screen, current } = await openReader();
    const strip = screen.getByRole('slider', { name: 'Turns of this dialogue' });
    (strip.element() as HTMLElement).focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.poll(current).toBe('turn-3');
    await expect.element(strip).toHaveAttribute('aria-valuetext', 'Turn 3, seeker, feedback 4 of 5, emotion intensity 5 of 5');
  });

  test('begins at the first match of the search and goes from match to match', async () => {
    const { screen, current } = await openReader('/dialogues/2?q=jobs');
    expect(current()).toBe('turn-3');
    await expect.element(screen.getByText(/“jobs” in 2 turns/)).toBeVisible();
    await userEvent.keyboard('n');
    await expect.poll(current).toBe('turn-4');
    expect([...document.querySelectorAll('ol mark')].map((mark) => mark.textContent)).toEqual(['job', 'job']);
  });
});

describe('turning pages', () => {
  test('keeps the search and asks for neighbours within it', async () => {
    const { client, screen, address } = await openReader('/dialogues/2?emotions=anxiety');
    await expect.element(screen.getByText(/2 of 40/)).toBeVisible();
    expect(client.inputsOf('dialogues.neighbours')[0]).toEqual({ id: 2, filter: { emotions: ['anxiety'] }, sort: 'corpus' });
    await userEvent.keyboard('{ArrowRight}');
    await expect.poll(address).toBe('/dialogues/3?emotions=anxiety');
    await expect.element(screen.getByText(/3 of 40/)).toBeVisible();
    await userEvent.keyboard('K');
    await expect.poll(address).toBe('/dialogues/2?emotions=anxiety');
  });

  test('u leads back to the row in the result', async () => {
    const { screen, address } = await openReader('/dialogues/2?emotions=anxiety');
    await expect.element(screen.getByText(/2 of 40/)).toBeVisible();
    await userEvent.keyboard('u');
    await expect.poll(address).toBe('/browse?emotions=anxiety&row=1');
  });
});

test('texts can be blurred, and stay so', async () => {
  const { screen } = await openReader();
  await screen.getByRole('button', { name: 'Blur texts' }).click();
  const textOf = (turn: number) => document.querySelector(`#turn-${turn} .dialogue-text`);
  await expect.poll(() => getComputedStyle(textOf(5) as Element).filter).toContain('blur');
  expect(getComputedStyle(textOf(1) as Element).filter).toBe('none');
  expect(localStorage.getItem('solace.blur-text')).toBe('on');
});

test('the raw record is laid out beside the page', async () => {
  const { screen } = await openReader();
  await userEvent.keyboard('r');
  const dialog = screen.getByRole('dialog', { name: 'Raw record' });
  await expect.element(dialog).toMatchTextContent(/"speaker": "usr"/);
  await expectNoAxeViolations();
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
});

test.each(['light', 'dark'] as const)('axe finds nothing, %s', async (scheme) => {
  await openReader('/dialogues/2?q=job&turn=2', scheme);
  await expectNoAxeViolations();
});
