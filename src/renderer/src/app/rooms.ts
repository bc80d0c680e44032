/** @file The rooms of the rail, in its order, with the letter that follows `g`. Only rooms that exist stand here. */
import { ClipboardCheck, Cpu, FlaskConical, House, Library, type LucideIcon, MessagesSquare, PenLine, Ruler, Settings, Users } from 'lucide-react';
import { paths } from './paths';

export interface Room {
  readonly path: string;
  readonly word: string;
  readonly icon: LucideIcon;
  readonly goKey: string;
  /** Beginnings of addresses that also belong to the room. */
  readonly alsoAt?: readonly string[];
  /** Stands at the foot of the rail. */
  readonly isAtFoot?: boolean;
}

export const rooms: readonly Room[] = [
  { path: paths.home, word: 'Home', icon: House, goKey: 'h' },
  { path: paths.corpora, word: 'Corpora', icon: Library, goKey: 'c', alsoAt: [paths.import] },
  { path: paths.browse, word: 'Browse', icon: MessagesSquare, goKey: 'b', alsoAt: ['/dialogues'] },
  { path: paths.work, word: 'My work', icon: ClipboardCheck, goKey: 'w' },
  { path: paths.annotate, word: 'Annotate', icon: PenLine, goKey: 'n' },
  { path: paths.runs, word: 'Runs', icon: FlaskConical, goKey: 'r' },
  { path: paths.models, word: 'Models', icon: Cpu, goKey: 'o' },
  { path: paths.measure, word: 'Measure', icon: Ruler, goKey: 'm' },
  { path: paths.agreement, word: 'Agreement', icon: Users, goKey: 'a' },
  { path: paths.settings, word: 'Settings', icon: Settings, goKey: 's', alsoAt: [paths.debug], isAtFoot: true },
];

export function isRoomOf(room: Room, pathname: string): boolean {
  if (room.path === '/') return pathname === '/';
  return [room.path, ...(room.alsoAt ?? [])].some((beginning) => pathname === beginning || pathname.startsWith(`${beginning}/`));
}
