import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { denySession, sessionsQuery } from '@/api/session';
import { useAddressValues } from '@/ui/navigation';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './MePage.module.css';
import { Section } from './Section';

/** A sign-in on a new device, to which a notice led: whose was it? */
export function StrangeDevice() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [values, setValues] = useAddressValues();
  const sessions = useQuery(sessionsQuery);
  const one = sessions.data?.items.find((session) => session.id === values.get('session'));
  const deny = useMutation({
    mutationFn: (id: string) => denySession(id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      void message.warning(t('me:device_denied'));
      setValues({ session: '', password: '1' }, true);
    },
    onError: toast,
  });
  if (!one) return null;
  const facts = { device: one.device, time: format.exact(one.created_at), address: one.address };
  return (
    <Section title={t('me:device_new')} text={t('me:device_new_text', facts)}>
      <div className={css.row}>
        <Button onClick={() => setValues({ session: '' }, true)}>{t('me:device_mine')}</Button>
        {one.current ? (
          <span>{t('me:this_device')}</span>
        ) : (
          <Button danger type="primary" loading={deny.isPending} onClick={() => deny.mutate(one.id)}>
            {t('me:device_not_mine')}
          </Button>
        )}
      </div>
    </Section>
  );
}
