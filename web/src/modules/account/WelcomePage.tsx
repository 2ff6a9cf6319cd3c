import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import { LanguageSelect } from '@/ui/LanguageSelect';
import { organisationName } from '@/ui/names';
import { useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { PictureField } from '@/ui/PictureField';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './MePage.module.css';
import { Section } from './Section';
import frame from './WelcomePage.module.css';
import { noteWelcomed } from './welcomed';

/** First steps, each of which can wait; children are those of other modules. */
export function WelcomePage({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { id, me } = useOrg();
  const format = useFormat();
  const go = useGo();
  const mine = useQuery(bootQuery).data?.session?.organisations ?? [];
  const here = mine.find((one) => one.id === id);
  // Shown counts: whoever leaves it for something better is not brought back.
  useEffect(() => noteWelcomed(me.person.id), [me.person.id]);
  return (
    <>
      <PageHeader
        title={t('welcome:title', { organisation: here ? organisationName(here, i18n.language) : 'Tramway' })}
      />
      <main className={css.page} id="content">
        <div className={css.column}>
          <p className={frame.intro}>{t('welcome:intro')}</p>
          <Section
            title={t('welcome:picture')}
            text={t('welcome:picture_text')}
            action={<PictureField person={me.person} name={format.person(me.person)} />}
          />
          <Section
            title={t('welcome:language')}
            text={t('welcome:language_text')}
            action={
              <span>
                <LanguageSelect id="welcome-language" />
              </span>
            }
          />
          {children}
        </div>
      </main>
      <footer className={frame.foot}>
        <Button type="primary" size="large" onClick={() => go(paths.home(id))}>
          {t('welcome:go')}
        </Button>
      </footer>
    </>
  );
}
