import { BellOutlined, NotificationOutlined, QuestionCircleOutlined, SearchOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Count } from '@/ui/Count';
import { Mark } from '@/ui/Mark';
import { usePathname } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useShellTools } from '@/ui/shell-tools';
import { AvatarMenu } from './AvatarMenu';
import { modKey } from './keys';
import { railItems } from './modules';
import css from './Rail.module.css';

interface Props {
  badges: { mentions: number; work: number; dings: number };
  openSheet: () => void;
}

export function Rail({ badges, openSheet }: Props) {
  const { t } = useTranslation();
  const { id, may } = useOrg();
  const path = usePathname();
  const tools = useShellTools();
  return (
    <div className={css.rail}>
      <PathLink to={paths.home(id)} className={css.mark} aria-label={t('shell:go_home')}>
        <Mark size={30} />
      </PathLink>
      <nav aria-label={t('shell:sections')} className={css.sections}>
        <ul>
          {railItems
            .filter((item) => !item.needs || may(item.needs))
            .map((item) => {
              const target = item.path(id);
              const here = path === target || path.startsWith(`${target}/`);
              const count = item.badge ? badges[item.badge] : 0;
              return (
                <li key={target}>
                  <PathLink to={target} className={css.item} aria-current={here ? 'page' : undefined}>
                    <Count value={count}>
                      <span className={css.icon}>{item.icon}</span>
                    </Count>
                    <span className={css.label}>{t(item.label)}</span>
                    {count > 0 && <span className="visually-hidden">{t('shell:badge_count', { count })}</span>}
                  </PathLink>
                </li>
              );
            })}
        </ul>
      </nav>
      <div className={css.bottom}>
        <PathLink
          to={paths.ding(id)}
          className={css.tool}
          aria-current={path.startsWith(paths.ding(id)) ? 'page' : undefined}
          title={t('ding:title')}
        >
          <Count value={badges.dings}>
            <NotificationOutlined aria-hidden className={css.icon} />
          </Count>
          <span className="visually-hidden">
            {t('ding:title')} {badges.dings > 0 && t('shell:badge_count', { count: badges.dings })}
          </span>
        </PathLink>
        <button
          type="button"
          className={css.tool}
          onClick={() => tools?.openPalette()}
          aria-label={t('shell:search')}
          title={`${t('shell:search')} ${modKey} K`}
        >
          <SearchOutlined aria-hidden />
        </button>
        <button
          type="button"
          className={css.tool}
          onClick={() => tools?.openNotices()}
          aria-label={t('shell:notices')}
          title={t('shell:notices')}
        >
          <Count value={tools?.unreadNotices ?? 0} dot>
            <BellOutlined aria-hidden className={css.icon} />
          </Count>
        </button>
        <button
          type="button"
          className={css.tool}
          onClick={openSheet}
          aria-label={t('shell:shortcuts')}
          title={t('shell:shortcuts')}
        >
          <QuestionCircleOutlined aria-hidden />
        </button>
        <AvatarMenu />
      </div>
    </div>
  );
}
