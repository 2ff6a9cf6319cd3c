import { useTranslation } from 'react-i18next';
import type { DemoSignIn } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import css from './EntryFrame.module.css';

interface Props {
  people: DemoSignIn[];
  busy: boolean;
  choose: (one: DemoSignIn) => void;
}

/** Only on a demonstration server: everybody's sign-in at one tap. */
export function DemoSignIns({ people, busy, choose }: Props) {
  const { t } = useTranslation();
  return (
    <section className={css.demo} aria-labelledby="demo-title">
      <h2 id="demo-title">{t('signin:demo_title')}</h2>
      <p>{t('signin:demo_text')}</p>
      <ul>
        {people.map((one) => (
          <li key={`${one.login} ${one.organisation}`}>
            <button type="button" className={css.person} disabled={busy} onClick={() => choose(one)}>
              <Avatar id={one.login} name={one.name} size="small" />
              <span>
                <span className={css.name}>{one.name}</span>
                <span className={css.where}>{one.organisation}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
