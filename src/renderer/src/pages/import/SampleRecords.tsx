/** @file The first records of an import as they will be read: dialogues as transcripts, entries as question and answer. */
import { useState } from 'react';
import { Box, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { type Dialogue, displayText, type KnowledgeEntry } from '#shared/domain/dialogue';
import { countOf, sentenceCase } from '../../components/format';
import { blurredText, useTextBlur } from '../../components/text-blur';
import { TurnFrame } from '../../components/transcript/TurnFrame';
import { TurnLabels } from '../../components/transcript/TurnLabels';

const shownTurns = 14;

export function SampleRecords({ records }: { records: readonly (Dialogue | KnowledgeEntry)[] }) {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, Math.max(0, records.length - 1));
  const record = records[index];
  if (record === undefined) return <Typography variant="body2" sx={{ color: 'text.secondary' }}>Nothing yet.</Typography>;
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, backgroundColor: 'background.paper', p: 2, containerType: 'inline-size' }}>
      {records.length > 1 && (
        <ToggleButtonGroup exclusive size="small" aria-label="Record shown" value={index} onChange={(_, next: number | null) => setChosen(next ?? index)} sx={{ mb: 1.5 }}>
          {records.map((_, position) => (
            <ToggleButton key={position} value={position} aria-label={`Record ${position + 1}`} sx={{ py: 0.125, minWidth: 32 }}>
              {position + 1}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {'turns' in record ? <SampleDialogue dialogue={record} /> : <SampleEntry entry={record} />}
    </Box>
  );
}

function SampleDialogue({ dialogue }: { dialogue: Dialogue }) {
  const [isBlurred] = useTextBlur();
  const { turns, emotionType, problemType, situation } = dialogue;
  const about = [emotionType, problemType].filter((text) => text !== undefined).map((text) => sentenceCase(displayText(text)));
  return (
    <>
      {about.length > 0 && <Typography variant="body2" sx={{ fontWeight: 550 }}>{about.join(' · ')}</Typography>}
      {situation !== undefined && (
        <Typography variant="body2" sx={{ color: 'text.secondary', maxWidth: '75ch', mb: 1, ...(isBlurred && blurredText) }}>
          {displayText(situation)}
        </Typography>
      )}
      <Box component="ol" aria-label="Turns" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75 }}>
        {turns.slice(0, shownTurns).map((turn, index) => (
          <li key={index}>
            <TurnFrame number={index + 1} speaker={turn.speaker} isContinued={index > 0 && turns[index - 1]?.speaker === turn.speaker} margin={<TurnLabels turn={turn} />}>
              <Box className="dialogue-text" sx={{ fontSize: '0.9375rem !important', overflowWrap: 'anywhere', ...(isBlurred && blurredText) }}>
                {displayText(turn.text)}
              </Box>
            </TurnFrame>
          </li>
        ))}
      </Box>
      {turns.length > shownTurns && (
        <Typography variant="body2" sx={{ color: 'text.secondary', mt: 1 }}>
          and {countOf(turns.length - shownTurns, 'more turn')}
        </Typography>
      )}
    </>
  );
}

function SampleEntry({ entry }: { entry: KnowledgeEntry }) {
  const [isBlurred] = useTextBlur();
  const parts = [
    { name: 'Title', text: entry.title },
    { name: 'Question or post', text: entry.query },
    { name: 'Answer', text: entry.answer },
    { name: 'Topics', text: entry.topics?.join(', ') },
  ];
  return (
    <Box component="dl" sx={{ m: 0 }}>
      {parts.map(({ name, text }) =>
        text === undefined ? null : (
          <Box key={name} sx={{ mb: 1 }}>
            <Box component="dt" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
              {name}
            </Box>
            <Box component="dd" className="dialogue-text" sx={{ m: 0, fontSize: '0.9375rem !important', maxHeight: 220, overflow: 'hidden', ...(isBlurred && blurredText) }}>
              {displayText(text)}
            </Box>
          </Box>
        ),
      )}
    </Box>
  );
}
