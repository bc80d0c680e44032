/** @file Says when work that ran in this session has ended, unless the page in front already shows it. */
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Activity } from '#shared/contracts/activities';
import type { FileHandle } from '#shared/contracts/files';
import type { ImportOutcome } from '#shared/contracts/import-report';
import type { MeasurementId } from '#shared/domain/ids';
import { isFollowed, useActivities } from '../api/activities';
import { useFiles } from '../api/files';
import { type Toast, useToast } from '../components/toasts/ToastProvider';
import { countOf } from '../components/format';
import { paths } from './paths';

export function ActivityNews() {
  const activities = useActivities();
  const toast = useToast();
  const files = useFiles();
  const navigate = useNavigate();
  const running = useRef<ReadonlySet<string>>(new Set());
  useEffect(() => {
    for (const activity of activities) {
      if (activity.state === 'running' || !running.current.has(activity.id) || isFollowed(activity.id)) continue;
      const news = newsOf(activity, { open: (path) => void navigate(path), save: (file) => void files.save(file).catch((error: Error) => toast({ tone: 'error', message: error.message })) });
      if (news !== null) toast(news);
    }
    running.current = new Set(activities.filter((one) => one.state === 'running').map((one) => one.id));
  }, [activities, toast, files, navigate]);
  return null;
}

interface NewsActions {
  open: (path: string) => void;
  save: (file: FileHandle) => void;
}

function newsOf(activity: Activity, act: NewsActions): Toast | null {
  if (activity.state === 'failed') return { tone: 'error', message: `${activity.title} failed: ${activity.error?.message ?? 'no reason was given'}` };
  const { result } = activity;
  if (activity.state !== 'done' || result === undefined) return null;
  switch (result.kind) {
    case 'import':
      return importNews(result.outcome, act);
    case 'export':
    case 'backup':
      return { tone: 'success', message: `${activity.title}: done`, action: { label: 'Save as…', run: () => act.save(result.file) } };
    case 'labels':
      return { tone: 'success', message: `${activity.title}: done` };
    default:
      return measurementNews(activity.title, result.measurementId, act);
  }
}

function measurementNews(title: string, id: MeasurementId, act: NewsActions): Toast {
  return { tone: 'success', message: `${title}: done`, action: { label: 'Open', run: () => act.open(paths.measurement(id)) } };
}

function importNews({ corpusId, corpus, isPreview }: ImportOutcome, act: NewsActions): Toast | null {
  if (isPreview || corpusId === undefined) return null;
  const found = corpus.entries > 0 ? countOf(corpus.entries, 'entry', 'entries') : countOf(corpus.dialogues, 'dialogue');
  return { tone: 'success', message: `${corpus.name} is in: ${found}`, action: { label: 'Open', run: () => act.open(paths.corpus(corpusId)) } };
}
