/** @file What is special about a corpus, beside its name. */
import { FlaskConical, Lock, TriangleAlert } from 'lucide-react';
import type { Corpus } from '#shared/contracts/corpora';
import { Badge } from '../../components/Badge';
import { formatCount } from '../../components/format';

export function CorpusBadges({ corpus }: { corpus: Corpus }) {
  return (
    <>
      {corpus.isDemo && (
        <Badge icon={FlaskConical} help="Written for demonstration, not collected from people.">
          Demo
        </Badge>
      )}
      {corpus.isLocalOnly && (
        <Badge icon={Lock} help="Text of this corpus is never sent to an endpoint off this machine.">
          Local only
        </Badge>
      )}
      {corpus.rejected.length > 0 && (
        <Badge icon={TriangleAlert} help="Records that could not be taken; the corpus page lists each with its reason.">
          {formatCount(corpus.rejected.length)} rejected
        </Badge>
      )}
    </>
  );
}
