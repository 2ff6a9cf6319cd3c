import { CheckCircleFilled, MinusCircleOutlined, WarningFilled } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/sso';
import { Card } from '@/ui/Card';
import { AskAgain } from './AskAgain';
import { Certificates } from './Certificates';
import { LinkedPeople } from './LinkedPeople';
import css from './SsoPage.module.css';
import { useProviderActs } from './useProviderActs';

/** A provider: whether people sign in by it, and what is believed of it. */
export function ProviderCard({ one, edit }: { one: Provider; edit: () => void }) {
  const { t } = useTranslation();
  const acts = useProviderActs(one);
  const addressesOf = (none: boolean) => (none ? t('sso:addresses_none') : t('sso:addresses_verified'));
  const [people, setPeople] = useState(false);
  const off = one.tested_at ? t('sso:is_off') : t('sso:untested');
  const saml = one.kind === 'saml';
  const own = saml
    ? [
        { label: t('sso:entity'), value: one.issuer },
        { label: t('sso:goes_to'), value: one.sign_in },
        { label: t('sso:metadata_url'), value: one.metadata_url || t('sso:by_hand') },
        { label: t('sso:certificates'), value: <Certificates all={one.certificates ?? []} /> },
      ]
    : [
        { label: t('sso:issuer'), value: one.issuer },
        { label: t('sso:client'), value: one.client_id },
      ];
  const facts = [
    { label: t('sso:kind'), value: saml ? t('sso:saml') : t('sso:oidc') },
    ...own,
    { label: t('sso:factor'), value: one.stands_in ? t('sso:factor_theirs') : t('sso:factor_own') },
    { label: t('sso:addresses'), value: one.trusts_mail ? t('sso:addresses_all') : addressesOf(saml) },
  ];
  return (
    <Card title={one.name}>
      <p className={css.state} data-state={one.on ? 'on' : 'off'}>
        {one.on ? <CheckCircleFilled aria-hidden /> : <MinusCircleOutlined aria-hidden />}
        {one.on ? t('sso:is_on') : off}
      </p>
      {one.standing !== 'good' && (
        <p className={css.warning} data-standing={one.standing} role="status">
          <WarningFilled aria-hidden />
          {one.standing === 'expired' ? t('sso:certificate_expired') : t('sso:certificate_ending')}
        </p>
      )}
      <dl className={css.facts}>
        {facts.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.value}</dd>
          </div>
        ))}
      </dl>
      <div className={css.buttons}>
        <Button
          type={one.on || !one.tested_at ? 'default' : 'primary'}
          disabled={!one.on && !one.tested_at}
          loading={acts.turning}
          onClick={() => acts.turn(!one.on)}
        >
          {one.on ? t('sso:turn_off') : t('sso:turn_on')}
        </Button>
        <Button type={one.tested_at ? 'default' : 'primary'} loading={acts.testing} onClick={acts.test}>
          {t('sso:test')}
        </Button>
        {one.metadata_url && <AskAgain one={one} />}
        <Button onClick={edit}>{t('sso:change')}</Button>
        <Button onClick={() => setPeople(true)}>{`${t('sso:people')} (${one.people})`}</Button>
        <Button danger onClick={acts.remove}>
          {t('sso:remove')}
        </Button>
      </div>
      {people && <LinkedPeople one={one} close={() => setPeople(false)} />}
      {acts.dialog}
    </Card>
  );
}
