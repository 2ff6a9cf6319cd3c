import { ArrowLeftOutlined, BellOutlined, SearchOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Count } from './Count';
import css from './PageHeader.module.css';
import { useShellTools } from './shell-tools';
import { useOnePane, usePhone } from './useMedia';

interface Props {
  title: ReactNode;
  detail?: ReactNode;
  /** Back on small screens. */
  back?: { label: string; go: () => void };
  /** The page's first heading, or one beside it. */
  level?: 'h1' | 'h2';
  tools?: boolean;
  children?: ReactNode;
}

export function PageHeader({ title, detail, back, level: Title = 'h1', tools = true, children }: Props) {
  const { t } = useTranslation();
  const shell = useShellTools();
  const phone = usePhone();
  const onePane = useOnePane();
  return (
    <header className={css.header}>
      {back && onePane && (
        <Button
          type="text"
          icon={<ArrowLeftOutlined aria-hidden className={css.flip} />}
          aria-label={back.label}
          onClick={back.go}
        />
      )}
      <div className={css.words}>
        <Title className={css.title}>{title}</Title>
        {detail && <div className={css.detail}>{detail}</div>}
      </div>
      <div className={css.actions}>
        {children}
        {phone && tools && !back && shell && (
          <>
            <Button
              type="text"
              icon={<SearchOutlined aria-hidden />}
              aria-label={t('shell:search')}
              onClick={() => shell.openPalette()}
            />
            <Count value={shell.unreadNotices} dot>
              <Button
                type="text"
                icon={<BellOutlined aria-hidden />}
                aria-label={t('shell:notices')}
                onClick={shell.openNotices}
              />
            </Count>
          </>
        )}
      </div>
    </header>
  );
}
