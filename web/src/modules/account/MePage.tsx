import { useQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import { LanguageSelect } from '@/ui/LanguageSelect';
import { useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { PictureField } from '@/ui/PictureField';
import { paths } from '@/ui/paths';
import type { ThemeChoice } from '@/ui/preferences';
import { useFormat } from '@/ui/useFormat';
import { chooseTheme, useThemeChoice } from '@/ui/useTheme';
import { DataSection } from './DataSection';
import { DevicesSection } from './DevicesSection';
import css from './MePage.module.css';
import { MobileSection } from './MobileSection';
import { OrganisationsSection } from './OrganisationsSection';
import { PasskeysSection } from './PasskeysSection';
import { PasswordSection } from './PasswordSection';
import { RightsSection } from './RightsSection';
import { SecondFactorSection } from './SecondFactorSection';
import { Section } from './Section';
import { StrangeDevice } from './StrangeDevice';

/** A person's own settings; children are those of other modules. */
export function MePage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { id, me } = useOrg();
  const go = useGo();
  const format = useFormat();
  const theme = useThemeChoice();
  const boot = useQuery(bootQuery);
  const bound = Boolean(boot.data?.session?.bound_to);
  const name = format.person(me.person);
  const facts = [me.person.title, ...(me.person.departments ?? []).map((one) => format.person(one))].filter(Boolean);
  const themes: { value: ThemeChoice; label: string }[] = [
    { value: 'system', label: t('me:theme_system') },
    { value: 'light', label: t('me:theme_light') },
    { value: 'dark', label: t('me:theme_dark') },
  ];
  return (
    <>
      <PageHeader title={t('shell:me')} />
      <main className={css.page} id="content">
        <div className={css.column}>
          <div className={css.who}>
            <PictureField person={me.person} name={name} />
            <div>
              <h2>{name}</h2>
              <p>{facts.join(' · ')}</p>
              <p>{me.person.email}</p>
            </div>
          </div>
          <StrangeDevice />
          <Section title={t('me:look')}>
            <div className={css.row}>
              <label htmlFor="me-language">{t('signin:language')}</label>
              <LanguageSelect id="me-language" />
            </div>
            <div className={css.row}>
              <span id="me-theme">{t('me:theme')}</span>
              <Segmented<ThemeChoice>
                value={theme}
                onChange={chooseTheme}
                options={themes}
                aria-labelledby="me-theme"
              />
            </div>
            <div className={css.row}>
              <span>{t('welcome:again')}</span>
              <Button onClick={() => go(paths.welcome(id))}>{t('welcome:again_open')}</Button>
            </div>
          </Section>
          {bound ? (
            <Section title={t('sso:bound_title')}>
              <p>{t('sso:bound_text')}</p>
            </Section>
          ) : (
            <>
              <PasswordSection />
              <SecondFactorSection />
              <PasskeysSection />
              <MobileSection />
            </>
          )}
          <DevicesSection bound={bound} />
          {children}
          <RightsSection />
          <DataSection />
          {!bound && <OrganisationsSection />}
        </div>
      </main>
    </>
  );
}
