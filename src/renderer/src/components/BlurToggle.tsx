/** @file The switch that blurs dialogue texts until they are looked at. */
import { Button, Tooltip } from '@mui/material';
import { Eye, EyeOff } from 'lucide-react';
import { useTextBlur } from './text-blur';
import { useShortcuts } from './keyboard/KeyboardProvider';

export function BlurToggle() {
  const [isBlurred, blur] = useTextBlur();
  const toggle = () => blur(!isBlurred);
  useShortcuts('This page', [{ keys: 'b', label: isBlurred ? 'Show texts plainly' : 'Blur texts', run: toggle }]);
  const Icon = isBlurred ? EyeOff : Eye;
  return (
    <Tooltip title="Blurred texts show when you point at them or move to them" describeChild>
      <Button variant="outlined" aria-pressed={isBlurred} onClick={toggle} startIcon={<Icon size={15} aria-hidden />} sx={isBlurred ? { backgroundColor: 'wash.accent' } : undefined}>
        Blur texts
      </Button>
    </Tooltip>
  );
}
