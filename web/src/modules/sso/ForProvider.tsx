import { CopyOutlined, DownloadOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { ourMetadata, type Providers } from '@/api/sso';
import { Card } from '@/ui/Card';
import { copyText } from '@/ui/copy';
import { useProblemToast } from '@/ui/useProblem';
import css from './SsoPage.module.css';

/** What a provider and the people have to be told. */
export function ForProvider({ about }: { about: Providers }) {
  const { t } = useTranslation();
  return (
    <Card title={t('sso:for_provider')}>
      <dl className={css.facts}>
        <Fact label={t('sso:link')} value={about.link} />
        <dt>{t('sso:domains')}</dt>
        <dd>{about.domains.length > 0 ? about.domains.join(' · ') : t('sso:no_domains')}</dd>
        <Fact label={t('sso:redirect')} value={about.redirect_uri} />
        <Fact label={t('sso:our_entity')} value={about.entity_id} />
        <Fact label={t('sso:our_acs')} value={about.acs_url} />
      </dl>
      <Download />
    </Card>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const copy = async () => {
    if (await copyText(value)) void message.success(t('sso:copied'));
  };
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span>{value}</span>
        <Button
          type="text"
          icon={<CopyOutlined aria-hidden />}
          aria-label={t('sso:copy', { what: label })}
          onClick={() => void copy()}
        />
      </dd>
    </div>
  );
}

/** The file holds our certificate, too. */
function Download() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const toast = useProblemToast();
  const get = useMutation({
    mutationFn: () => ourMetadata(org),
    onSuccess: ({ metadata }) => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([metadata], { type: 'application/samlmetadata+xml' }));
      link.download = 'tramway-saml-metadata.xml';
      link.click();
      URL.revokeObjectURL(link.href);
    },
    onError: toast,
  });
  return (
    <div>
      <Button icon={<DownloadOutlined aria-hidden />} loading={get.isPending} onClick={() => get.mutate()}>
        {t('sso:our_metadata')}
      </Button>
    </div>
  );
}
