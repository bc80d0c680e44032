/** @file The report of a campaign from its current answers: read once, then counted. Figures stand in report-people.ts and report-gold.ts. */
import type { CampaignReport, FieldAccuracy, FieldRatings } from '#shared/contracts/campaign-report';
import type { AgreementResult } from '#shared/contracts/measure';
import type { Parsed } from '#shared/contracts/index';
import { publishedAccuracy } from '#shared/domain/review/decisions';
import { measureRatings } from '../../jobs/tasks/measure/measure-ratings';
import type { Rating } from '../../research/agreement/rating-table';
import { meanAccuracy } from '../../research/review/accuracy';
import { getCampaignHead } from '../../store/campaign-repository';
import type { ReadableDb } from '../../store/database';
import { listAnswers } from '../../store/review-figures';
import { listItemsOf, listSlotsOf, readExcerpts } from '../../store/review-queue';
import { readBoard, type Board, type Entry } from '../adjudication/board';
import { commonErrors, countErrorTypes, goldProgress, goldValues, modelsAgainstGold } from './report-gold';
import { figuresOfPeople } from './report-people';

export type ReportRequest = Parsed<'campaigns.report'>;

/** Field by field with room for the windows in between, since intervals take their time. */
export async function reportOf(db: ReadableDb, request: ReportRequest): Promise<CampaignReport> {
  const campaign = getCampaignHead(db, request.id);
  const board = readBoard(db, campaign, { among: 'people' });
  const items = listItemsOf(db, campaign.id);
  const slots = listSlotsOf(db, campaign.id);
  const answers = listAnswers(db, campaign.id);
  const excerpts = readExcerpts(db, items.map(({ id }) => id));
  const gold = goldValues(board.entries, request.gold);
  const { bootstrap } = request;
  const isValidated = campaign.mode === 'validate';
  const accuracy: FieldAccuracy[] = [];
  const agreement: FieldRatings[] = [];
  for (const { id, title, scale } of campaign.fields) {
    if (isValidated) accuracy.push(fieldAccuracy(board, { id, title }, bootstrap));
    await new Promise((resolve) => setImmediate(resolve));
    agreement.push(fieldRatings(board, { id, title, scale, isValidated, bootstrap }));
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    campaignId: campaign.id,
    name: campaign.name,
    mode: campaign.mode,
    isScripted: campaign.isScripted,
    items: items.filter(({ known }) => known === null).length,
    accuracy,
    agreement,
    people: figuresOfPeople({ people: board.people, fields: campaign.fields.map(({ id }) => id), items, slots, answers, level: bootstrap.level }),
    gold: campaign.fields.map(({ id, title }) => ({ field: id, title, ...goldProgress(entriesOf(board, id)) })),
    models: modelsAgainstGold(campaign.fields, { entries: board.entries, gold, level: bootstrap.level }),
    errors: commonErrors(board.entries, gold, excerpts),
    errorTypes: countErrorTypes(board.entries),
    bootstrap,
  };
}

/** Right or wrong as people found the proposals; gold checks and repeats do not count. */
function fieldAccuracy(board: Board, field: { id: string; title: string }, bootstrap: ReportRequest['bootstrap']): FieldAccuracy {
  const verdicts = entriesOf(board, field.id).flatMap(({ item, answers }) =>
    answers.flatMap(({ personId, verdict }) => (verdict === 'correct' || verdict === 'incorrect' ? [{ item: item.id, person: personId, isRight: verdict === 'correct' }] : [])),
  );
  const { mean, ci, people } = meanAccuracy(verdicts, bootstrap);
  const shares = [...board.people.keys()].flatMap((personId) => {
    const share = people.get(personId);
    return share === undefined ? [] : [{ personId, ...share }];
  });
  return { field: field.id, title: field.title, mean, ci, published: publishedAccuracy[field.id] ?? null, people: shares };
}

interface RatedField {
  readonly id: string;
  readonly title: string;
  readonly scale: 'nominal' | 'ordinal';
  readonly isValidated: boolean;
  readonly bootstrap: ReportRequest['bootstrap'];
}

function fieldRatings(board: Board, { id, title, scale, isValidated, bootstrap }: RatedField): FieldRatings {
  const entries = entriesOf(board, id);
  const order = entries[0]?.field.values.map(({ value }) => value) ?? [];
  const values = ratingsOf(entries, board, ({ value }) => value);
  const verdicts = isValidated ? ratingsOf(entries, board, ({ verdict }) => (verdict === 'correct' || verdict === 'incorrect' ? verdict : null)) : [];
  return {
    field: id,
    title,
    values: agreementOf(values, { level: scale, bootstrap, ...(scale === 'ordinal' ? { order } : {}) }),
    verdicts: agreementOf(verdicts, { level: 'nominal', bootstrap }),
  };
}

function ratingsOf(entries: readonly Entry[], { people }: Board, labelOf: (answer: Entry['answers'][number]) => string | null): Rating[] {
  return entries.flatMap(({ item, answers }) =>
    answers.flatMap((answer) => {
      const label = labelOf(answer);
      return label === null ? [] : [{ item: String(item.number), rater: people.get(answer.personId)?.name ?? 'somebody', label }];
    }),
  );
}

function agreementOf(ratings: readonly Rating[], options: { level: 'nominal' | 'ordinal'; order?: string[]; bootstrap: ReportRequest['bootstrap'] }): AgreementResult | null {
  if (new Set(ratings.map(({ rater }) => rater)).size < 2) return null;
  const { outcome } = measureRatings({ data: { kind: 'agreement', rows: ratings }, options }, () => undefined);
  return outcome.kind === 'agreement' ? outcome.result : null;
}

function entriesOf({ entries }: Board, field: string): Entry[] {
  return entries.filter((entry) => entry.field.id === field);
}
