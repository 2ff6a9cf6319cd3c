import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Beginning } from '@/api/announce';
import { useOrg } from '@/api/org';
import { useAddressValues } from '@/ui/navigation';
import css from './Announce.module.css';
import { dropUnsaved } from './unsaved';

/** What a new announcement can begin with. */
export function BeginWith({ offered }: { offered: Beginning[] }) {
  const { t } = useTranslation();
  const { drawer } = useOrg();
  const [, setValues] = useAddressValues();
  const begin = (name: string) => {
    dropUnsaved(drawer, '');
    setValues({ begin: name }, true);
  };
  if (offered.length === 0) return null;
  return (
    <p className={css.begin}>
      <span>{t('announce:begin_with')}</span>
      {offered.map((one) => (
        <Button key={one.name} size="small" onClick={() => begin(one.name)}>
          {one.title}
        </Button>
      ))}
    </p>
  );
}
