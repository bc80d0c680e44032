/** @file Campaigns: made, given to people, opened, watched, taken out. Implements campaignsContract and campaignReportContract over the store. */
import type { campaignReportContract } from '#shared/contracts/campaign-report';
import type { Campaign, campaignsContract, PersonProgress } from '#shared/contracts/campaigns';
import { AppError } from '#shared/contracts/errors';
import type { HandlersOf } from '#shared/contracts/index';
import type { CampaignId } from '#shared/domain/ids';
import { medianOf } from '../../research/review/pace';
import { getCampaign, getCampaignHead, listCampaigns, listCampaignsOf, removeCampaign, restoreCampaign, setCampaignState, updateCampaign } from '../../store/campaign-repository';
import { findPerson, getPerson, nameEverybody } from '../../store/people-repository';
import { lastDecisionAt } from '../../store/review-figures';
import { countQueue, handOverSlots, listSlotsOf, type Slot } from '../../store/review-queue';
import { personAt } from '../review/review-service';
import { assignPeople } from './assign-people';
import { createCampaign } from './create-campaign';
import type { CampaignDependencies } from './dependencies';
import { exportCampaign, exportReport } from './export-campaign';
import { importDecisions } from './import-decisions';
import { reportOf } from './report';
import { updateLabels } from './update-labels';

export function createCampaignsService(dependencies: CampaignDependencies): HandlersOf<typeof campaignsContract & typeof campaignReportContract> {
  const { ports, store: { db }, events, activities } = dependencies;
  const now = (): string => ports.clock.now().toISOString();
  const changed = (id: CampaignId): Campaign => {
    events.emit({ kind: 'campaigns.changed', campaignId: id });
    return getCampaign(db, id);
  };

  return {
    'campaigns.list': ({ corpusId }) => listCampaigns(db, corpusId),
    'campaigns.get': ({ campaign }) => getCampaign(db, campaign),
    'campaigns.mine': (_input, context) => {
      const personId = personAt(context).id;
      return listCampaignsOf(db, personId).map(({ id, name, mode, state, fields }) => ({
        id,
        name,
        mode,
        state,
        fields: fields.map((field) => ({ id: field.id, title: field.title, abbreviation: field.abbreviation })),
        ...countQueue(db, { campaignId: id, personId }),
      }));
    },
    'campaigns.progress': ({ id }) => {
      const people = nameEverybody(db);
      const queues = Map.groupBy(listSlotsOf(db, getCampaign(db, id).id), ({ personId }) => personId);
      return [...queues].flatMap(([personId, slots]): PersonProgress[] => {
        const person = people.get(personId);
        return person === undefined ? [] : [{ person, ...progressOf(slots), lastDecisionAt: lastDecisionAt(db, id, personId) }];
      });
    },
    'campaigns.create': (request) => changed(createCampaign(db, request, now())),
    'campaigns.update': ({ id, name, options }) => {
      const before = getCampaign(db, id);
      updateCampaign(db, id, { name, options: { ...before.options, ...definedOf(options ?? {}) } });
      return changed(id);
    },
    'campaigns.assign': ({ id, personIds }) => {
      assignPeople(db, getCampaign(db, id), personIds);
      return changed(id);
    },
    'campaigns.handOver': ({ id, from, to }) => {
      getCampaignHead(db, id);
      if (findPerson(db, to)?.role === 'evaluator') throw new AppError('INVALID_INPUT', `${getPerson(db, to).name} is an evaluator, who may not review labels.`);
      const moved = handOverSlots(db, id, { from, to: getPerson(db, to).id });
      changed(id);
      return { moved };
    },
    'campaigns.setState': ({ id, state }) => {
      const campaign = getCampaign(db, id);
      if (campaign.people.length === 0) throw new AppError('CONFLICT', `"${campaign.name}" has been given to nobody yet. Assign people first.`, { details: { campaignId: id } });
      if (state === 'closed' && campaign.state === 'draft') throw new AppError('CONFLICT', `"${campaign.name}" is still a draft; there is nothing to close.`, { details: { campaignId: id } });
      setCampaignState(db, id, state);
      return changed(id);
    },
    'campaigns.updateLabels': ({ id, labelSetId }) => {
      const changedItems = updateLabels(db, getCampaign(db, id), labelSetId);
      return { campaign: changed(id), changedItems };
    },
    'campaigns.remove': ({ id }) => {
      removeCampaign(db, id, now());
      events.emit({ kind: 'campaigns.changed', campaignId: id });
      return { id };
    },
    'campaigns.restore': ({ id }) => {
      restoreCampaign(db, id);
      return changed(id);
    },
    'campaigns.export': ({ id, what, format }) => {
      const campaign = getCampaign(db, id);
      return { activityId: activities.start({ title: `Exporting ${campaign.name}`, unit: 'steps', run: (control) => exportCampaign(dependencies, { campaign, what, format }, control) }) };
    },
    'campaigns.import': (request) => {
      const campaign = getCampaignHead(db, request.id);
      return importDecisions(dependencies, campaign, request).then((result) => {
        if (!request.isTrial && result.decided > 0) changed(request.id);
        return result;
      });
    },
    'campaigns.report': (request) => reportOf(db, request),
    'campaigns.exportReport': ({ format, ...request }) => {
      const campaign = getCampaign(db, request.id);
      return { activityId: activities.start({ title: `Exporting the report of ${campaign.name}`, unit: 'steps', run: (control) => exportReport(dependencies, { campaign, request, format }, control) }) };
    },
  };
}

function progressOf(slots: readonly Slot[]): Omit<PersonProgress, 'person' | 'lastDecisionAt'> {
  const of = (state: Slot['state']): number => slots.filter((slot) => slot.state === state).length;
  const medianMs = medianOf(slots.filter(({ state }) => state === 'done' || state === 'skipped').map(({ activeMs }) => activeMs));
  return {
    total: slots.length,
    done: of('done'),
    skipped: of('skipped'),
    rework: of('rework'),
    flagged: slots.filter(({ isFlagged }) => isFlagged).length,
    medianSeconds: medianMs === null ? null : medianMs / 1000,
  };
}

/** A partial change names what changes and nothing else. */
function definedOf<T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
