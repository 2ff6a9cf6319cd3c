import { useOrg } from '@/api/org';
import type { Mention } from '@/api/types';
import { everyone, splitText } from './mentions';
import css from './TimelineRow.module.css';

interface Props {
  text: string;
  mentions: Mention[];
  own: boolean;
}

export function MessageText({ text, mentions, own }: Props) {
  const { me } = useOrg();
  const mine = mentions.filter((one) => one.person_id === me.person.id || one.person_id === everyone);
  const isMine = (part: string) => mine.some((one) => one.person_id === everyone || part === `@${one.name}`);
  let at = 0;
  return (
    <div className={css.body} data-own={own} dir="auto">
      {splitText(text, mentions).map((part) => {
        const key = at;
        at += part.text.length;
        if (part.kind === 'link') {
          return (
            <a key={key} href={part.text} target="_blank" rel="noopener noreferrer">
              {part.text}
            </a>
          );
        }
        if (part.kind === 'mention') {
          return (
            <span key={key} className={css.mention} data-me={isMine(part.text)}>
              {part.text}
            </span>
          );
        }
        return part.text;
      })}
    </div>
  );
}
