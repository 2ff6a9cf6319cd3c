import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { announcementQuery, beginningsQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import css from './Announce.module.css';
import { BeginWith } from './BeginWith';
import { DraftForm } from './DraftForm';
import { EditForm } from './EditForm';

/** A draft, or another wording of what is published. */
export function WritePage() {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const { announcement: id = '' } = useParams({ strict: false });
  const query = useQuery({ ...announcementQuery(org, id), enabled: id !== '', refetchOnWindowFocus: false });
  const it = query.data;
  const [values] = useAddressValues();
  const name = values.get('begin');
  const beginnings = useQuery({ ...beginningsQuery(org, i18n.language), enabled: id === '' });
  const offered = beginnings.data?.items ?? [];
  const chosen = offered.find((one) => one.name === name);
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
        {!id && !name && <BeginWith offered={offered} />}
        {!id && name && beginnings.isPending && <Loading />}
        {writes && (it || (!id && !(name && beginnings.isPending))) && (
          <DraftForm key={id || chosen?.name} it={it} from={chosen} />
        )}
        {it && !edits && !writes && <EmptyState title={t('announce:not_to_edit')} />}
      </div>
    </ScrollPage>
  );
}
