import { EyeOutlined, FieldTimeOutlined, HomeOutlined, ShareAltOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery, keepingQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation, Keeping } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import css from './SightPane.module.css';

const regions: Record<string, string> = { hk: 'setup:region_hk', cn: 'setup:region_cn', sg: 'setup:region_sg' };

/** Who reads what is said here, how long it stays, where, and what becomes of copies. */
export function SightPane({ one, close }: { one: Conversation; close: () => void }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const rules = useQuery(chatRulesQuery(org));
  const keeping = useQuery(keepingQuery(org, one.id));
  const receipts = rules.data?.receipts && one.rules.receipts;
  const forwards = (one.can ?? []).includes('forward');
  return (
    <SidePane label={t('kept:title')} title={t('kept:title')} close={close}>
      {keeping.isPending && <Loading />}
      {keeping.isError && <ErrorState error={keeping.error} retry={() => void keeping.refetch()} />}
      {keeping.data && (
        <div className={css.parts}>
          <Part icon={<EyeOutlined aria-hidden />} title={t('kept:readers')}>
            <p>
              {t('kept:people', { count: one.members_count })}
              {one.outside && <strong> · {t('kept:outside', { number: one.outside.count })}</strong>}
            </p>
            <p>{t(keeping.data.monitored ? 'kept:monitored' : 'kept:nobody')}</p>
            {keeping.data.monitored && <PathLink to={paths.me(org)}>{t('kept:consent')}</PathLink>}
            {one.kind !== 'direct' && <p>{t(one.rules.history ? 'kept:history' : 'kept:no_history')}</p>}
            {rules.data && <p>{t(receipts ? 'kept:receipts' : 'kept:no_receipts')}</p>}
          </Part>
          <Part icon={<FieldTimeOutlined aria-hidden />} title={t('kept:long')}>
            <Period keeping={keeping.data} />
          </Part>
          <Part icon={<HomeOutlined aria-hidden />} title={t('kept:where')}>
            <p>{t('kept:region', { region: t(regions[me.organisation.region] ?? 'setup:region_hk') })}</p>
          </Part>
          <Part icon={<ShareAltOutlined aria-hidden />} title={t('kept:protects')}>
            <p>
              {t(!forwards ? 'kept:no_forward' : rules.data?.forward_outside ? 'kept:forward_outside' : 'kept:forward')}
            </p>
            {one.watermark && <p>{t('kept:watermark')}</p>}
            {one.traced && <p>{t('kept:traced')}</p>}
            <PathLink to={paths.me(org)}>{t('kept:mine')}</PathLink>
          </Part>
        </div>
      )}
    </SidePane>
  );
}

function Part({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className={css.part}>
      <h3>
        {icon} {title}
      </h3>
      {children}
    </section>
  );
}

function Period({ keeping }: { keeping: Keeping }) {
  const { t } = useTranslation();
  const format = useFormat();
  const waits = keeping.from_at && new Date(keeping.from_at) > new Date();
  const how = keeping.idle ? 'kept:idle' : 'kept:each';
  return (
    <>
      <p>{keeping.days === 0 ? t('kept:ever') : t(how, { number: format.number(keeping.days) })}</p>
      {keeping.by === 'plan' && <p>{t('kept:plan')}</p>}
      {keeping.days > 0 && waits && <p>{t('kept:not_before', { date: format.dateTime(keeping.from_at ?? '') })}</p>}
      {keeping.days > 0 && <p>{t('kept:hold')}</p>}
    </>
  );
}
