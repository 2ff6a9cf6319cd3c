import { CheckCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/sso';
import { Card } from '@/ui/Card';
import { LinkedPeople } from './LinkedPeople';
import css from './SsoPage.module.css';
import { useProviderActs } from './useProviderActs';

/** A provider: whether people sign in by it, and what is believed of it. */
export function ProviderCard({ one, edit }: { one: Provider; edit: () => void }) {
  const { t } = useTranslation();
  const acts = useProviderActs(one);
  const [people, setPeople] = useState(false);
  const off = one.tested_at ? t('sso:is_off') : t('sso:untested');
  const facts = [
    { label: t('sso:issuer'), value: one.issuer },
    { label: t('sso:client'), value: one.client_id },
    { label: t('sso:factor'), value: one.stands_in ? t('sso:factor_theirs') : t('sso:factor_own') },
    { label: t('sso:addresses'), value: one.trusts_mail ? t('sso:addresses_all') : t('sso:addresses_verified') },
  ];
  return (
    <Card title={one.name}>
      <p className={css.state} data-state={one.on ? 'on' : 'off'}>
        {one.on ? <CheckCircleFilled aria-hidden /> : <MinusCircleOutlined aria-hidden />}
        {one.on ? t('sso:is_on') : off}
      </p>
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
