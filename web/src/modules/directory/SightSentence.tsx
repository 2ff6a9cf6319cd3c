import { Trans, useTranslation } from 'react-i18next';
import type { SightRule, Whom } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './SightPage.module.css';

/** A rule as a sentence. */
export function SightSentence({ rule }: { rule: SightRule }) {
  const { t } = useTranslation();
  const format = useFormat();
  const listed = (all: Whom[]) => all.map(format.person).join(t('sight:and'));
  const of = format.person(rule.of);
  const also = listed(rule.also);
  return (
    <p className={css.sentence}>
      <span>
        {rule.kind === 'hide' && <Trans i18nKey="sight:hides" values={{ of }} components={{ b: <strong /> }} />}
        {rule.kind === 'limit' && !also && (
          <Trans i18nKey="sight:limits" values={{ of }} components={{ b: <strong /> }} />
        )}
        {rule.kind === 'limit' && also && (
          <Trans i18nKey="sight:limits_also" values={{ of, also }} components={{ b: <strong /> }} />
        )}
      </span>
      {rule.but.length > 0 && <span className={css.but}>{t('sight:but', { but: listed(rule.but) })}</span>}
    </p>
  );
}
