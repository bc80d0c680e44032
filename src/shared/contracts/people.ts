/**
 * @file The people of a workspace and who of them sits at which window. Owner: services/people. A window in which a person has entered may do
 * what that person's role may, and its decisions carry the person. Knows no campaign.
 */
import { z } from 'zod';
import { anyone, mutation, query, roles } from './define';
import { PersonId } from '../domain/ids';

/** Names of the theme's colours for people, told apart in both themes and by colour-blind readers. */
export const PersonColour = z.enum(['blue', 'orange', 'green', 'purple', 'red', 'teal', 'brown', 'grey']);
export type PersonColour = z.output<typeof PersonColour>;

export const PersonRole = z.enum(roles);

export const Person = z.object({
  id: PersonId,
  name: z.string(),
  colour: PersonColour,
  role: PersonRole,
  hasPin: z.boolean(),
  createdAt: z.iso.datetime(),
});
export type Person = z.output<typeof Person>;

/**
 * Who sits at a window. `guest`: nobody has entered, in a workspace that has a researcher among its people; such a window may only look who
 * there is and enter. Without a researcher among the people, an empty seat is a researcher's.
 */
export const SeatView = z.object({ person: Person.nullable(), role: z.enum([...roles, 'guest']) });
export type SeatView = z.output<typeof SeatView>;

const PersonName = z.string().trim().min(1, 'a person needs a name').max(60, 'a name has at most 60 characters');
const Pin = z.string().regex(/^\d{4,12}$/, 'a PIN is 4 to 12 digits');
/** Enters again without the PIN after a reload or a lost connection, until the person leaves or the program ends. */
const Ticket = z.string().regex(/^t_[a-z0-9]{16,64}$/);
const seated = SeatView.extend({ ticket: Ticket });

export const peopleContract = {
  /** In order of their names. */
  'people.list': query({ input: z.object({}), output: z.array(Person), access: anyone }),
  'people.current': query({ input: z.object({}), output: SeatView, access: anyone }),
  /** FORBIDDEN for a wrong PIN; LIMIT while the person has to wait after wrong ones. Seats the person at the window that calls. */
  'people.enter': mutation({ input: z.object({ personId: PersonId, pin: z.string().max(100).optional() }), output: seated, access: anyone }),
  'people.resume': mutation({ input: z.object({ ticket: Ticket }), output: seated, access: anyone }),
  'people.leave': mutation({ input: z.object({}), output: SeatView, access: anyone }),
  /** Without a colour the least used one. Whoever adds the first researcher from an empty seat sits there as that person from then on. */
  'people.add': mutation({ input: z.object({ name: PersonName, role: PersonRole, colour: PersonColour.optional(), pin: Pin.optional() }), output: Person }),
  /** A PIN of null takes it away. A changed PIN or role makes every ticket of the person void. */
  'people.update': mutation({ input: z.object({ id: PersonId, name: PersonName.optional(), role: PersonRole.optional(), colour: PersonColour.optional(), pin: Pin.nullable().optional() }), output: Person }),
  /** The person can no longer enter; what they decided stays and keeps their name. */
  'people.remove': mutation({ input: z.object({ id: PersonId }), output: z.object({ id: PersonId }) }),
  'people.restore': mutation({ input: z.object({ id: PersonId }), output: Person }),
} as const;
