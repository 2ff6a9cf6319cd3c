import { TranslationOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { translationQuery } from '@/api/translation';
import type { Message, Translation } from '@/api/types';
import { useProblemText } from '@/ui/useProblem';
import css from './TranslationView.module.css';

interface Props {
  message: Message;
  hide: () => void;
}

/** What a language is called in another; its tag where the browser does not know. */
function nameOf(tag: string, shown: string): string {
  try {
    return new Intl.DisplayNames([shown], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Who made it of what, and in which script where it is not the reader's own. */
function Source({ made, lang }: { made: Translation; lang: string }) {
  const { t } = useTranslation();
  const { server, from } = made;
  return (
    <>
      {from ? t('translation:from', { server, language: nameOf(from, lang) }) : t('translation:unknown', { server })}
      {lang === 'zh-HK' && made.to === 'zh-Hans' && ` ${t('translation:simplified')}`}
      {lang === 'zh-CN' && made.to === 'zh-Hant' && ` ${t('translation:traditional')}`}
    </>
  );
}

/** A message in the reader's language, made by a machine and for them alone. */
export function TranslationView({ message, hide }: Props) {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const problem = useProblemText();
  const lang = i18n.language;
  const { data, error, isFetching, refetch } = useQuery(translationQuery(org, message, lang));
  const failed = !isFetching && !data && error !== null;
  return (
    <section className={css.made} aria-label={t('translation:label')} aria-busy={isFetching}>
      {data && (
        <p className={css.text} lang={data.to} dir="auto">
          {data.text}
        </p>
      )}
      <div className={css.foot}>
        <span role="status" data-failed={failed}>
          <TranslationOutlined aria-hidden /> {isFetching && t('translation:waiting')}
          {!isFetching && data && <Source made={data} lang={lang} />}
          {failed && problem(error)}
        </span>
        {failed && (
          <button type="button" onClick={() => void refetch()}>
            {t('translation:retry')}
          </button>
        )}
        <button
          type="button"
          onClick={(event) => {
            event.currentTarget.closest('article')?.focus(); // or whoever goes by keyboard begins anew
            hide();
          }}
        >
          {t('translation:hide')}
        </button>
      </div>
    </section>
  );
}
