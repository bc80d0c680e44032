/**
 * @file One person at work in one campaign: the item in front, the field in focus, one call under way. A decision shows at once and is stored
 * before the next one is accepted; keys pressed meanwhile wait their turn. One that could not be stored is kept, shown, and tried again.
 */
import { AppError } from '#shared/contracts/errors';
import type { Desk, Note, ReviewItem } from '#shared/contracts/review';
import type { LabelField } from '#shared/domain/label-schema';
import { messageOf } from '../../components/format';
import { ItemShelf } from './item-shelf';
import { changedField, fieldsLeft, finishingDecisions, firstField, nextFieldLeft, type SentDecision, withDecisions } from './judgement';
import { fieldNews, itemNews } from './review-words';
import { openingView, type SessionOptions, type SessionView } from './session-view';

type Acted = { readonly item: ReviewItem; readonly desk: Desk };

/** One change on its way to the disk. */
interface Deed {
  /** As it is shown while on its way, and kept when it fails. */
  readonly item: ReviewItem | null;
  readonly fieldIndex: number;
  readonly takenMs: number;
  /** The next item follows it. */
  readonly isLast: boolean;
  readonly send: (revision: number | undefined) => Promise<Acted>;
  readonly settle: (acted: Acted) => void;
}

export class ReviewSession {
  readonly #options: SessionOptions;
  readonly #shelf: ItemShelf;
  readonly #listeners = new Set<() => void>();
  #view: SessionView;
  #underWay: Deed | null = null;
  #failed: Deed | null = null;
  #waiting: (() => void)[] = [];
  /** Grows with every item that is shown or asked for: an answer that comes too late is for another turn. */
  #turn = 0;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#shelf = new ItemShelf(options.client, options.campaign.id);
    this.#view = openingView(options.campaign.desk);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): SessionView => this.#view;

  /** Brings the first item. */
  begin(): void {
    void this.#bringNext(-1);
  }

