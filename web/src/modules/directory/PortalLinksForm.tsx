import { ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { portalQuery, putPortalLinks } from '@/api/portal';
import type { PortalLink } from '@/api/types';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './PortalLinksForm.module.css';

const most = 30;

interface Row extends PortalLink {
  key: number;
}

/** The links of the organisation's page as a table: titles in three languages, address, order. */
export function PortalLinksForm({ links, close }: { links: PortalLink[]; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [rows, setRows] = useState<Row[]>(() => links.map((link, key) => ({ ...link, key })));
  const [next, setNext] = useState(links.length);
  const save = useMutation({
    mutationFn: () =>
      putPortalLinks(
        org,
        rows.map(({ key: _, ...link }) => link),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: portalQuery(org).queryKey });
      void message.success(t('portal:links_saved'));
      close();
    },
  });
  const change = (key: number, part: Partial<PortalLink>) =>
    setRows(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => {
    setRows([...rows, { key: next, title: '', title_hk: '', title_cn: '', address: 'https://' }]);
    setNext(next + 1);
  };
  const up = (n: number) => setRows(rows.toSpliced(n - 1, 2, rows[n] as Row, rows[n - 1] as Row));
  const cells = [
    ['title', 'portal:title_en', 80],
    ['title_hk', 'portal:title_hk', 80],
    ['title_cn', 'portal:title_cn', 80],
    ['address', 'portal:address', 500],
  ] as const;
  return (
    <FormDialog
      title={t('portal:edit_links')}
      okText={t('shell:save')}
      ready={rows.every((row) => row.title.trim() !== '' && row.address.length > 'https://'.length)}
      busy={save.isPending}
      wide
      onOk={() => save.mutate()}
      onClose={close}
    >
      <p className={css.text}>{t('portal:links_text')}</p>
      <FormError error={save.error} />
      <ol className={css.rows}>
        {rows.map((row, n) => (
          <li key={row.key}>
            {cells.map(([name, label, longest]) => (
              <label key={name} data-cell={name}>
                <span>{t(label)}</span>
                <Input
                  maxLength={longest}
                  value={row[name]}
                  onChange={(event) => change(row.key, { [name]: event.target.value })}
                />
              </label>
            ))}
            <span className={css.acts}>
              <Button
                type="text"
                icon={<ArrowUpOutlined aria-hidden />}
                aria-label={t('portal:move_up', { number: n + 1 })}
                disabled={n === 0}
                onClick={() => up(n)}
              />
              <Button
                type="text"
                danger
                icon={<DeleteOutlined aria-hidden />}
                aria-label={t('portal:remove_link', { number: n + 1 })}
                onClick={() => setRows(rows.filter((one) => one.key !== row.key))}
              />
            </span>
          </li>
        ))}
      </ol>
      <Button icon={<PlusOutlined aria-hidden />} disabled={rows.length >= most} onClick={add}>
        {t('portal:add_link')}
      </Button>
    </FormDialog>
  );
}
