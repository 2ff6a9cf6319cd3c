import { CheckCircleOutlined, ExclamationCircleOutlined, InfoCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { OverviewLine } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import css from './OverviewPage.module.css';

const icons = {
  broken: <ExclamationCircleOutlined aria-hidden />,
  better: <InfoCircleOutlined aria-hidden />,
  fine: <CheckCircleOutlined aria-hidden />,
};

/** The points of one state, each with the way to where it is mended. */
export function Points({ state, lines }: { state: OverviewLine['state']; lines: OverviewLine[] }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const mine = lines.filter((line) => line.state === state);
  if (mine.length === 0) return null;
  const titles = { broken: t('overview:broken'), better: t('overview:better'), fine: t('overview:fine') };
  return (
    <section className={css.part}>
      <h2>{titles[state]}</h2>
      <ul className={css.lines}>
        {mine.map((line) => (
          <li key={line.name} data-state={state}>
            {icons[state]}
            <div>
              {line.link ? <PathLink to={paths.within(org, line.link)}>{line.title}</PathLink> : <h3>{line.title}</h3>}
              {line.text && <p>{line.text}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