  accept(): void {
    this.#inTurn((item, field) => {
      if (item.proposals[field.id] === undefined) return this.#hint(item.canReveal ? 'Nothing is shown to be right. Give a value, or show the proposal first.' : 'Nothing is proposed here. Give a value.');
      this.#decide([{ field: field.id, verdict: 'correct' }]);
    });
  }

  /** The first time it asks for the right value; the second time it says that none can be given. */
  reject(): void {
    this.#inTurn((item, field) => {
      if (item.proposals[field.id] === undefined) return this.#hint('Nothing is shown to be wrong. Give a value.');
      if (this.#view.isCorrecting) return this.#decide([{ field: field.id, verdict: 'incorrect' }]);
      this.#set({ isCorrecting: true, hint: null, news: `${field.title}: wrong. Which value is right?` });
    });
  }

  takeRejectionBack(): void {
    this.#inTurn((item, field) => this.#set({ isCorrecting: false, news: fieldNews(field, item) }));
  }

  give(value: string): void {
    this.#inTurn((_item, field) => {
      if (field.values.some((one) => one.value === value)) this.#decide([{ field: field.id, verdict: 'labelled', value }]);
    });
  }

  /** By its place among the values of the field in focus. */
  giveAt(index: number): void {
    this.#inTurn((_item, field) => {
      const value = field.values[index]?.value;
      if (value === undefined) return this.#hint(`${field.title} has ${field.values.length} values.`);
      this.#decide([{ field: field.id, verdict: 'labelled', value }]);
    });
  }

  /** All that is left is right; a complete item is confirmed as it stands. Then the next one. */
  finish(): void {
    this.#inTurn((item) => {
      const decisions = finishingDecisions(this.#options.campaign, item);
      if (decisions === null) return this.#hint('Some fields still need a value.');
      this.#decide(decisions, { isLast: true });
    });
  }

  skip(): void {
    this.#inTurn((item) => {
      const left = fieldsLeft(this.#fields, item);
      if (left.length === 0) return this.#advance(item.position);
      this.#act('review.skip', {
        item: withDecisions(item, left.map((field) => ({ field, verdict: 'skipped' })), this.#options.now().toISOString()),
        isLast: true,
        extra: {},
      });
    });
  }

  note(note: Note): void {
    this.#inTurn((item) => this.#act('review.decide', { item: { ...item, note }, isLast: false, extra: { decisions: [], note } }));
  }

  undo(): void {
    this.#step('review.undo');
  }

  redo(): void {
    this.#step('review.redo');
  }

  moveField(step: 1 | -1): void {
    this.#inTurn(() => this.#focusField(Math.max(0, Math.min(this.#fields.length - 1, this.#view.fieldIndex + step))));
  }

  goToField(index: number): void {
    this.#inTurn(() => this.#focusField(index));
  }

  /** To a neighbour in the queue, decided or not. */
  goBy(step: 1 | -1): void {
    this.#whenIdle(() => {
      const from = this.#view.item?.position ?? (step === 1 ? -1 : this.#view.desk.total);
      const position = from + step;
      if (position < 0 || position >= this.#view.desk.total) return this.#hint(step === 1 ? 'This is the last item.' : 'This is the first item.');
      void this.#show(position);
    });
  }

  goTo(position: number): void {
    this.#whenIdle(() => void this.#show(position));
  }

  /** To the next item that is not decided. */
  goToNext(): void {
    this.#whenIdle(() => this.#advance(this.#view.item?.position ?? -1));
  }

  async reveal(): Promise<void> {
    const { item } = this.#view;
    if (item === null || this.#underWay !== null || this.#isHeldUp) return;
    if (!item.canReveal) return this.#hint(this.#options.campaign.mode === 'label' ? 'This campaign proposes nothing.' : 'Everything is shown already.');
    try {
      const shown = this.#shelf.put(await this.#options.client.call('review.reveal', { campaignId: this.#options.campaign.id, position: item.position }));
      if (this.#view.item?.position !== shown.position) return;
      const field = this.#fields[this.#view.fieldIndex];
      this.#set({ item: shown, hint: null, news: field === undefined ? '' : `Votes and reasons are shown. ${fieldNews(field, shown)}` });
    } catch (error) {
      this.#hint(`The proposal could not be shown: ${messageOf(error)}`);
    }
  }

  /** Sends what failed once more; after a conflict on the item as it is now. */
  async retry(): Promise<void> {
    const deed = this.#failed;
    if (deed === null || this.#underWay !== null) return;
    const isConflict = this.#view.failure?.isConflict === true;
    this.#failed = null;
    this.#set({ failure: null });
    this.#underWay = deed;
    await this.#settle(deed, async () => deed.send(isConflict && deed.item !== null ? (await this.#shelf.fetch(deed.item.position)).revision : undefined));
    if (this.#isHeldUp || deed.item === null) return;
    if (deed.isLast) this.#advance(deed.item.position);
    else this.#moveOn(this.#shelf.get(deed.item.position) ?? deed.item, true);
  }

  /** Drops what failed and shows the item as it is stored. */
  discard(): void {
    const deed = this.#failed;
    if (deed === null) return;
    this.#failed = null;
    this.#options.clock.giveBack(deed.takenMs);
    this.#set({ failure: null });
    if (deed.item !== null) void this.#show(deed.item.position, { isFresh: true });
  }

  /** After a failure to bring an item. */
  tryAgain(): void {
    this.#set({ stage: 'loading', problem: null });
    void this.#bringNext(this.#view.item?.position ?? -1);
  }

  /** A decision is not stored, and the person has to say what becomes of it. */
  get #isHeldUp(): boolean {
    return this.#failed !== null;
  }

  get #fields(): readonly LabelField[] {
    return this.#options.campaign.fields;
  }

  #decide(decisions: SentDecision[], { isLast = false } = {}): void {
    const { item, fieldIndex } = this.#view;
    if (item === null) return;
    const decided = withDecisions(item, decisions, this.#options.now().toISOString());
    const wasComplete = fieldsLeft(this.#fields, item).length === 0;
    const isDone = fieldsLeft(this.#fields, decided).length === 0 && (!wasComplete || fieldIndex === this.#fields.length - 1);
    this.#act('review.decide', { item: decided, isLast: isLast || isDone, extra: { decisions } });
  }

  /** Shows the change, moves on, and sends it. */
  #act(command: 'review.decide' | 'review.skip', { item, isLast, extra }: { item: ReviewItem; isLast: boolean; extra: { decisions?: SentDecision[]; note?: Note } }): void {
    const { client, campaign, clock, newDecisionId } = this.#options;
    const takenMs = clock.take();
    const input = { campaignId: campaign.id, position: item.position, decisionId: newDecisionId(), activeMs: takenMs, ...extra };
    const deed: Deed = {
      item,
      fieldIndex: this.#view.fieldIndex,
      takenMs,
      isLast,
      send: (revision = item.revision) => (command === 'review.skip' ? client.call(command, { ...input, revision }) : client.call(command, { decisions: [], ...input, revision })),
      settle: () => undefined,
    };
    this.#underWay = deed;
    this.#shelf.put(item);
    this.#shelf.drop(item.position);
    if (isLast) this.#advance(item.position);
    else this.#moveOn(item, (extra.decisions ?? []).length > 0);
    void this.#settle(deed, () => deed.send(undefined));
  }

  /** The same item goes on: with the next field that is left, or in a complete one with the field that follows. */
  #moveOn(item: ReviewItem, hasDecided: boolean): void {
    const { fieldIndex } = this.#view;
    const next = hasDecided ? (nextFieldLeft(this.#fields, item, fieldIndex) ?? Math.min(fieldIndex + 1, this.#fields.length - 1)) : fieldIndex;
    const field = this.#fields[next];
    this.#set({ item, fieldIndex: next, isCorrecting: false, hint: null, news: field === undefined ? '' : fieldNews(field, item) });
  }

  #step(command: 'review.undo' | 'review.redo'): void {
    this.#whenIdle(() => {
      const { canUndo, canRedo } = this.#view.desk;
      if (command === 'review.undo' ? !canUndo : !canRedo) return this.#hint(command === 'review.undo' ? 'Nothing is left to undo.' : 'Nothing is left to redo.');
      const { client, campaign, newDecisionId } = this.#options;
      const input = { campaignId: campaign.id, decisionId: newDecisionId() };
      const deed: Deed = {
        item: null,
        fieldIndex: this.#view.fieldIndex,
        takenMs: 0,
        isLast: false,
        send: () => client.call(command, input),
        settle: ({ item }) => this.#jump(item, changedField(this.#fields, this.#shelf.get(item.position), item)),
      };
      this.#underWay = deed;
      void this.#settle(deed, () => deed.send(undefined));
    });
  }

  async #settle(deed: Deed, send: () => Promise<Acted>): Promise<void> {
    try {
      const acted = await send();
      this.#underWay = null;
      deed.settle(acted);
      const item = this.#shelf.put(acted.item);
      this.#set({ desk: acted.desk, ...(this.#view.item?.position === item.position && { item }) });
      if (this.#view.stage === 'finished') void this.#bringNext(acted.item.position);
      this.#runWaiting();
    } catch (error) {
      this.#fail(deed, error);
    }
  }

  /** Back to the item whose decision is not stored; the next one waits. */
  #fail(deed: Deed, error: unknown): void {
    const code = error instanceof AppError ? error.code : null;
    const shown = this.#view.item;
    if (deed.item !== null && shown !== null && shown.position !== deed.item.position && fieldsLeft(this.#fields, shown).length > 0) this.#shelf.giveBack(shown.position);
    this.#underWay = null;
    this.#failed = deed;
    this.#waiting = [];
    const message = messageOf(error);
    this.#set({ stage: 'working', failure: { message, isConflict: code === 'CONFLICT', isLostConnection: code === 'DISCONNECTED' }, isCorrecting: false, news: `Not saved. ${message}`, ...(deed.item !== null && { item: deed.item, fieldIndex: deed.fieldIndex }) });
  }

  #advance(from: number): void {
    const next = this.#shelf.take();
    if (next !== undefined) {
      this.#present(next, firstField(this.#fields, next));
      if (this.#shelf.isLow) void this.#shelf.refill(next.position).catch(() => undefined);
    } else void this.#bringNext(from);
  }

  /** Asks for the next item where none is at hand. */
  async #bringNext(from: number): Promise<void> {
    if (this.#view.stage !== 'finished') this.#set({ stage: 'loading' });
    const known = this.#view.desk;
    const turn = this.#turn + 1;
    this.#turn = turn;
    try {
      const asked = await this.#shelf.refill(from);
      // A decision that was on its way has the last word on how far the person is.
      const desk = this.#underWay === null && this.#view.desk === known ? asked : this.#view.desk;
      if (turn !== this.#turn) return;
      const next = this.#shelf.take();
      if (next !== undefined) this.#present(next, firstField(this.#fields, next));
      else this.#set({ stage: 'finished', item: null, desk, hint: null, isCorrecting: false, news: 'No item is left.' });
    } catch (error) {
      this.#set({ stage: 'broken', problem: messageOf(error) });
    }
  }

  async #show(position: number, { isFresh = false } = {}): Promise<void> {
    try {
      const item = (isFresh ? undefined : this.#shelf.get(position)) ?? (await this.#shelf.fetch(position));
      this.#jump(item, firstField(this.#fields, item));
    } catch (error) {
      this.#hint(`Item ${position + 1} could not be shown: ${messageOf(error)}`);
    }
  }

  /** Out of the order of work: from there it goes on with what is open after the item. */
  #jump(item: ReviewItem, fieldIndex: number): void {
    this.#present(item, fieldIndex);
    this.#shelf.forgetOrder();
    void this.#shelf.refill(item.position).catch(() => undefined);
  }

  #present(said: ReviewItem, fieldIndex: number): void {
    this.#turn += 1;
    if (this.#view.item?.position !== said.position) this.#options.clock.take();
    const item = this.#shelf.put(said);
    this.#shelf.drop(item.position);
    this.#set({ stage: 'working', item, fieldIndex, isCorrecting: false, problem: null, hint: null, news: itemNews({ fields: this.#fields, desk: this.#view.desk }, item, fieldIndex) });
  }

  #focusField(index: number): void {
    const field = this.#fields[index];
    if (field === undefined || this.#view.item === null) return;
    this.#set({ fieldIndex: index, isCorrecting: false, hint: null, news: fieldNews(field, this.#view.item) });
  }

  /** Runs now, or after the call under way; not while a failure is open. */
  #whenIdle(run: () => void): void {
    if (this.#isHeldUp) return;
    if (this.#underWay === null) run();
    else this.#waiting.push(run);
  }

  #inTurn(run: (item: ReviewItem, field: LabelField) => void): void {
    this.#whenIdle(() => {
      const { item, fieldIndex, stage } = this.#view;
      const field = this.#fields[fieldIndex];
      if (stage === 'working' && item !== null && field !== undefined) run(item, field);
    });
  }

  #runWaiting(): void {
    while (this.#underWay === null && !this.#isHeldUp) {
      const run = this.#waiting.shift();
      if (run === undefined) return;
      run();
    }
  }

  #hint(hint: string): void {
    this.#set({ hint, news: hint });
  }

  #set(changes: Partial<SessionView>): void {
    this.#view = { ...this.#view, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
