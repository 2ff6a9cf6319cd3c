import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { hasReacted } from './message-acts';
import css from './Reactions.module.css';

interface Props {
  message: Message;
  react: (message: Message, emoji: string) => void;
}

/** The emojis on a message; pressing one adds or takes back one's own. */
export function Reactions({ message, react }: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const format = useFormat();
  const all = message.reactions ?? [];
  if (all.length === 0) return null;
  return (
    <div className={css.reactions}>
      {all.map((one) => {
        const names = (one.persons ?? []).map((person) => format.person(person) || t('chat:former')).join(', ');
        return (
          <button
            key={one.emoji}
            type="button"
            className={css.reaction}
            aria-pressed={hasReacted(message, one.emoji, me.person.id)}
            aria-label={t('chat:reaction', { emoji: one.emoji, count: one.count, names })}
            title={names}
            onClick={() => react(message, one.emoji)}
          >
            <span aria-hidden="true">{one.emoji}</span>
            <span className={css.count} aria-hidden="true">
              {format.number(one.count)}
            </span>
          </button>
        );
      })}
    </div>
  );
}
