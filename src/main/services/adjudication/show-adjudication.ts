/** @file Adjudication as it is shown: one item with everybody's answers, rows of the queue, the state of the desk. Reads only. */
import type { AdjudicationItem, QueueRow } from '#shared/contracts/adjudication';
import type { Output, Parsed } from '#shared/contracts/index';
import type { PersonId } from '#shared/domain/ids';
import type { CampaignHead } from '../../store/campaign-repository';
import type { ReadableDb } from '../../store/database';
import { goldRevision, listGoldEvents } from '../../store/gold-repository';
import { canUndoRedo, type Desk } from '../../store/review-actions';
import { currentNote } from '../../store/review-decisions';
import { getItem, listSlotsOf, listSlotsOfItem, readContext, readExcerpts, type Slot } from '../../store/review-queue';
import { listRework } from '../../store/rework-repository';
import { readBoard, shownGold, stateOf, type Board, type Entry } from './board';
import { candidatesOf, letterOf } from './candidates';

export function showAdjudicationItem(db: ReadableDb, campaign: CampaignHead, request: Pick<Parsed<'adjudication.item'>, 'itemId' | 'isAnonymous' | 'among'>): AdjudicationItem {
  const { isAnonymous, among } = request;
  const item = getItem(db, campaign.id, request.itemId);
  const slots = listSlotsOfItem(db, item.id).filter(({ isRepeat }) => !isRepeat);
  const board = readBoard(db, campaign, { among, nameOf: isAnonymous ? (id: PersonId): string => letterOf(slots, id) : undefined });
  const context = { people: board.people, isAnonymous, slots, noteOf: (slotId: number) => currentNote(db, slotId) };
  const own = board.entries.filter((entry) => entry.item.id === item.id);
  return {
    itemId: item.id,
    number: item.number,
    context: readContext(db, item),
    fields: own.map((entry) => ({
      field: entry.field.id,
      disagreement: entry.disagreement,
      candidates: candidatesOf(entry, context),
      gold: shownGold(entry, board.people),
      history: listGoldEvents(db, item.id, entry.field.id),
    })),
    revision: goldRevision(db, item.id),
    rework: shownRework(db, item.id, { slots, people: isAnonymous ? board.people : null }),
  };
}

/** `desk` is null where nobody sits who could undo. */
export function showAdjudicationDesk(db: ReadableDb, board: Board, desk: Desk | null): Output<'adjudication.queue'>['desk'] {
  const states = board.entries.map(stateOf);
  const count = (state: string): number => states.filter((one) => one === state).length;
  return { open: count('open'), resolved: count('resolved'), changed: count('changed'), ...(desk === null ? { canUndo: false, canRedo: false } : canUndoRedo(db, desk)) };
}

export function showQueueRows(db: ReadableDb, campaign: CampaignHead, { entries, people }: { entries: readonly Entry[]; people: Board['people'] }): QueueRow[] {
  const excerpts = readExcerpts(db, [...new Set(entries.map(({ item }) => item.id))]);
  const slots = Map.groupBy(listSlotsOf(db, campaign.id), ({ itemId }) => itemId);
  return entries.map((entry): QueueRow => {
    const own = slots.get(entry.item.id) ?? [];
    return {
      itemId: entry.item.id,
      number: entry.item.number,
      field: entry.field.id,
      votes: entry.votes.length,
      disagreement: entry.disagreement,
      majority: entry.majority,
      gold: shownGold(entry, people),
      inRework: own.filter(({ reworkId }) => reworkId !== null).length,
      isFlagged: own.some(({ isFlagged }) => isFlagged),
      excerpt: excerpts.get(entry.item.id) ?? '',
    };
  });
}

/** By letters where people are given, by names without them. */
function shownRework(db: ReadableDb, itemId: AdjudicationItem['itemId'], { slots, people }: { slots: readonly Slot[]; people: Board['people'] | null }): AdjudicationItem['rework'] {
  const letters = new Map(slots.map(({ personId }) => [people?.get(personId)?.name, letterOf(slots, personId)]));
  return listRework(db, itemId).map((one) => (people === null ? one : { ...one, person: letters.get(one.person) ?? 'somebody' }));
}
