// The addresses of the pages. The server writes the same ones into links.

const org = (id: string) => `/o/${encodeURIComponent(id)}`;

export const paths = {
  /** A link of the server: inside the organisation, unless it says another one itself. */
  link: (id: string, link: string) => (link.startsWith('/o/') ? link : `${org(id)}${link}`),
  signIn: '/sign-in',
  company: '/sign-in/company',
  setup: '/setup',
  protect: '/protect',
  forgot: '/forgot',
  recover: (token = '') => `/recover${token ? `/${encodeURIComponent(token)}` : ''}`,
  joining: (request: string) => `/joining/${encodeURIComponent(request)}`,
  newOrganisation: '/organisations/new',
  home: (id: string) => `${org(id)}/im`,
  chat: (id: string, conversation = '') => `${org(id)}/im${conversation ? `/${encodeURIComponent(conversation)}` : ''}`,
  message: (id: string, conversation: string, seq: number) =>
    `${org(id)}/im/${encodeURIComponent(conversation)}?at=${seq}`,
  later: (id: string, tab: string, conversation = '') =>
    `${org(id)}/im/later?tab=${tab}${conversation ? `&conversation=${encodeURIComponent(conversation)}` : ''}`,
  search: (id: string, q = '') => `${org(id)}/search${q ? `?q=${encodeURIComponent(q)}` : ''}`,
  work: (id: string) => `${org(id)}/work`,
  ding: (id: string) => `${org(id)}/ding`,
  newDing: (id: string, about: { to?: string; message?: string; unread?: '1'; group?: string } = {}) => {
    const query = new URLSearchParams(about).toString();
    return `${org(id)}/ding/new${query ? `?${query}` : ''}`;
  },
  notifying: (id: string) => `${org(id)}/admin/notifications`,
  contacts: (id: string) => `${org(id)}/contacts`,
  person: (id: string, person: string) => `${org(id)}/contacts?person=${encodeURIComponent(person)}`,
  department: (id: string, department: string) => `${org(id)}/contacts?department=${encodeURIComponent(department)}`,
  imports: (id: string, one = '') => `${org(id)}/contacts/import${one ? `/${encodeURIComponent(one)}` : ''}`,
  chart: (id: string, person = '') =>
    `${org(id)}/contacts/chart${person ? `?person=${encodeURIComponent(person)}` : ''}`,
  portal: (id: string) => `${org(id)}/contacts/organisation`,
  statistics: (id: string) => `${org(id)}/contacts/statistics`,
  announcements: (id: string) => `${org(id)}/announcements`,
  announcement: (id: string, one: string) => `${org(id)}/announcements/${encodeURIComponent(one)}`,
  writeAnnouncement: (id: string, one = '') =>
    `${org(id)}/announcements/write${one ? `/${encodeURIComponent(one)}` : ''}`,
  apps: (id: string) => `${org(id)}/apps`,
  me: (id: string) => `${org(id)}/me`,
  welcome: (id: string) => `${org(id)}/welcome`,
  record: (id: string) => `${org(id)}/admin/record`,
  receivers: (id: string) => `${org(id)}/admin/record/receivers`,
  reviews: (id: string, month = '') =>
    `${org(id)}/admin/record/reviews${month ? `?month=${encodeURIComponent(month)}` : ''}`,
  adminPeople: (id: string) => `${org(id)}/admin/people`,
  adminJoining: (id: string) => `${org(id)}/admin/joining`,
  downloads: (id: string) => `${org(id)}/admin/downloads`,
  likeness: (id: string) => `${org(id)}/admin/people/likeness`,
  sight: (id: string) => `${org(id)}/admin/people/sight`,
  roles: (id: string) => `${org(id)}/admin/roles`,
  data: (id: string) => `${org(id)}/admin/data`,
  chatRules: (id: string) => `${org(id)}/admin/messages`,
  moderation: (id: string) => `${org(id)}/admin/messages/moderation`,
  oldMessages: (id: string, one = '') =>
    `${org(id)}/admin/messages/import${one ? `?id=${encodeURIComponent(one)}` : ''}`,
  reach: (id: string) => `${org(id)}/admin/messages/reach`,
  monitoring: (id: string) => `${org(id)}/admin/messages/monitoring`,
  guests: (id: string) => `${org(id)}/admin/messages/guests`,
  sso: (id: string) => `${org(id)}/admin/sign-in`,
  recovery: (id: string) => `${org(id)}/admin/recovery`,
  frameworks: (id: string) => `${org(id)}/admin/frameworks`,
  framework: (id: string, name: string) => `${org(id)}/admin/frameworks/${name}`,
  overview: (id: string) => `${org(id)}/admin/overview`,
  /** A place that the server names without the organisation: /admin/people. */
  within: (id: string, place: string) => `${org(id)}${place}`,
  plan: (id: string) => `${org(id)}/admin/plan`,
  plans: '/operator/plans',
  law: (id: string) => `${org(id)}/admin/law`,
  verify: (id: string) => `${org(id)}/admin/verify`,
  verification: (id: string) => `${org(id)}/admin/verification`,
  operator: '/operator',
  organisations: '/organisations',
  proof: (id: string) => `/proof/${encodeURIComponent(id)}`,
};
