/** @file The keys of the person who sits here, kept in this browser under their id. */
import { useSeat } from '../../api/seat';
import { useStoredState } from '../../components/use-stored-state';
import { OwnKeys } from './review-keys';

const usualKeys: OwnKeys = {};

export function useOwnKeys(): [OwnKeys, (keys: OwnKeys) => void] {
  const personId = useSeat()?.person?.id ?? 'nobody';
  const [keys, change] = useStoredState(`solace.review-keys.${personId}`, OwnKeys, usualKeys);
  return [keys, change];
}
