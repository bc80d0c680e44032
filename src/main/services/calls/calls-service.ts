/** @file Calls as a trace: listed, shown, asked once more, told as curl, added up. Implements callsContract. */
import type { callsContract } from '#shared/contracts/calls';
import type { HandlersOf } from '#shared/contracts/index';
import type { WholeGateway } from '../../llm/create-gateway';
import { listCalls, readCallTotals } from '../../store/call-queries';
import { getCall } from '../../store/call-repository';
import { findEndpoint } from '../../store/endpoint-repository';
import type { Store } from '../../store/store';
import { curlCommand } from './curl';
import type { StoredCalls } from './stored-calls';

export interface CallsDependencies {
  readonly store: Pick<Store, 'db'>;
  readonly calls: StoredCalls;
  readonly gateway: WholeGateway;
}

export function createCallsService({ store: { db }, calls, gateway }: CallsDependencies): HandlersOf<typeof callsContract> {
  return {
    'calls.list': ({ offset, limit, upTo, ...filter }) => {
      calls.flush();
      return listCalls(db, { filter, offset, limit, upTo });
    },
    'calls.get': ({ callId }) => getCall(db, callId),
    'calls.askAgain': async ({ callId }, { signal }) => getCall(db, await gateway.askAgain(callId, signal)),
    'calls.asCurl': ({ callId }) => {
      const call = getCall(db, callId);
      return { command: curlCommand(call, findEndpoint(db, call.endpointId)) };
    },
    'calls.totals': ({ runId }) => {
      calls.flush();
      return readCallTotals(db, runId);
    },
  };
}
