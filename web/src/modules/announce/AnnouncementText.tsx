import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Content } from '@/api/announce';
import { Markdown } from '@/ui/Markdown';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { languagesOf } from './draft';

interface Props {
  content: Content;
  /** The title stands above already. */
  untitled?: boolean;
}

/** What an announcement says, in the reader's language first; the other is one press away. */
export function AnnouncementText({ content, untitled = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const languages = languagesOf(content, format.lang);
  const [chosen, choose] = useState<'en' | 'zh'>();
  const shown = (chosen && languages.includes(chosen) ? chosen : languages[0]) ?? 'en';
  const wording = content[shown];
  const lang = shown === 'zh' ? 'zh-Hant-HK' : 'en';
  const effects = [
    content.disciplinary && t('announce:disciplinary'),
    content.liability && t('announce:liability'),
  ].filter(Boolean);
  const parts: [string, string | undefined][] = [
    [t('announce:background'), wording.background],
    [t('announce:consequences'), wording.consequences],
    [t('announce:contact'), wording.contact],
  ];
  return (
    <div className={css.text}>
      {languages.length > 1 && (
        <Segmented<'en' | 'zh'>
          aria-label={t('announce:language')}
          value={shown}
          options={languages.map((value) => ({ value, label: value === 'en' ? 'English' : '中文' }))}
          onChange={choose}
        />
      )}
      {!untitled && wording.title && (
        <h3 className={css.said} lang={lang}>
          {wording.title}
        </h3>
      )}
      {content.effective_on && (
        <p>
          <strong>{t('announce:effective_on')}</strong> {format.date(`${content.effective_on}T04:00:00Z`)}
        </p>
      )}
      {wording.body && <Markdown text={wording.body} lang={lang} />}
      {parts.map(
        ([label, text]) =>
          text && (
            <section key={label} className={css.part}>
              <h3>{label}</h3>
              {label === parts[1]?.[0] && effects.length > 0 && <p className={css.effects}>{effects.join(' · ')}</p>}
              <Markdown text={text} lang={lang} />
            </section>
          ),
      )}
    </div>
  );
}
