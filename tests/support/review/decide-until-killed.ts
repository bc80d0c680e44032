/** @file Run as a process of its own: decides item after item in a workspace, and says each decision once it is made, until it is killed. */
import { writeSync } from 'node:fs';
import { CampaignId, DecisionId, PersonId } from '#shared/domain/ids';
import { decide, undoDecision } from '#main/store/review-decisions';
import { getSlot } from '#main/store/review-queue';
import { openStore } from '#main/store/store';
import { silentLog, someTime } from '../store';

const [folder = '', campaign = '', person = '', round = ''] = process.argv.slice(2);
const key = { campaignId: CampaignId.parse(Number(campaign)), personId: PersonId.parse(Number(person)) };
const { db } = openStore({ folder, clock: { now: () => new Date() }, log: silentLog });
for (let step = 0; ; step++) {
  const decisionId = DecisionId.parse(`round-${round}-step-${step}`);
  if (step % 7 === 6) undoDecision(db, key, { decisionId, at: someTime });
  else {
    const decisions = ['emotionIntensity', 'behaviour'].map((field) => ({ field, verdict: 'correct' as const, value: '2', proposed: '2', sawProposal: true }));
    decide(db, getSlot(db, key, step % 40), { decisionId, kind: 'decide', decisions, activeMs: 10, revision: null, request: 'some', at: someTime });
  }
  // Synchronous, so that what is said was said before the next decision begins.
  writeSync(1, `${decisionId}\n`);
}
