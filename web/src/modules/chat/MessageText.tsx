import { Fragment, useMemo } from 'react';
import { useOrg } from '@/api/org';
import type { Mention } from '@/api/types';
import { Markdown } from '@/ui/Markdown';
import { looksMarked } from '@/ui/markdown-links';
import { WrittenLink } from '@/ui/WrittenLink';
import { meansMe, mentionPattern, splitText } from './mentions';
import css from './TimelineRow.module.css';

interface Props {
  text: string;
  mentions: Mention[];
  own: boolean;
}

/** What a message says: plain text at once, Markdown where there is some. */
export function MessageText({ text, mentions, own }: Props) {
  const { me } = useOrg();
  const marks = useMemo(
    () => ({
      find: mentionPattern(mentions, false),
      draw: (name: string) => (
        <span className={css.mention} data-me={meansMe(name, mentions, me.person.id)}>
          {name}
        </span>
      ),
    }),
    [mentions, me.person.id],
  );
  if (looksMarked(text)) {
    return (
      <div className={css.body} data-own={own} data-marked dir="auto">
        <Markdown text={text} marks={marks} />
      </div>
    );
  }
  let at = 0;
  return (
    <div className={css.body} data-own={own} dir="auto">
      {splitText(text, mentions).map((part) => {
        const key = at;
        at += part.text.length;
        if (part.kind === 'mention') return <Fragment key={key}>{marks.draw(part.text)}</Fragment>;
        if (part.kind === 'text') return part.text;
        return (
          <WrittenLink key={key} href={part.text} rel="noopener noreferrer">
            {part.text}
          </WrittenLink>
        );
      })}
    </div>
  );
}
