import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Provider, type ProviderLink, providerPeopleQuery, providersQuery, unlinkPerson } from '@/api/sso';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './SsoPage.module.css';

/** Who is whom at a provider. */
export function LinkedPeople({ one, close }: { one: Provider; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(providerPeopleQuery(org, one.id));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Modal open title={t('sso:people_title', { name: one.name })} footer={null} onCancel={close}>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <p>{t('sso:people_none')}</p>}
      <ul className={css.people}>
        {items.map((link) => (
          <Row key={link.person_id} link={link} provider={one.id} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('sso:more')}
        </Button>
      )}
    </Modal>
  );
}

function Row({ link, provider }: { link: ProviderLink; provider: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const unlink = useMutation({
    mutationFn: () => unlinkPerson(org, provider, link.person_id),
    onSuccess: () => client.invalidateQueries({ queryKey: providersQuery(org).queryKey }),
    onError: toast,
  });
  const name = format.person(link);
  return (
    <li>
      <span>
        {name}
        <small>{t('sso:used', { time: format.exact(link.used_at) })}</small>
      </span>
      <Button
        loading={unlink.isPending}
        aria-label={t('sso:unlink_of', { name })}
        onClick={() => fresh.run(() => unlink.mutate())}
      >
        {t('sso:unlink')}
      </Button>
      {fresh.dialog}
    </li>
  );
}
