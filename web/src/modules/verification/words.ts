import type { Numbers, Review, Verification } from '@/api/verification';

// Every code of the server with its words, so that none is shown as it is.

export const numberOrder: (keyof Numbers)[] = [
  'br_certificate',
  'company_no',
  'incorporated_on',
  'credit_code',
  'representative',
  'representative_id',
  'other_no',
];

export const numberWords: Record<keyof Numbers, { label: string; help?: string; sample?: string }> = {
  br_certificate: {
    label: 'verification:br_certificate',
    help: 'verification:br_certificate_help',
    sample: '99510874-000-04-26-A',
  },
  company_no: { label: 'verification:company_no', help: 'verification:company_no_help', sample: '99510874' },
  incorporated_on: { label: 'verification:incorporated_on', help: 'verification:incorporated_on_help' },
  credit_code: { label: 'verification:credit_code', sample: '91350100M000100Y43' },
  representative: { label: 'verification:representative' },
  representative_id: { label: 'verification:representative_id', help: 'verification:representative_id_help' },
  other_no: { label: 'verification:other_no', help: 'verification:other_no_help' },
};

const papers: Record<string, string> = {
  business_registration: 'verification:paper_business_registration',
  incorporation: 'verification:paper_incorporation',
  licence: 'verification:paper_licence',
  registration: 'verification:paper_registration',
  statutes: 'verification:paper_statutes',
  authority: 'verification:paper_authority',
};
export const paperWord = (kind: string) => papers[kind] ?? 'verification:paper_unknown';

export const stateWords: Record<Verification['state'], string> = {
  none: 'verification:state_none',
  draft: 'verification:state_draft',
  submitted: 'verification:state_submitted',
  approved: 'verification:state_approved',
  refused: 'verification:state_refused',
  withdrawn: 'verification:state_withdrawn',
};

export const standingWords: Partial<Record<Verification['standing'], string>> = {
  own: 'verification:standing_own',
  held: 'verification:standing_held',
  limited: 'verification:standing_limited',
};

export const reasons = ['unreadable', 'numbers_differ', 'name_differs', 'expired', 'not_authorised', 'other'];
const reasonWords: Record<string, string> = {
  unreadable: 'verification:reason_unreadable',
  numbers_differ: 'verification:reason_numbers_differ',
  name_differs: 'verification:reason_name_differs',
  expired: 'verification:reason_expired',
  not_authorised: 'verification:reason_not_authorised',
  other: 'verification:reason_else',
};
export const reasonWord = (code: string) => reasonWords[code] ?? 'verification:reason_else';

export const typeWords: Record<string, string> = {
  company: 'setup:type_company',
  school: 'setup:type_school',
  government: 'setup:type_government',
  other: 'setup:type_else',
};

export const regionWords: Record<string, string> = {
  hk: 'setup:region_hk',
  cn: 'setup:region_cn',
  sg: 'setup:region_sg',
};

/** What an operator is asked, and what each answer does. */
export const reviewWords: Record<Review['kind'], { kind: string; ask: string; yes: string; no: string }> = {
  verification: {
    kind: 'verification:kind_verification',
    ask: 'verification:ask_verification',
    yes: 'verification:approve',
    no: 'verification:refuse',
  },
  appeal: {
    kind: 'verification:kind_appeal',
    ask: 'verification:ask_verification',
    yes: 'verification:approve',
    no: 'verification:refuse',
  },
  likeness: {
    kind: 'verification:kind_likeness',
    ask: 'verification:ask_likeness',
    yes: 'verification:likeness_yes',
    no: 'verification:likeness_no',
  },
  picture: {
    kind: 'verification:kind_picture',
    ask: 'verification:ask_picture',
    yes: 'verification:picture_yes',
    no: 'verification:likeness_no',
  },
  report: {
    kind: 'verification:kind_report',
    ask: 'verification:ask_report',
    yes: 'verification:report_yes',
    no: 'verification:report_no',
  },
  standing_appeal: {
    kind: 'verification:kind_standing_appeal',
    ask: 'verification:ask_standing_appeal',
    yes: 'verification:standing_appeal_yes',
    no: 'verification:standing_appeal_no',
  },
  ending: {
    kind: 'verification:kind_ending',
    ask: 'verification:ask_ending',
    yes: 'verification:ending_yes',
    no: 'verification:ending_no',
  },
  ending_appeal: {
    kind: 'verification:kind_ending_appeal',
    ask: 'verification:ask_ending_appeal',
    yes: 'verification:ending_appeal_yes',
    no: 'verification:ending_appeal_no',
  },
};

const rules: Record<string, string> = {
  badge: 'verification:rule_badge',
  same_name: 'verification:rule_same_name',
  no_letters: 'verification:rule_no_letters',
  place_or_group: 'verification:rule_place_or_group',
  look_alike: 'verification:rule_look_alike',
  sound: 'verification:rule_sound',
  spelling: 'verification:rule_spelling',
  mixed_script: 'verification:rule_mixed_script',
  renamed: 'verification:rule_renamed',
  picture: 'verification:rule_picture',
};
/** Why a name is alike; other kinds of reviews have a sentence that somebody wrote. */
export const ruleWord = (code: string) => rules[code];
