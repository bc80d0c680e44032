/**
 * @file What runs and endpoints have used up, against their caps. A call is reserved at its most before it is sent and settled at what it took,
 * so calls that run at the same time cannot pass a cap together.
 */
import type { TokenPrices } from '#shared/contracts/endpoints';
import { AppError } from '#shared/contracts/errors';
import type { EndpointId, RunId } from '#shared/domain/ids';
import type { Budget } from '#shared/domain/role-requests';
import type { CallStore, Spent } from './call-store';

export interface Expense {
  readonly runId: RunId | null;
  readonly runBudget: Budget;
  readonly endpoint: { readonly id: EndpointId; readonly name: string; readonly dailyBudget: Budget };
  /** At most. */
  readonly tokens: number;
  readonly cost: number;
}

export interface Reservation {
  /** What it took; nothing where no answer came. */
  settle(spent: { readonly tokens: number; readonly cost: number } | null): void;
}

interface Account {
  spent: Spent;
  reserved: Spent;
}

const nothing: Spent = { calls: 0, tokens: 0, cost: 0 };

export class Ledger {
  readonly #calls: CallStore;
  readonly #now: () => Date;
  readonly #accounts = new Map<string, Account>();

  constructor(calls: CallStore, now: () => Date) {
    this.#calls = calls;
    this.#now = now;
  }

  /** LIMIT where a cap would be passed; nothing is reserved then. */
  reserve({ runId, runBudget, endpoint, tokens, cost }: Expense): Reservation {
    const day = this.#now().toISOString().slice(0, 10);
    const ofEndpoint = this.#account(`day ${day} of ${endpoint.id}`, () => this.#calls.spentAtEndpoint(endpoint.id, `${day}T00:00:00.000Z`));
    const ofRun = runId === null ? null : this.#account(`run ${runId}`, () => this.#calls.spentByRun(runId));
    const most = { calls: 1, tokens, cost };
    if (ofRun !== null) refuse(passed(ofRun, most, runBudget), { reason: 'run-budget', whose: `The run may use up`, hint: 'Go on with a clone of the run that has a higher cap; nothing that was answered is asked or paid again.' });
    refuse(passed(ofEndpoint, most, endpoint.dailyBudget), { reason: 'daily-budget', whose: `The endpoint "${endpoint.name}" may use up, a day (UTC),`, hint: 'Raise its cap or go on tomorrow; nothing that was answered is asked again.' });
    const accounts = ofRun === null ? [ofEndpoint] : [ofEndpoint, ofRun];
    for (const account of accounts) account.reserved = sum(account.reserved, most, 1);
    return {
      settle(spent) {
        for (const account of accounts) {
          account.reserved = sum(account.reserved, most, -1);
          if (spent !== null) account.spent = sum(account.spent, { calls: 1, ...spent }, 1);
        }
      },
    };
  }

  #account(name: string, load: () => Spent): Account {
    let account = this.#accounts.get(name);
    if (account === undefined) {
      account = { spent: load(), reserved: nothing };
      this.#accounts.set(name, account);
    }
    return account;
  }
}

export function costOf(tokens: { readonly promptTokens: number; readonly replyTokens: number }, prices: TokenPrices): number {
  return (tokens.promptTokens * prices.promptPerMillion + tokens.replyTokens * prices.replyPerMillion) / 1_000_000;
}

interface Full {
  readonly cap: keyof Budget;
  /** In words, what is used up and what the cap is. */
  readonly words: string;
}

/** Null while there is room. */
function passed({ spent, reserved }: Account, most: Spent, budget: Budget): Full | null {
  for (const what of ['calls', 'tokens', 'cost'] as const) {
    const cap = budget[what];
    if (cap !== undefined && spent[what] + reserved[what] + most[what] > cap) {
      const format = (value: number): string => (what === 'cost' ? value.toFixed(4) : String(value));
      const unit = what === 'cost' ? 'in cost' : what;
      return { cap: what, words: `${format(cap)} ${unit}; ${format(spent[what])} are used up, ${format(reserved[what])} are on their way, and the next call may take ${format(most[what])}` };
    }
  }
  return null;
}

function refuse(full: Full | null, { reason, whose, hint }: { reason: string; whose: string; hint: string }): void {
  if (full !== null) throw new AppError('LIMIT', `${whose} ${full.words}. ${hint}`, { details: { reason, cap: full.cap } });
}

function sum(first: Spent, second: Spent, sign: 1 | -1): Spent {
  return { calls: first.calls + sign * second.calls, tokens: first.tokens + sign * second.tokens, cost: first.cost + sign * second.cost };
}
