/** @file What every part of the form gets: the draft, and how to change it. */
import type { CampaignDraft } from '../campaign-draft';

export interface PartProps {
  draft: CampaignDraft;
  edit: (changes: Partial<CampaignDraft>) => void;
}
