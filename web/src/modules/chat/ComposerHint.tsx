import { useTranslation } from 'react-i18next';
import { useFormat } from '@/ui/useFormat';
import { useOnePane } from '@/ui/useMedia';
import css from './Composer.module.css';
import { lengthNear, longest, tooLong } from './text-length';

interface Props {
  text: string;
  typing: string;
  enterSends: boolean;
}

/** The line below the field: how long a long text is; else who is typing, or which key sends. */
export function ComposerHint({ text, typing, enterSends }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const touch = useOnePane();
  const length = lengthNear(text);
  const bad = tooLong(text);
  const quiet = typing ? (
    <span aria-hidden="true">{typing}</span>
  ) : (
    t(enterSends ? 'chat:enter_sends' : 'talk:mod_enter_sends')
  );
  return (
    <p className={css.hint} data-bad={bad} role={bad ? 'alert' : undefined}>
      {length > 0
        ? t('chat:length', { length: format.number(length), longest: format.number(longest) })
        : !touch && quiet}
    </p>
  );
}
