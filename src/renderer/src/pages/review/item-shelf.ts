/** @file Items that are at hand: those that come next, fetched ahead, and those seen last. Knows nothing of decisions. */
import type { Client } from '#shared/channel/client';
import type { Desk, ReviewItem } from '#shared/contracts/review';
import type { CampaignId } from '#shared/domain/ids';

/** So many are held ahead, so that the next one never has to be waited for. */
const ahead = 6;
/** Refilled below this. */
const lowest = 4;
const mostHeld = 200;

export class ItemShelf {
  readonly #client: Client;
  readonly #campaignId: CampaignId;
  /** Oldest first. */
  readonly #held = new Map<number, ReviewItem>();
  #upcoming: number[] = [];
  #refill: Promise<Desk> | null = null;
  /** Grows when the order of what comes next is thrown away. */
  #order = 0;

  constructor(client: Client, campaignId: CampaignId) {
    this.#client = client;
    this.#campaignId = campaignId;
  }

  /** Keeps what the workbench says of an item; one that is decided is no longer upcoming. The dialogue around it stays the one that is shown. */
  put(said: ReviewItem): ReviewItem {
    const item = { ...said, context: this.#held.get(said.position)?.context ?? said.context };
    this.#held.delete(item.position);
    this.#held.set(item.position, item);
    if (item.state === 'done' || item.state === 'skipped') this.drop(item.position);
    for (const [position] of this.#held) {
      if (this.#held.size <= mostHeld) break;
      if (!this.#upcoming.includes(position)) this.#held.delete(position);
    }
    return item;
  }

  get(position: number): ReviewItem | undefined {
    return this.#held.get(position);
  }

  /** The next item that is not decided, if it is at hand already. */
  take(): ReviewItem | undefined {
    const position = this.#upcoming.shift();
    return position === undefined ? undefined : this.#held.get(position);
  }

  /** It was taken too early and comes next again. */
  giveBack(position: number): void {
    this.#upcoming = [position, ...this.#upcoming.filter((one) => one !== position)];
  }

  /** Another order holds from now on: what comes next is asked anew. */
  forgetOrder(): void {
    this.#upcoming = [];
    this.#refill = null;
    this.#order += 1;
  }

  drop(position: number): void {
    this.#upcoming = this.#upcoming.filter((one) => one !== position);
  }

  get isLow(): boolean {
    return this.#upcoming.length < lowest;
  }

  /** Fetches what comes after an item; that item itself is left out. One at a time. */
  refill(current: number): Promise<Desk> {
    if (this.#refill !== null) return this.#refill;
    const refill = this.#fetch(current).finally(() => {
      if (this.#refill === refill) this.#refill = null;
    });
    this.#refill = refill;
    return refill;
  }

  async fetch(position: number): Promise<ReviewItem> {
    return this.put(await this.#client.call('review.peek', { campaignId: this.#campaignId, position }));
  }

  async #fetch(current: number): Promise<Desk> {
    const order = this.#order;
    const except = current < 0 ? this.#upcoming : [...this.#upcoming, current];
    const { items, desk } = await this.#client.call('review.next', { campaignId: this.#campaignId, after: this.#upcoming.at(-1) ?? current, count: ahead, except });
    for (const item of order === this.#order ? items : []) {
      // What was decided while this was on its way is newer.
      if (this.#upcoming.includes(item.position) || (this.#held.get(item.position)?.revision ?? 0) > item.revision) continue;
      this.#upcoming.push(item.position);
      this.put(item);
    }
    return desk;
  }
}
