import { EditOutlined, LogoutOutlined, MailOutlined, MessageOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createConversation } from '@/api/chat';
import { personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { myReachQuery } from '@/api/reach';
import { Avatar } from '@/ui/Avatar';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { PictureField } from '@/ui/PictureField';
import { paths } from '@/ui/paths';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { InvitationDialog } from './InvitationDialog';
import { LeaveDialog } from './LeaveDialog';
import { PersonFacts } from './PersonFacts';
import css from './PersonPane.module.css';
import { SignOutMember } from './SignOutMember';
import { statusLabel } from './status';

interface Props {
  id: string;
  close: () => void;
  edit: () => void;
}

export function PersonPane({ id, close, edit }: Props) {
  const { t } = useTranslation();
  const { id: org, me, may } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const go = useGo();
  const toast = useProblemToast();
  const [inviting, setInviting] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const query = useQuery(personQuery(org, id));
  const write = useMutation({
    mutationFn: () => createConversation(org, { kind: 'direct', member_ids: [id] }),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      go(paths.chat(org, made.id));
    },
    onError: toast,
  });
  const reach = useQuery({ ...myReachQuery(org, id), enabled: id !== me.person.id });
  const barredFrom = (means: string) => reach.data?.items.find((one) => one.means === means && !one.allowed)?.text;
  const barred = barredFrom('chat');
  const person = query.data;
  const can = new Set(person?.can ?? []);
  const status = person ? statusLabel(person) : '';
  return (
    <SidePane label={t('directory:profile')} close={close}>
      {query.isPending && <Loading rows={4} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {person && (
        <div className={css.body}>
          {can.has('edit') || person.id === me.person.id ? (
            <PictureField person={person} name={format.person(person)} />
          ) : (
            <Avatar id={person.id} name={format.person(person)} picture={person.picture} size="large" />
          )}
          <h2>{format.person(person)}</h2>
          <p className={css.second}>{format.second(person)}</p>
          <p>{person.title}</p>
          {status && <p className={css.status}>{t(status)}</p>}
          <div className={css.actions}>
            {can.has('message') && person.id !== me.person.id && (
              <Button
                type="primary"
                icon={<MessageOutlined aria-hidden />}
                loading={write.isPending}
                disabled={barred !== undefined}
                aria-describedby={barred && 'person-barred'}
                onClick={() => write.mutate()}
              >
                {t('directory:message')}
              </Button>
            )}
            {can.has('edit') && (
              <Button icon={<EditOutlined aria-hidden />} onClick={edit}>
                {t('directory:edit')}
              </Button>
            )}
            {can.has('invite') && (
              <Button icon={<MailOutlined aria-hidden />} onClick={() => setInviting(true)}>
                {t('directory:invite')}
              </Button>
            )}
            <SignOutMember person={person} />
            {person.status === 'left' && may('retention.read') && (
              <Button onClick={() => go(`${paths.data(org)}?view=people&leaving=${encodeURIComponent(person.id)}`)}>
                {t('data:report')}
              </Button>
            )}
            {can.has('leave') && (
              <Button icon={<LogoutOutlined aria-hidden />} onClick={() => setLeaving(true)}>
                {t('directory:leave')}
              </Button>
            )}
          </div>
          {barred && (
            <p id="person-barred" className={css.status}>
              {barred}
            </p>
          )}
          <PersonFacts person={person} barred={barredFrom('call')} />
        </div>
      )}
      {leaving && person && <LeaveDialog person={person} onClose={() => setLeaving(false)} onDone={close} />}
      {inviting && person && <InvitationDialog person={person} onClose={() => setInviting(false)} />}
    </SidePane>
  );
}
