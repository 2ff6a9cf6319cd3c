import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { bootQuery } from '@/api/session';
import { type Proof, proofQuery } from '@/api/verification';
import { copyText } from '@/ui/copy';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { OrgMark } from '@/ui/OrgMark';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { VerifiedMark } from '@/ui/VerifiedMark';
import { OutsideFrame } from './OutsideFrame';
import css from './ProofPage.module.css';
import { ReasonDialog } from './ReasonDialog';
import { regionWords, typeWords } from './words';

const states: Record<Proof['state'], { title: string; text: string }> = {
  verified: { title: 'verification:proof_verified', text: 'verification:proof_verified_text' },
  lapsed: { title: 'verification:proof_lapsed', text: 'verification:proof_lapsed_text' },
  renamed: { title: 'verification:proof_renamed', text: 'verification:proof_renamed_text' },
  limited: { title: 'verification:proof_limited', text: 'verification:proof_limited_text' },
};

/** On which outsiders check an organisation; whoever is not signed in reads it, too. */
export function ProofPage() {
  const { t } = useTranslation();
  const { org = '' } = useParams({ strict: false });
  const go = useGo();
  const query = useQuery(proofQuery(org));
  const session = useQuery(bootQuery).data?.session;
  const [copied, setCopied] = useState(false);
  const [reporting, setReporting] = useState(false);
  const missing = query.error instanceof ApiError && query.error.status === 404;
  const report = () =>
    session ? setReporting(true) : go(`${paths.signIn}?next=${encodeURIComponent(paths.proof(org))}`);
  return (
    <OutsideFrame title={t('verification:proof_title')}>
      {query.isPending && <Loading />}
      {missing && (
        <EmptyState mark title={t('verification:proof_missing')} text={t('verification:proof_missing_text')} />
      )}
      {query.isError && !missing && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Card proof={query.data} />}
      <div className={css.buttons}>
        {query.data && (
          <Button onClick={async () => setCopied(await copyText(window.location.href))}>
            {t(copied ? 'shell:copied' : 'verification:copy_link')}
          </Button>
        )}
        {(query.data || missing) && ( // the server tells nobody who asks which of the two it is
          <Button onClick={report}>{t(session ? 'verification:report' : 'verification:report_sign_in')}</Button>
        )}
      </div>
      {reporting && <ReasonDialog kind="report" org={org} onClose={() => setReporting(false)} />}
    </OutsideFrame>
  );
}

function Card({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = states[proof.state];
  return (
    <section className={css.card} data-state={proof.state} aria-labelledby="proof-state">
      <h2 id="proof-state">
        {t(state.title)}
        {proof.state === 'verified' && <VerifiedMark size={22} />}
      </h2>
      <p>{t(state.text)}</p>
      {proof.picture && <OrgMark name={format.person(proof)} picture={proof.picture} size="large" />}
      <dl className={css.facts}>
        {proof.name && <Fact label={t('verification:proof_name')} value={proof.name} lang="en" />}
        {proof.name_zh && <Fact label={t('verification:proof_name_zh')} value={proof.name_zh} lang="zh" />}
        <Fact
          label={t('verification:proof_type')}
          value={`${t(typeWords[proof.type] ?? 'setup:type_else')} · ${t(regionWords[proof.region] ?? 'setup:region_hk')}`}
        />
        {proof.verified_at && <Fact label={t('verification:proof_since')} value={format.date(proof.verified_at)} />}
        {proof.verified_until && (
          <Fact label={t('verification:proof_until')} value={format.date(proof.verified_until)} />
        )}
      </dl>
    </section>
  );
}

function Fact({ label, value, lang }: { label: string; value: string; lang?: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd lang={lang} translate={lang ? 'no' : undefined}>
        {value}
      </dd>
    </div>
  );
}
