/** @file Says at the foot of the rail who sits here, with the way to leave or to change places. Absent in a workspace without people. */
import { useState } from 'react';
import { Box, Button, Dialog, DialogContent, DialogTitle, Divider, Menu, MenuItem, Tooltip } from '@mui/material';
import { LogOut, Repeat2, UserRound, Users } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { Person, SeatView } from '#shared/contracts/people';
import { useLeave } from '../../api/seat';
import { useCommand } from '../../api/use-command';
import { visuallyHidden } from '../../components/LoadState';
import { PersonMark } from '../../components/PersonMark';
import { useToast } from '../../components/toasts/ToastProvider';
import { paths } from '../paths';
import { PersonChoice } from './PersonChoice';
import { roleWords } from './role-words';

export function SeatButton({ seat, isOpen }: { seat: SeatView; isOpen: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const people = useCommand('people.list', {}).data ?? [];
  const { person } = seat;
  if (person === null && people.length === 0) return null;
  const word = person === null ? 'Nobody has entered' : person.name;
  const role = person === null ? '' : roleWords[person.role].word;
  return (
    <>
      <Tooltip title={isOpen ? role : `${word}${role === '' ? '' : `, ${role}`}`} placement="right" describeChild>
        <Button
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          onClick={(event) => setAnchor(event.currentTarget)}
          sx={{ width: '100%', mt: 1, justifyContent: isOpen ? 'flex-start' : 'center', gap: 1, px: isOpen ? 0.75 : 0, height: 38, color: 'text.primary', fontWeight: 450 }}
        >
          {person === null ? <UserRound size={17} aria-hidden /> : <PersonMark name={person.name} colour={person.colour} />}
          <Box component="span" sx={isOpen ? { overflow: 'hidden', textOverflow: 'ellipsis' } : visuallyHidden}>
            {word}
          </Box>
        </Button>
      </Tooltip>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'top', horizontal: 'left' }} transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
        <SeatItems seat={seat} onChoose={() => setIsChoosing(true)} onDone={() => setAnchor(null)} />
      </Menu>
      {isChoosing && <ChangePlaces people={people.filter(({ id }) => id !== person?.id)} onClose={() => setIsChoosing(false)} />}
    </>
  );
}

function SeatItems({ seat: { person, role }, onChoose, onDone }: { seat: SeatView; onChoose: () => void; onDone: () => void }) {
  const toast = useToast();
  const navigate = useNavigate();
  const leave = useLeave({ onLeft: () => void navigate(paths.home), onFail: (error) => toast({ tone: 'error', message: error.message }) });
  const act = (run: () => void) => () => {
    onDone();
    run();
  };
  return (
    <>
      <MenuItem onClick={act(onChoose)}>
        <Repeat2 size={16} aria-hidden /> {person === null ? 'Enter…' : 'Change places…'}
      </MenuItem>
      {role === 'researcher' && (
        <MenuItem component={Link} to={paths.people} onClick={onDone}>
          <Users size={16} aria-hidden /> People
        </MenuItem>
      )}
      {person !== null && <Divider />}
      {person !== null && (
        <MenuItem onClick={act(() => leave.mutate({}))}>
          <LogOut size={16} aria-hidden /> Leave
        </MenuItem>
      )}
    </>
  );
}

function ChangePlaces({ people, onClose }: { people: readonly Person[]; onClose: () => void }) {
  const navigate = useNavigate();
  const go = () => {
    onClose();
    void navigate(paths.home);
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="change-places">
      <DialogTitle id="change-places">Who is there?</DialogTitle>
      <DialogContent>{people.length === 0 ? 'There is nobody else among the people.' : <PersonChoice people={people} onEntered={go} />}</DialogContent>
    </Dialog>
  );
}
