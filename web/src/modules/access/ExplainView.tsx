import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { explainQuery, rightsQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { Loading } from '@/ui/Loading';
import { RightsList } from '@/ui/RightsList';
import { useFormat } from '@/ui/useFormat';
import { ActionPicker } from './ActionPicker';
import { AnswerCard } from './AnswerCard';
import css from './ExplainView.module.css';
import { ObjectPicker } from './ObjectPicker';

interface Props {
  values: URLSearchParams;
  change: (change: Record<string, string>, replace?: boolean) => void;
}

type About = 'nothing' | 'person' | 'department';
const kinds: About[] = ['nothing', 'person', 'department'];

/** Why may somebody do something, or why not. Without an action: all that they may. */
export function ExplainView({ values, change }: Props) {
  const { t } = useTranslation();
  const { me } = useOrg();
  const person = values.get('person') || me.person.id;
  const action = values.get('action') ?? '';
  const object = values.get('object') ?? '';
  const about = kinds.find((one) => object.startsWith(`${one}:`) || values.get('about') === one) ?? 'nothing';
  const labels: Record<About, string> = {
    nothing: t('access:about_nothing'),
    person: t('access:about_person'),
    department: t('access:about_department'),
  };
  return (
    <div className={css.column}>
      <div className={css.form}>
        <Field label={t('access:person')}>
          {(props) => (
            <ObjectPicker
              field={props}
              kind="person"
              value={`person:${person}`}
              onChange={(one) => change({ person: one.replace('person:', '') })}
            />
          )}
        </Field>
        <Field label={t('access:what')} optional>
          {(props) => <ActionPicker field={props} value={action} onChange={(next) => change({ action: next })} />}
        </Field>
        {action && (
          <Field label={t('access:about')} optional>
            {(props) => (
              <div className={css.about}>
                <Segmented<About>
                  aria-label={t('access:about')}
                  value={about}
                  options={kinds.map((value) => ({ value, label: labels[value] }))}
                  onChange={(next) => change({ about: next === 'nothing' ? '' : next, object: '' })}
                />
                {about !== 'nothing' && (
                  <ObjectPicker
                    field={props}
                    kind={about}
                    value={object}
                    onChange={(next) => change({ object: next, about: next ? '' : about })}
                  />
                )}
              </div>
            )}
          </Field>
        )}
      </div>
      {action ? <Answered asked={{ person, action, object }} /> : <AllRights person={person} />}
    </div>
  );
}

function Answered({ asked }: { asked: { person: string; action: string; object: string } }) {
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(explainQuery(org, lang, asked));
  if (query.isPending) return <Loading rows={2} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <AnswerCard answer={query.data} />;
}

function AllRights({ person }: { person: string }) {
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(rightsQuery(org, lang, person));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <RightsList items={query.data.items} />;
}
