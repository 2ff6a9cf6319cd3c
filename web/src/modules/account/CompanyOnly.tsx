import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useGo, usePathname } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';

/** An organisation that is shut to this session: it lets in only whom its own provider does. */
export function CompanyOnly({ org, elsewhere }: { org: string; elsewhere: boolean }) {
  const { t } = useTranslation();
  const go = useGo();
  const path = usePathname();
  const next = encodeURIComponent(path + window.location.search);
  return (
    <EntryFrame title={t('sso:only_gate_title')} text={t('sso:only_gate_text')}>
      <div className={css.form}>
        <Button
          type="primary"
          size="large"
          block
          onClick={() => go(`${paths.company}?company=${encodeURIComponent(org)}&next=${next}`)}
        >
          {t('sso:only_gate_go')}
        </Button>
        {elsewhere && (
          <Button type="text" size="large" block onClick={() => go(paths.organisations)}>
            {t('sso:only_elsewhere')}
          </Button>
        )}
      </div>
    </EntryFrame>
  );
}
