/** @file The way back to a campaign from its adjudication, with the mark of scripted proposals. */
import { Box, Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import type { Campaign } from '#shared/contracts/campaigns';
import { paths } from '../../app/paths';
import { Badge } from '../../components/Badge';

export function CampaignLink({ campaign }: { campaign: Campaign }) {
  return (
    <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
      <Link component={RouterLink} to={paths.campaign(campaign.id)} color="text.secondary">
        {campaign.name}
      </Link>
      {campaign.isScripted && <Badge help="Scripted stand-ins proposed these values: no language model was asked.">Scripted</Badge>}
    </Box>
  );
}
