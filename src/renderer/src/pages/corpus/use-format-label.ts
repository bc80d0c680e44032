/** @file Format ids as people read them; the id itself until the list is here, and for formats of other versions. */
import { useCommand } from '../../api/use-command';

export function useFormatLabel(): (format: string) => string {
  const { data } = useCommand('corpora.formats', {});
  return (format) => data?.find((one) => one.id === format)?.label ?? format;
}
