import { useTranslation } from 'react-i18next';
import type { CardBlock } from '@/api/types';
import { Markdown } from '@/ui/Markdown';
import css from './Card.module.css';
import { inLanguage } from './card-text';

/** A block that only says something. */
export function CardWords({ block, id }: { block: CardBlock; id?: string | undefined }) {
  const { i18n } = useTranslation();
  const text = inLanguage(block.text, i18n.language);
  switch (block.type) {
    case 'header':
      return (
        <strong id={id} className={css.header} dir="auto">
          {text}
        </strong>
      );
    case 'text':
      return (
        <div className={css.text} dir="auto">
          <Markdown text={text} />
        </div>
      );
    case 'context':
      return (
        <span className={css.context} dir="auto">
          {text}
        </span>
      );
    case 'divider':
      return <hr className={css.divider} />;
    case 'fields':
      return (
        <dl className={css.fields}>
          {(block.fields ?? []).map((field, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: fields have no name of their own, and nothing is kept in them
            <div key={index}>
              <dt dir="auto">{inLanguage(field.label, i18n.language)}</dt>
              <dd dir="auto">{inLanguage(field.value, i18n.language)}</dd>
            </div>
          ))}
        </dl>
      );
    default:
      return null; // of a later version; the message's text has its words
  }
}
