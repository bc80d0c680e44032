/** @file What is known of a dialogue besides its turns: the situation, the survey, and where it comes from. */
import type { ReactNode } from 'react';
import { Box, Link, Typography } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { DialogueView } from '#shared/contracts/dialogues';
import { displayText, type Survey } from '#shared/domain/dialogue';
import { paths } from '../../app/paths';
import { formatCount, sentenceCase } from '../../components/format';
import { MatchText } from '../../components/MatchText';
import { blurredText } from '../../components/text-blur';

/** Where the reader is wide enough for a panel beside the turns. Narrower, the situation stands before them and the facts after. */
export const sidePanel = '@container (min-width: 1240px)';

export function AboutDialogue({ view, mark, isBlurred }: { view: DialogueView; mark: (text: string) => string; isBlurred: boolean }) {
  const { dialogue } = view;
  const hasSituation = dialogue.situation !== undefined && displayText(dialogue.situation) !== '';
  return (
    <Box component="aside" aria-label="About this dialogue" sx={{ display: 'contents', [sidePanel]: { display: 'grid', gap: 2.25, alignContent: 'start' } }}>
      {hasSituation && (
        <Box component="section">
          <Heading>Situation</Heading>
          <Box className="dialogue-text" sx={{ fontSize: '0.9375rem !important', maxWidth: '68ch', ...(isBlurred && blurredText) }}>
            <MatchText text={mark(dialogue.situation ?? '')} />
          </Box>
        </Box>
      )}
      <Box sx={{ order: 1, display: 'grid', gap: 2.25, columnGap: 4, gridTemplateColumns: 'repeat(auto-fit, minmax(17rem, 1fr))', alignContent: 'start', pb: 4 }}>
        {dialogue.survey !== undefined && <Facts title="Survey" facts={surveyFacts(dialogue.survey)} />}
        <Facts title="Source" facts={sourceFacts(view)} />
      </Box>
    </Box>
  );
}

interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

function Facts({ title, facts }: { title: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <Box component="section">
      <Heading>{title}</Heading>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'minmax(7rem, auto) minmax(0, 1fr)', columnGap: 2, rowGap: 0.25, justifyContent: 'start', fontSize: '0.875rem' }}>
        {facts.map(({ name, value }) => (
          <Box key={name} sx={{ display: 'contents' }}>
            <Box component="dt" sx={{ color: 'text.secondary' }}>
              {name}
            </Box>
            <Box component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
              {value}
            </Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

function Heading({ children }: { children: string }) {
  return (
    <Typography variant="h2" sx={{ fontSize: '0.875rem', mb: 0.5 }}>
      {children}
    </Typography>
  );
}

const surveyNames: Readonly<Record<keyof Survey, string>> = {
  initialIntensity: 'Intensity before',
  finalIntensity: 'Intensity after',
  seekerEmpathy: 'Empathy, by the seeker',
  seekerRelevance: 'Relevance, by the seeker',
  supporterRelevance: 'Relevance, by the supporter',
};

function surveyFacts(survey: Survey): Fact[] {
  return (Object.keys(surveyNames) as (keyof Survey)[]).flatMap((key) => {
    const score = survey[key];
    return score === undefined ? [] : [{ name: surveyNames[key], value: `${score} of 5` }];
  });
}

function sourceFacts({ corpusId, corpusName, position, sourceFile, dialogue, parts }: DialogueView): Fact[] {
  return [
    {
      name: 'Corpus',
      value: (
        <Link component={RouterLink} to={paths.corpus(corpusId)}>
          {corpusName}
        </Link>
      ),
    },
    { name: 'File', value: sourceFile },
    { name: 'Place', value: `no. ${formatCount(position + 1)} of the corpus` },
    ...(dialogue.externalId === undefined ? [] : [{ name: 'Identifier', value: dialogue.externalId }]),
    ...(dialogue.experienceType === undefined ? [] : [{ name: 'Experience', value: sentenceCase(displayText(dialogue.experienceType)) }]),
    ...parts.map(({ splitSet, part }, index) => ({ name: parts.length === 1 ? 'Part' : `Part ${index + 1}`, value: `${part} (${splitSet})` })),
  ];
}
