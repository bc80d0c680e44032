/** @file Rows of the file that goes out for annotation elsewhere and comes back: one for each item, person and field, known by a stable id. Pure. */
import type { CampaignId } from '#shared/domain/ids';

export interface ItemRow {
  readonly id: string;
  readonly person: string;
  readonly position: number;
  readonly dialogue: number;
  readonly turn: number;
  readonly situation: string;
  readonly context: string;
  readonly text: string;
  readonly field: string;
  readonly values: string;
  readonly proposed: string;
  readonly verdict: string;
  readonly value: string;
  readonly comment: string;
  readonly seconds: string;
}

export const itemColumns = ['id', 'person', 'position', 'dialogue', 'turn', 'situation', 'context', 'text', 'field', 'values', 'proposed', 'verdict', 'value', 'comment', 'seconds'] as const satisfies readonly (keyof ItemRow)[];

export function rowId(campaignId: CampaignId, slotId: number, field: string): string {
  return `c${campaignId}-s${slotId}-${field}`;
}

/** Null for what is no row id. */
export function readRowId(id: string): { campaignId: number; slotId: number; field: string } | null {
  const [, campaign, slot, field] = /^c(\d{1,15})-s(\d{1,15})-([A-Za-z][A-Za-z0-9]*)$/.exec(id.trim()) ?? [];
  return campaign === undefined || slot === undefined || field === undefined ? null : { campaignId: Number(campaign), slotId: Number(slot), field };
}

export function answerKey(slotId: number, field: string): string {
  return `${slotId} ${field}`;
}
