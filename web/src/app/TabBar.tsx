import { UserOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Count } from '@/ui/Count';
import { usePathname } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { railItems } from './modules';
import css from './TabBar.module.css';

/** The rail of phones: at the bottom, in reach of a thumb. */
export function TabBar({ badges }: { badges: { mentions: number; work: number } }) {
  const { t } = useTranslation();
  const { id, may } = useOrg();
  const path = usePathname();
  const tabs = [
    ...railItems.filter((item) => !item.needs || may(item.needs)),
    { label: 'shell:me', icon: <UserOutlined aria-hidden />, path: paths.me, badge: undefined },
  ];
  return (
    <nav className={css.bar} aria-label={t('shell:sections')}>
      <ul>
        {tabs.map((tab) => {
          const target = tab.path(id);
          const here = path === target || path.startsWith(`${target}/`);
          const count = tab.badge ? badges[tab.badge] : 0;
          return (
            <li key={target}>
              <PathLink to={target} className={css.tab} aria-current={here ? 'page' : undefined}>
                <Count value={count}>
                  <span className={css.icon}>{tab.icon}</span>
                </Count>
                <span className={css.label}>{t(tab.label)}</span>
                {count > 0 && <span className="visually-hidden">{t('shell:badge_count', { count })}</span>}
              </PathLink>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
