import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Segmented, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { choicesQuery, type NotificationChoices, setChoices } from '@/api/ding';
import { useOrg } from '@/api/org';
import { FormError } from '@/ui/FormError';
import { useProblemToast } from '@/ui/useProblem';
import css from './ChoicesSection.module.css';
import frame from './MeSections.module.css';

type Flag = Exclude<keyof NotificationChoices, 'mail_every' | 'mail'>;
/** A switch of one's own, or one that stands as it is. */
type Cell = Flag | boolean;

/** How somebody hears of messages, by level and way: saved as soon as a switch is touched. */
export function ChoicesSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useQuery(choicesQuery(org));
  const key = choicesQuery(org).queryKey;
  const save = useMutation({
    mutationFn: (next: NotificationChoices) => setChoices(org, next),
    onMutate: (next) => client.setQueryData(key, next),
    onError: toast,
    onSettled: () => {
      void client.invalidateQueries({ queryKey: key });
      void client.invalidateQueries({ queryKey: ['o', org, 'unread'] });
    },
  });
  const now = query.data;
  const ways = [t('ring:way_app'), t('ring:way_push'), t('ring:way_mail')];
  const levels: { name: string; text: string; cells: [Cell, Cell, Cell] }[] = [
    { name: t('ring:level_urgent'), text: t('ring:level_urgent_text'), cells: [true, true, false] },
    {
      name: t('ring:level_direct'),
      text: t('ring:level_direct_text'),
      cells: ['direct_app', 'direct_push', 'direct_mail'],
    },
    {
      name: t('ring:level_normal'),
      text: t('ring:level_normal_text'),
      cells: ['normal_app', 'normal_push', 'normal_mail'],
    },
    { name: t('ring:level_quiet'), text: t('ring:level_quiet_text'), cells: [false, false, false] },
  ];
  return (
    <section className={frame.section} id="me-messages" aria-labelledby="me-messages-title">
      <h2 id="me-messages-title">{t('ring:levels_title')}</h2>
      <p>{t('ring:levels_text')}</p>
      <FormError error={query.error} />
      {now && (
        <>
          <table className={css.table}>
            <thead>
              <tr>
                <td />
                {ways.map((way) => (
                  <th key={way} scope="col">
                    {way}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {levels.map(({ name, text, cells }) => (
                <tr key={name}>
                  <th scope="row">
                    {name}
                    <span>{text}</span>
                  </th>
                  {cells.map((cell, at) => (
                    <td key={ways[at]}>
                      <Switch
                        aria-label={`${name}: ${ways[at]}`}
                        checked={typeof cell === 'boolean' ? cell : now[cell]}
                        disabled={typeof cell === 'boolean' || (at === 2 && !now.mail)}
                        onChange={(on) => typeof cell === 'string' && save.mutate({ ...now, [cell]: on })}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {now.mail ? (
            (now.direct_mail || now.normal_mail) && (
              <div className={css.every}>
                <span id="me-mail-every">{t('ring:mail_every')}</span>
                <Segmented
                  aria-labelledby="me-mail-every"
                  value={now.mail_every}
                  options={[
                    { value: 'hourly' as const, label: t('ring:mail_hourly') },
                    { value: 'daily' as const, label: t('ring:mail_daily') },
                  ]}
                  onChange={(every) => save.mutate({ ...now, mail_every: every })}
                />
              </div>
            )
          ) : (
            <p>{t('ring:mail_none')}</p>
          )}
        </>
      )}
    </section>
  );
}
