import { useState } from 'react';
import { ComeBack } from './ComeBack';
import { FindCompany } from './FindCompany';

/** Signing in by an organisation's own provider: the way there, and the way back. */
export function CompanyPage() {
  // Read once: the answer is good once, and does not stay in the address.
  const [brought] = useState(() => new URLSearchParams(window.location.search));
  const [answered, setAnswered] = useState(brought.has('state'));
  if (answered) return <ComeBack brought={brought} again={() => setAnswered(false)} />;
  return <FindCompany company={brought.get('company') ?? ''} />;
}
