/** @file Table `rework_requests`: items sent back to annotators. A request is open until its item is decided again, or until it is withdrawn. */
import type { PersonId, ReviewItemId } from '#shared/domain/ids';
import type { ReadableDb, WritableDb } from './database';
import { settleState } from './review-decisions';
import type { Slot } from './review-queue';
import { sql } from './sql';

export interface StoredRework {
  person: string;
  note: string;
  requestedBy: string;
  requestedAt: string;
  isAnswered: boolean;
}

/** Of an item, newest first; withdrawn ones are left out. */
export function listRework(db: ReadableDb, itemId: ReviewItemId): StoredRework[] {
  const rows = db.all<Omit<StoredRework, 'isAnswered'> & { is_open: 0 | 1 }>(sql`
    SELECT p.name AS person, r.note, b.name AS requestedBy, r.created_at AS requestedAt, s.rework_id IS r.id AS is_open
    FROM review_slots s JOIN rework_requests r ON r.slot_id = s.id JOIN people p ON p.id = s.person_id JOIN people b ON b.id = r.requested_by
    WHERE s.item_id = ${itemId} AND r.withdrawn_at IS NULL ORDER BY r.id DESC`);
  return rows.map(({ is_open, ...rework }) => ({ ...rework, isAnswered: is_open === 0 }));
}

/** A newer request takes the place of an open one. */
export function sendBack(db: WritableDb, slots: readonly Slot[], { requestedBy, note, at }: { requestedBy: PersonId; note: string; at: string }): void {
  db.transaction(() => {
    for (const { id } of slots) {
      const [reworkId] = db.returning<{ id: number }>(sql`INSERT INTO rework_requests (slot_id, requested_by, note, created_at) VALUES (${id}, ${requestedBy}, ${note}, ${at}) RETURNING id`);
      db.run(sql`UPDATE review_slots SET state = 'rework', rework_id = ${reworkId?.id ?? null} WHERE id = ${id}`);
    }
  });
}

/** Returns how many open requests there were. */
export function withdrawRework(db: WritableDb, slots: readonly Slot[], at: string): number {
  return db.transaction(() => {
    const open = slots.filter(({ reworkId }) => reworkId !== null);
    for (const { id } of open) {
      db.run(sql`UPDATE rework_requests SET withdrawn_at = ${at} WHERE slot_id = ${id} AND withdrawn_at IS NULL AND id = (SELECT rework_id FROM review_slots WHERE id = ${id})`);
      db.run(sql`UPDATE review_slots SET rework_id = NULL WHERE id = ${id}`);
      settleState(db, id);
    }
    return open.length;
  });
}
