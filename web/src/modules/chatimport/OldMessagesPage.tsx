import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { oldImportQuery } from '@/api/oldmessages';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { Conversations } from './Conversations';
import { DryRun } from './DryRun';
import { Ended } from './Ended';
import { FormerImports } from './FormerImports';
import { LeftOut } from './LeftOut';
import css from './OldMessagesPage.module.css';
import { People } from './People';
import { SendArchive } from './SendArchive';
import { Working } from './Working';
import { ended } from './words';

/** Takes over what was said in another program: an archive, what would come of it, and its coming. */
export function OldMessagesPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const [values, setValues] = useAddressValues();
  const id = values.get('id') ?? '';
  const query = useQuery({ ...oldImportQuery(org, id), enabled: id !== '' });
  const one = id ? query.data : undefined;
  if (!may('chat.import')) {
    return (
      <ScrollPage title={t('oldchat:title')}>
        <EmptyState mark title={t('oldchat:no_right')} text={t('oldchat:no_right_text')} />
      </ScrollPage>
    );
  }
  return (
    <ScrollPage title={t('oldchat:title')}>
      <div className={css.column}>
        {id && query.isPending && <Loading />}
        {id && query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {!id && <SendArchive read={(next) => setValues({ id: next })} />}
        {!id && <FormerImports open={(next) => setValues({ id: next })} />}
        {one && ['reading', 'importing'].includes(one.state) && <Working one={one} />}
        {one?.state === 'ready' && <DryRun one={one} />}
        {one?.state === 'ready' && <People id={one.id} />}
        {one?.state === 'ready' && <Conversations id={one.id} />}
        {one && ended(one.state) && <Ended one={one} another={() => setValues({ id: '' })} />}
        {one && one.counts.problems > 0 && one.state !== 'reading' && <LeftOut one={one} />}
      </div>
    </ScrollPage>
  );
}
