import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { askCopy, copiesQuery } from '@/api/retention';
import { CopyList } from '@/ui/CopyList';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { Section } from './Section';

/** What is held of me here, as a file. */
export function DataSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const copies = useQuery(copiesQuery(org, lang, true));
  const ask = useMutation({
    mutationFn: () => askCopy(org),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['o', org, 'data', 'copies'] }),
    onError: toast,
  });
  const items = copies.data?.items ?? [];
  return (
    <Section
      title={t('me:data')}
      text={t('me:data_text')}
      action={
        <Button
          loading={ask.isPending}
          disabled={items.some((one) => one.state === 'preparing')}
          onClick={() => ask.mutate()}
        >
          {t('me:data_ask')}
        </Button>
      }
    >
      <FormError error={copies.error} />
      <CopyList copies={items} />
    </Section>
  );
}
