/** @file The seeker's state labels of one turn: emotion intensity, behaviour, stage of change, trust. Only what is labelled is shown. */
import { Box, Tooltip } from '@mui/material';
import { Activity, Footprints, Handshake, type LucideIcon, MessageSquareText } from 'lucide-react';
import { type SeekerState, stagesOfChange } from '#shared/domain/state-labels';

const aspects: readonly { key: keyof SeekerState; name: string; icon: LucideIcon; color: string; describe: (state: SeekerState) => string | undefined }[] = [
  { key: 'emotionIntensity', name: 'Emotion intensity', icon: Activity, color: 'light-dark(#8a3a6a, #e4a0c6)', describe: (state) => outOfFive(state.emotionIntensity) },
  { key: 'behaviour', name: 'Behaviour', icon: MessageSquareText, color: 'light-dark(#005a94, #6db7ee)', describe: (state) => state.behaviour },
  { key: 'stageOfChange', name: 'Stage of change', icon: Footprints, color: 'light-dark(#7f5a00, #e5b84a)', describe: (state) => stageText(state.stageOfChange) },
  { key: 'trust', name: 'Trust', icon: Handshake, color: 'light-dark(#00694b, #4cc9a0)', describe: (state) => outOfFive(state.trust) },
];

export function StateChips({ state }: { state: SeekerState }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', gap: 0.5 }}>
      {aspects.map(({ key, name, icon: Icon, color, describe }) => {
        const text = describe(state);
        if (text === undefined) return null;
        return (
          <Tooltip key={key} title={`${name}: ${text}${key === 'trust' ? trustDimensions(state) : ''}`} describeChild>
            <Box
              component="span"
              role="img"
              aria-label={`${name}: ${text}`}
              sx={{ display: 'inline-flex', alignItems: 'center', gap: '4px', height: 20, px: 0.625, borderRadius: '5px', border: 1, borderColor: 'hairline', fontSize: '0.75rem', lineHeight: 1, color: 'text.primary', whiteSpace: 'nowrap' }}
            >
              <Icon size={12} strokeWidth={2.2} color={color} aria-hidden />
              {text}
            </Box>
          </Tooltip>
        );
      })}
    </Box>
  );
}

function outOfFive(degree: number | undefined): string | undefined {
  return degree === undefined ? undefined : `${degree} of 5`;
}

function stageText(stage: SeekerState['stageOfChange']): string | undefined {
  return stage === undefined ? undefined : `${stage} (${stagesOfChange.indexOf(stage) + 1} of ${stagesOfChange.length})`;
}

function trustDimensions(state: SeekerState): string {
  const parts = [
    ['reliability', state.reliability],
    ['response competence', state.responseCompetence],
    ['perceived understandability', state.perceivedUnderstandability],
  ].filter(([, degree]) => degree !== undefined);
  return parts.length === 0 ? '' : ` (${parts.map(([name, degree]) => `${name} ${degree}`).join(', ')})`;
}
