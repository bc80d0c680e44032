/** @file The seat of one connection: who has entered there, and what that lets it do. Knows no command. */
import type { Seat } from '#shared/contracts/index';
import type { Person } from '#shared/contracts/people';
import type { PersonId } from '#shared/domain/ids';
import type { Caller } from './workbench';

/** The people of the workspace as they are now; asked at every call, so that a changed role counts at once. */
export interface PeopleDirectory {
  find(id: PersonId): Person | undefined;
  hasResearcher(): boolean;
}

export function createSeat(caller: Caller, people: PeopleDirectory): Seat {
  let personId: PersonId | null = null;
  const person = (): Person | null => (personId === null ? null : (people.find(personId) ?? null));
  return {
    get person() {
      return person();
    },
    get standing() {
      // Whoever sat here and was removed has no rights left, not those of an empty seat.
      if (personId !== null) return person()?.role ?? 'guest';
      return caller.role === 'researcher' && !caller.isLocal && people.hasResearcher() ? 'guest' : caller.role;
    },
    take(id) {
      personId = id;
    },
    leave() {
      personId = null;
    },
  };
}

export const nobody: PeopleDirectory = { find: () => undefined, hasResearcher: () => false };
