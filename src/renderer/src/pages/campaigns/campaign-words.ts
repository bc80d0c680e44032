/** @file What campaigns, their states and their sampling are called. Pure. */
import type { Campaign, CampaignOptions, Sampling } from '#shared/contracts/campaigns';
import type { CampaignMode, CampaignState, ErrorType, GoldSource } from '#shared/domain/review/decisions';
import { countOf, formatCount, formatShare } from '../../components/format';

export const modeWords: Readonly<Record<CampaignMode, { word: string; help: string }>> = {
  validate: { word: 'Validate', help: 'People see what is proposed and say right or wrong, with the right value where it is wrong.' },
  label: { word: 'Label', help: 'People give values from scratch and never see a proposal.' },
};

export const stateWords: Readonly<Record<CampaignState, { word: string; help: string }>> = {
  draft: { word: 'Draft', help: 'Nobody sees it yet. Give it to people, then open it.' },
  open: { word: 'Open', help: 'Its people can work on it.' },
  closed: { word: 'Closed', help: 'Nothing more can be decided by its people; it can be opened again.' },
};

export const displayWords: Readonly<Record<CampaignOptions['proposals'], { word: string; help: string }>> = {
  values: { word: 'The proposed value', help: 'Votes and reasons stay hidden until somebody asks; who asked is kept.' },
  shown: { word: 'Value, votes and reasons', help: 'Everything at once. Quicker, but people lean on what they see.' },
  hidden: { word: 'Nothing', help: 'People give their own value first; it is compared with the proposal.' },
};

export const goldSourceWords: Readonly<Record<GoldSource, string>> = { unanimous: 'unanimous', majority: 'majority', adjudicated: 'adjudicated' };

export const errorTypeWords: Readonly<Record<ErrorType, { word: string; help: string }>> = {
  'ambiguous-text': { word: 'Ambiguous text', help: 'The words allow more than one reading.' },
  'guideline-gap': { word: 'Guideline gap', help: 'The rubric does not say what to do here.' },
  'annotator-slip': { word: 'Annotator slip', help: 'Somebody pressed the wrong key or missed a word.' },
  'edge-case': { word: 'Edge case', help: 'It lies between two values.' },
  'truly-subjective': { word: 'Truly subjective', help: 'Reasonable people see it differently.' },
};

export function samplingWords(sampling: Sampling, fields: Campaign['fields']): string {
  const title = 'field' in sampling ? (fields.find(({ id }) => id === sampling.field)?.title ?? sampling.field) : undefined;
  if (sampling.kind === 'random') return `${countOf(sampling.count, 'turn')} at random`;
  if (sampling.kind === 'stratified') return `${countOf(sampling.count, 'turn')} by ${title ?? 'label'}, ${sampling.allocation === 'equal' ? 'as many of each value' : 'in proportion'}`;
  return `the ${formatCount(sampling.count)} turns that divide the votes most${title === undefined ? '' : `, by ${title}`}`;
}

export function progressWords({ total, done, skipped, rework }: Campaign['progress']): string {
  if (total === 0) return 'given to nobody';
  return [`${formatShare((done + skipped) / total)} done`, ...(skipped > 0 ? [`${formatCount(skipped)} skipped`] : []), ...(rework > 0 ? [`${formatCount(rework)} sent back`] : [])].join(', ');
}
