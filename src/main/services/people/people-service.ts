/** @file Who the people are and who sits where. Implements peopleContract; what a role may do is enforced by dispatch. */
import { AppError } from '#shared/contracts/errors';
import type { CallContext, HandlersOf, Seat } from '#shared/contracts/index';
import type { peopleContract, Person, SeatView } from '#shared/contracts/people';
import type { PersonId } from '#shared/domain/ids';
import type { Clock } from '../../platform/ports';
import { addPerson, getPerson, listPeople, pinHashOf, removePerson, restorePerson, updatePerson } from '../../store/people-repository';
import type { Store } from '../../store/store';
import type { EventBus } from '../app/event-bus';
import { createRandomId } from '../random-id';
import { createPinGate, hashPin } from './pins';

export interface PeopleDependencies {
  readonly clock: Clock;
  readonly store: Store;
  readonly events: EventBus;
}

export function createPeopleService({ clock, store: { db }, events }: PeopleDependencies): HandlersOf<typeof peopleContract> {
  const gate = createPinGate(clock);
  const tickets = new Map<string, PersonId>();
  const ticketOf = new WeakMap<Seat, string>();
  const changed = <T>(result: T): T => {
    events.emit({ kind: 'people.changed' });
    return result;
  };
  const voidTickets = (id: PersonId): void => {
    for (const [ticket, owner] of tickets) if (owner === id) tickets.delete(ticket);
  };
  const giveUpTicket = (left: Seat): void => void tickets.delete(ticketOf.get(left) ?? '');
  const seat = (person: Person, context: CallContext): SeatView & { ticket: string } => {
    const ticket = createRandomId('t_');
    giveUpTicket(context.seat);
    tickets.set(ticket, person.id);
    ticketOf.set(context.seat, ticket);
    context.seat.take(person.id);
    return { person, role: person.role, ticket };
  };

  return {
    'people.list': () => listPeople(db),
    'people.current': (_input, { seat: { person }, role }) => ({ person, role }),
    'people.enter': async ({ personId, pin }, context) => {
      const hash = pinHashOf(db, getPerson(db, personId).id);
      if (hash !== null) {
        if (pin === undefined) throw new AppError('FORBIDDEN', `${getPerson(db, personId).name} has a PIN. Enter it.`, { details: { needsPin: true } });
        await gate.check(personId, hash, pin);
      }
      return seat(getPerson(db, personId), context);
    },
    'people.resume': ({ ticket }, context) => {
      const personId = tickets.get(ticket);
      if (personId === undefined) throw new AppError('FORBIDDEN', 'This window has to be entered again.');
      tickets.delete(ticket);
      return seat(getPerson(db, personId), context);
    },
    'people.leave': (_input, { seat: own }) => {
      giveUpTicket(own);
      own.leave();
      return { person: null, role: own.standing };
    },
    'people.add': async ({ name, role, colour, pin }, { seat: own }) => {
      const pinHash = pin === undefined ? undefined : await hashPin(pin);
      const person = addPerson(db, { name, role, colour, pinHash, createdAt: clock.now().toISOString() });
      // The first researcher locks empty seats; whoever added them is not locked out.
      if (own.standing === 'guest') own.take(person.id);
      return changed(person);
    },
    'people.update': async ({ id, pin, ...changes }) => {
      const pinHash = typeof pin === 'string' ? await hashPin(pin) : pin;
      const person = updatePerson(db, id, { ...changes, pinHash });
      if (pin !== undefined || changes.role !== undefined) voidTickets(id);
      return changed(person);
    },
    'people.remove': ({ id }) => {
      removePerson(db, id, clock.now().toISOString());
      voidTickets(id);
      return changed({ id });
    },
    'people.restore': ({ id }) => changed(restorePerson(db, id)),
  };
}
