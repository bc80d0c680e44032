/** @file Everybody's queue of a campaign: who gets which items, repeats and gold checks among them. */
import type { Campaign } from '#shared/contracts/campaigns';
import { AppError } from '#shared/contracts/errors';
import type { PersonId } from '#shared/domain/ids';
import { assignItems, orderQueue } from '../../research/review/assignment';
import type { WritableDb } from '../../store/database';
import { getPerson } from '../../store/people-repository';
import { listItemsOf, replaceSlots, type NewSlot } from '../../store/review-queue';

export function assignPeople(db: WritableDb, campaign: Campaign, personIds: readonly PersonId[]): void {
  if (campaign.state !== 'draft') throw new AppError('CONFLICT', `"${campaign.name}" is open already, so its items stay with whom they are. Hand over what somebody has not begun instead.`, { details: { state: campaign.state } });
  const people = [...new Set(personIds)].map((id) => getPerson(db, id));
  const evaluator = people.find(({ role }) => role === 'evaluator');
  if (evaluator !== undefined) throw new AppError('INVALID_INPUT', `${evaluator.name} is an evaluator, who may not review labels. Choose annotators or researchers.`, { details: { personId: evaluator.id } });
  if (people.length < campaign.annotatorsPerItem) {
    throw new AppError('INVALID_INPUT', `Every item goes to ${campaign.annotatorsPerItem} people, but ${people.length === 1 ? 'only one was' : `only ${people.length} were`} chosen.`, { details: { field: 'personIds' } });
  }
  replaceSlots(db, campaign.id, planSlots(db, campaign, people.map(({ id }) => id)));
}

function planSlots(db: WritableDb, campaign: Campaign, people: readonly PersonId[]): NewSlot[] {
  const items = listItemsOf(db, campaign.id);
  const sample = items.filter(({ known }) => known === null).toSorted((a, b) => a.dialogueId - b.dialogueId || a.turn - b.turn);
  const checks = items.filter(({ known }) => known !== null);
  const { seed, annotatorsPerItem, repeats, options } = campaign;
  const queues = assignItems(sample.length, { people: people.length, perItem: annotatorsPerItem, seed });
  return queues.flatMap((queue, index) =>
    orderQueue(queue, { order: options.order, repeats, goldChecks: checks.length }, seed + index + 1).flatMap((place, position): NewSlot[] => {
      const item = (place.kind === 'goldCheck' ? checks : sample)[place.index];
      const personId = people[index];
      return item === undefined || personId === undefined ? [] : [{ personId, position, itemId: item.id, isRepeat: place.kind === 'repeat' }];
    }),
  );
}
