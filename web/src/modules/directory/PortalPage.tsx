import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { portalQuery } from '@/api/portal';
import type { Face, Portal, Unit } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { pathTo } from '@/ui/departments';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { organisationName } from '@/ui/names';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { VerifiedMark } from '@/ui/VerifiedMark';
import { Watermark } from '@/ui/Watermark';
import { fieldName } from './fields';
import { PortalLinksForm } from './PortalLinksForm';
import css from './PortalPage.module.css';

/** The organisation at a glance: where to go, its departments, who is new. */
export function PortalPage() {
  const { t, i18n } = useTranslation();
  const { id: org, me, may } = useOrg();
  const go = useGo();
  const [values, setValues] = useAddressValues();
  const query = useQuery(portalQuery(org));
  return (
    <ScrollPage
      title={organisationName(me.organisation, i18n.language)}
      tools={
        <>
          {query.data?.verified && <VerifiedMark size={20} />}
          {may('directory.statistics.read') && (
            <Button onClick={() => go(paths.statistics(org))}>{t('portal:statistics')}</Button>
          )}
          {may('directory.portal.write') && (
            <Button onClick={() => setValues({ links: '1' })}>{t('portal:edit_links')}</Button>
          )}
          <Button onClick={() => go(paths.contacts(org))}>{t('portal:back')}</Button>
        </>
      }
    >
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Shown portal={query.data} />}
      {query.data && values.has('links') && (
        <PortalLinksForm links={query.data.links} close={() => setValues({ links: '' }, true)} />
      )}
      <Watermark />
    </ScrollPage>
  );
}

function Shown({ portal }: { portal: Portal }) {
  const { t } = useTranslation();
  const { lang } = useFormat();
  return (
    <div className={css.columns}>
      <div>
        <h2>{t('portal:departments')}</h2>
        {portal.departments.length === 0 && <EmptyState title={t('portal:no_departments')} />}
        <ul className={css.units}>
          {portal.departments.map((unit) => (
            <UnitCard key={unit.id} unit={unit} all={portal.departments} />
          ))}
        </ul>
      </div>
      <div>
        {portal.links.length > 0 && (
          <>
            <h2>{t('portal:links')}</h2>
            <ul className={css.links}>
              {portal.links.map((link, n) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: links have no other name than their place
                <li key={n}>
                  <a href={link.address} target="_blank" rel="noreferrer">
                    {fieldName({ name: link.title, name_hk: link.title_hk ?? '', name_cn: link.title_cn ?? '' }, lang)}
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
        <h2>{t('portal:newcomers')}</h2>
        {portal.newcomers.length === 0 && <p className={css.none}>{t('portal:no_newcomers')}</p>}
        <ul className={css.faces}>
          {portal.newcomers.map((face) => (
            <FaceRow key={face.id} face={face} />
          ))}
        </ul>
      </div>
    </div>
  );
}

function UnitCard({ unit, all }: { unit: Unit; all: Unit[] }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const above = pathTo(all, unit.id)
    .slice(0, -1)
    .map((id) => all.find((one) => one.id === id))
    .flatMap((one) => (one ? [format.person(one)] : []));
  return (
    <li className={css.unit}>
      {above.length > 0 && <span className={css.above}>{above.join(' / ')}</span>}
      <PathLink to={paths.department(org, unit.id)} className={css.name}>
        {format.person(unit)}
      </PathLink>
      <span className={css.count}>{t('portal:members', { count: unit.people })}</span>
      <ul className={css.faces}>
        {unit.heads.slice(0, 3).map((face) => (
          <FaceRow key={face.id} face={face} />
        ))}
      </ul>
    </li>
  );
}

function FaceRow({ face }: { face: Face }) {
  const { id: org } = useOrg();
  const format = useFormat();
  const name = format.person(face);
  return (
    <li>
      <PathLink to={paths.person(org, face.id)} className={css.face}>
        <Avatar id={face.id} name={name} picture={face.picture} size="small" />
        <span>
          {name}
          {face.title && <small>{face.title}</small>}
        </span>
      </PathLink>
    </li>
  );
}
