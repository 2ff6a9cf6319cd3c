import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery } from '@/api/session';
import { beginCompany, type CompanyWay, lookCompany } from '@/api/sso';
import { FormError } from '@/ui/FormError';
import { organisationName } from '@/ui/names';
import { useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { keepNext } from './company-next';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { LoginForm } from './LoginForm';

/** Which organisation, and where its people sign in: shown before anybody goes there. */
export function FindCompany({ company }: { company: string }) {
  const boot = useQuery(bootQuery);
  const go = useGo();
  const look = useMutation({ mutationFn: lookCompany });
  const { mutate } = look;
  const session = boot.data?.session;
  // An organisation may be shut to who is here by a password: the way in is shown to them, too.
  const there = Boolean(session) && (!company || session?.bound_to === company);
  useEffect(() => {
    if (there) go('/', { replace: true });
    else if (company) mutate({ organisation_id: company });
  }, [there, company, mutate, go]);
  if (look.data) return <Way way={look.data} />;
  return <Ask busy={look.isPending} error={look.error} look={(mail) => mutate({ mail })} />;
}

function Ask({ busy, error, look }: { busy: boolean; error: unknown; look: (mail: string) => void }) {
  const { t } = useTranslation();
  return (
    <EntryFrame title={t('sso:company_title')} text={t('sso:company_text')}>
      <LoginForm label={t('sso:mail')} does={t('sso:look')} busy={busy} error={error} submit={look}>
        <Another />
      </LoginForm>
    </EntryFrame>
  );
}

function Another() {
  const { t } = useTranslation();
  return (
    <PathLink to={paths.signIn + window.location.search} className={css.link}>
      {t('sso:another')}
    </PathLink>
  );
}

function Way({ way }: { way: CompanyWay }) {
  const { t, i18n } = useTranslation();
  const begin = useMutation({
    mutationFn: (provider: string) => beginCompany(way.organisation_id, provider),
    onSuccess: ({ address }) => {
      keepNext();
      window.location.assign(address);
    },
  });
  const title = t('sso:way_title', { organisation: organisationName(way, i18n.language) });
  return (
    <EntryFrame title={title} text={t('sso:way_text')}>
      <div className={css.form}>
        <FormError error={begin.error} />
        {(way.providers ?? []).map((one) => (
          <div key={one.id}>
            <Button
              type="primary"
              size="large"
              block
              loading={(begin.isPending || begin.isSuccess) && begin.variables === one.id}
              onClick={() => begin.mutate(one.id)}
            >
              {t('sso:go', { name: one.name })}
            </Button>
            <p className={`${css.where} ${css.below}`}>{t('sso:at', { host: one.host })}</p>
          </div>
        ))}
        <Another />
      </div>
    </EntryFrame>
  );
}
