/** @file The steps of the wizard and where the person is; steps behind can be gone back to. */
import { Box, ButtonBase } from '@mui/material';
import { Check } from 'lucide-react';
import type { ImportStep } from './import-draft';

const names: Readonly<Record<ImportStep, string>> = { files: 'Files', format: 'Format', columns: 'Columns', preview: 'Preview', import: 'Import' };

export interface StepListProps {
  steps: readonly ImportStep[];
  current: ImportStep;
  /** While an import runs or is done nothing before it can be changed. */
  isLocked: boolean;
  onGo: (step: ImportStep) => void;
}

export function StepList({ steps, current, isLocked, onGo }: StepListProps) {
  const at = steps.indexOf(current);
  return (
    <Box component="nav" aria-label="Steps of the import" sx={{ mb: 3 }}>
      <Box component="ol" sx={{ m: 0, p: 0, display: 'flex', flexWrap: 'wrap', gap: 0.5, listStyle: 'none' }}>
        {steps.map((step, index) => {
          const isPast = index < at;
          return (
            <Box component="li" key={step} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
              {index > 0 && <Box aria-hidden sx={{ width: 20, height: '1px', backgroundColor: 'hairlineStrong' }} />}
              <ButtonBase
                aria-current={step === current ? 'step' : undefined}
                disabled={!isPast || isLocked}
                onClick={() => onGo(step)}
                sx={{ gap: 1, px: 1, height: 34, borderRadius: 1, fontFamily: 'inherit', fontSize: '0.875rem', fontWeight: step === current ? 600 : 450, color: step === current || isPast ? 'text.primary' : 'text.secondary', '&:hover': { backgroundColor: 'sunken' } }}
              >
                <Box component="span" sx={{ display: 'grid', placeContent: 'center', width: 22, height: 22, borderRadius: '50%', fontSize: '0.75rem', fontWeight: 600, border: '1.5px solid', borderColor: step === current || isPast ? 'primary.main' : 'hairlineStrong', backgroundColor: step === current ? 'primary.main' : 'transparent', color: step === current ? 'primary.contrastText' : isPast ? 'primary.main' : 'text.secondary' }}>
                  {isPast ? <Check size={13} strokeWidth={2.6} aria-label="done" /> : index + 1}
                </Box>
                {names[step]}
              </ButtonBase>
            </Box>
          );
        })}
      </Box>
    </Box>
  );
}
