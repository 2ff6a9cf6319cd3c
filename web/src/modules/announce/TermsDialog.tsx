import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, putTerms } from '@/api/announce';
import { useOrg } from '@/api/org';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { errorsByPlace, termsInput, termsOf } from './draft';
import { TermsFields } from './TermsFields';

export function TermsDialog({ it, close }: { it: Announcement; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [terms, setTerms] = useState(() => termsOf(it, format.zone));
  const save = useMutation({
    mutationFn: () => putTerms(org, it.id, termsInput(terms, format.moment)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      close();
    },
  });
  return (
    <FormDialog
      title={t('announce:terms')}
      okText={t('shell:save')}
      ready
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <TermsFields terms={terms} change={setTerms} confirms={it.must_confirm} errors={errorsByPlace(save.error)} />
      </div>
    </FormDialog>
  );
}
