import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { announcementQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import css from './Announce.module.css';
import { DraftForm } from './DraftForm';
import { EditForm } from './EditForm';

/** A draft, or another wording of what is published. */
export function WritePage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { announcement: id = '' } = useParams({ strict: false });
  const query = useQuery({ ...announcementQuery(org, id), enabled: id !== '', refetchOnWindowFocus: false });
  const it = query.data;
  const edits = it?.can.includes('change');
  const writes = !id || it?.can.includes('edit_draft');
  return (
    <ScrollPage title={edits ? t('announce:edit') : t('announce:new')}>
      <div className={css.wideColumn}>
        <PathLink to={it && edits ? paths.announcement(org, id) : paths.announcements(org)} className={css.back}>
          <ArrowLeftOutlined aria-hidden /> {t('announce:title')}
        </PathLink>
        {id && query.isPending && <Loading />}
        {query.isError && !it && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {it && edits && <EditForm key={it.version} it={it} />}
        {writes && (!id || it) && <DraftForm key={id} it={it} />}
        {it && !edits && !writes && <EmptyState title={t('announce:not_to_edit')} />}
      </div>
    </ScrollPage>
  );
}
