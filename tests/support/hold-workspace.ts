/** @file Run as a process of its own: opens a workspace, imports half a corpus, says so, and holds on until it is killed. */
import { openStore } from '#main/store/store';
import { appendImported } from '#main/store/import-repository';
import { beginCorpus, generateDialogues, silentLog, toRecord } from './store';

const [folder = ''] = process.argv.slice(2);
const store = openStore({ folder, clock: { now: () => new Date() }, log: silentLog });
const corpusId = beginCorpus(store.db, { name: 'half' });
appendImported(store.db, corpusId, generateDialogues(40, 1).map((one) => toRecord(one)));
process.stdout.write('holding\n');
setInterval(() => {}, 1000);
