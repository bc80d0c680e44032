/** @file Which rooms and pages stand open to whom. What may be done there is enforced by the workbench; this only keeps the view quiet. */
import type { SeatView } from '#shared/contracts/people';
import { paths } from '../paths';
import type { Room } from '../rooms';

/** A researcher sees every room, and their own work once somebody sits there; others see their work and nothing else. */
export function isRoomFor(room: Room, { role, person }: SeatView): boolean {
  if (room.path === paths.work) return person !== null;
  return role === 'researcher';
}

export function isPageFor(pathname: string, { role }: SeatView): boolean {
  if (role === 'researcher') return true;
  return pathname === paths.work || (role === 'annotator' && /^\/annotate\/campaigns\/\d+\/review$/.test(pathname));
}

/** Where somebody begins. */
export function startOf({ role }: SeatView): string {
  return role === 'researcher' ? paths.home : paths.work;
}
