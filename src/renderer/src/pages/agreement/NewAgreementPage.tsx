/** @file Answers: which ratings, and what kind of labels are they? The running work stands in the address. */
import { useEffect, useState } from 'react';
import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { clearPendingFiles, pendingFiles } from '../../api/pending-files';
import { paths } from '../../app/paths';
import { PageContainer } from '../../components/PageContainer';
import { AgreementForm } from './AgreementForm';

export function NewAgreementPage() {
  const [files] = useState(pendingFiles);
  useEffect(() => clearPendingFiles(), []);
  return (
    <PageContainer
      title="New agreement"
      maxWidthPx={1080}
      breadcrumb={
        <Link component={RouterLink} to={paths.agreement} color="text.secondary">
          Agreement
        </Link>
      }
      subtitle="Percent agreement, the kappas of Fleiss and Cohen, and Krippendorff’s alpha."
    >
      <AgreementForm files={files} />
    </PageContainer>
  );
}
