import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/start';
import { CrashPage } from './CrashPage';
import { Gate } from './Gate';
import { HomeRedirect } from './HomeRedirect';
import { MissingPage } from './MissingPage';

const root = createRootRoute({ component: Gate, notFoundComponent: MissingPage, errorComponent: CrashPage });

// Their texts come with them: few people open these pages.
const verification = <T,>(page: Promise<T>) => withTexts('verification', page);

const proof = createRoute({
  getParentRoute: () => root,
  path: 'proof/$org',
  component: lazyRouteComponent(() => verification(import('@/modules/verification/ProofPage')), 'ProofPage'),
});

const operator = createRoute({
  getParentRoute: () => root,
  path: 'operator',
  component: lazyRouteComponent(() => verification(import('@/modules/verification/OperatorPage')), 'OperatorPage'),
});

const organisations = createRoute({
  getParentRoute: () => root,
  path: 'organisations',
  component: lazyRouteComponent(
    () => verification(import('@/modules/verification/OrganisationsPage')),
    'OrganisationsPage',
  ),
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomeRedirect });

const setup = createRoute({
  getParentRoute: () => root,
  path: 'setup',
  component: lazyRouteComponent(() => import('@/modules/account/SetupPage'), 'SetupPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  component: lazyRouteComponent(() => import('@/modules/account/SignInPage'), 'SignInPage'),
});

const company = createRoute({
  getParentRoute: () => root,
  path: 'sign-in/company',
  component: lazyRouteComponent(() => withTexts('sso', import('@/modules/account/CompanyPage')), 'CompanyPage'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: 'invitation/$token',
  component: lazyRouteComponent(
    () => withTexts('sso', withTexts('guests', import('@/modules/account/InvitationPage'))),
    'InvitationPage',
  ),
});

const join = createRoute({
  getParentRoute: () => root,
  path: 'join/$token',
  component: lazyRouteComponent(() => withTexts('joining', import('@/modules/account/JoinPage')), 'JoinPage'),
});

const joining = createRoute({
  getParentRoute: () => root,
  path: 'joining/$request',
  component: lazyRouteComponent(() => withTexts('joining', import('@/modules/account/JoiningPage')), 'JoiningPage'),
});

const forgot = createRoute({
  getParentRoute: () => root,
  path: 'forgot',
  component: lazyRouteComponent(() => import('@/modules/account/ForgotPage'), 'ForgotPage'),
});

const recover = createRoute({
  getParentRoute: () => root,
  path: 'recover/{-$token}',
  component: lazyRouteComponent(() => import('@/modules/account/RecoverPage'), 'RecoverPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: 'reset/$token',
  component: lazyRouteComponent(() => import('@/modules/account/ResetPage'), 'ResetPage'),
});

const protect = createRoute({
  getParentRoute: () => root,
  path: 'protect',
  component: lazyRouteComponent(() => import('@/modules/account/ProtectPage'), 'ProtectPage'),
});

const operatorPlans = createRoute({
  getParentRoute: () => root,
  path: 'operator/plans',
  component: lazyRouteComponent(() => import('@/modules/plan/OperatorPlansPage'), 'OperatorPlansPage'),
});

const newOrganisation = createRoute({
  getParentRoute: () => root,
  path: 'organisations/new',
  component: lazyRouteComponent(() => import('@/modules/account/NewOrganisationPage'), 'NewOrganisationPage'),
});

const org = createRoute({
  getParentRoute: () => root,
  path: 'o/$org',
  component: lazyRouteComponent(() => import('./OrgShell'), 'OrgShell'),
  notFoundComponent: MissingPage,
});

const orgHome = createRoute({ getParentRoute: () => org, path: '/', component: HomeRedirect });

const chat = createRoute({
  getParentRoute: () => org,
  path: 'im/{-$conversation}',
  component: lazyRouteComponent(() => import('@/modules/chat/ChatPage'), 'ChatPage'),
});

const later = createRoute({
  getParentRoute: () => org,
  path: 'im/later',
  component: lazyRouteComponent(() => withTexts('later', import('@/modules/chat/LaterPage')), 'LaterPage'),
});

const search = createRoute({
  getParentRoute: () => org,
  path: 'search',
  component: lazyRouteComponent(() => withTexts('search', import('@/modules/search/SearchPage')), 'SearchPage'),
});

const ding = createRoute({
  getParentRoute: () => org,
  path: 'ding/{-$what}',
  component: lazyRouteComponent(() => withTexts('ding', import('@/modules/ding/DingPage')), 'DingPage'),
});

const work = createRoute({
  getParentRoute: () => org,
  path: 'work',
  component: lazyRouteComponent(() => import('@/modules/work/WorkPage'), 'WorkPage'),
});

const contacts = createRoute({
  getParentRoute: () => org,
  path: 'contacts',
  component: lazyRouteComponent(() => withTexts('people', import('@/modules/directory/ContactsPage')), 'ContactsPage'),
});

const contactsImport = createRoute({
  getParentRoute: () => org,
  path: 'contacts/import/{-$id}',
  component: lazyRouteComponent(() => withTexts('people', import('@/modules/directory/ImportPage')), 'ImportPage'),
});

const contactsChart = createRoute({
  getParentRoute: () => org,
  path: 'contacts/chart',
  component: lazyRouteComponent(() => withTexts('people', import('@/modules/directory/ChartPage')), 'ChartPage'),
});

const contactsPortal = createRoute({
  getParentRoute: () => org,
  path: 'contacts/organisation',
  component: lazyRouteComponent(() => withTexts('portal', import('@/modules/directory/PortalPage')), 'PortalPage'),
});

const contactsStatistics = createRoute({
  getParentRoute: () => org,
  path: 'contacts/statistics',
  component: lazyRouteComponent(
    () => withTexts('portal', import('@/modules/directory/StatisticsPage')),
    'StatisticsPage',
  ),
});

const announcements = createRoute({
  getParentRoute: () => org,
  path: 'announcements',
  component: lazyRouteComponent(
    () => withTexts('announce', import('@/modules/announce/AnnouncementsPage')),
    'AnnouncementsPage',
  ),
});

const announcement = createRoute({
  getParentRoute: () => org,
  path: 'announcements/$announcement',
  component: lazyRouteComponent(
    () => withTexts('announce', import('@/modules/announce/AnnouncementPage')),
    'AnnouncementPage',
  ),
});

const writeAnnouncement = createRoute({
  getParentRoute: () => org,
  path: 'announcements/write/{-$announcement}',
  component: lazyRouteComponent(() => withTexts('announce', import('@/modules/announce/WritePage')), 'WritePage'),
});

const apps = createRoute({
  getParentRoute: () => org,
  path: 'apps',
  component: lazyRouteComponent(() => import('./WorkbenchPage'), 'WorkbenchPage'),
});

const me = createRoute({
  getParentRoute: () => org,
  path: 'me',
  component: lazyRouteComponent(
    () =>
      withTexts(
        'writing',
        withTexts(
          'welcome',
          withTexts('monitoring', withTexts('presence', withTexts('sso', withTexts('ding', import('./MyPage'))))),
        ),
      ),
    'MyPage',
  ),
});

const welcome = createRoute({
  getParentRoute: () => org,
  path: 'welcome',
  component: lazyRouteComponent(
    () => withTexts('welcome', withTexts('announce', withTexts('ding', import('./FirstPage')))),
    'FirstPage',
  ),
});

const admin = createRoute({
  getParentRoute: () => org,
  path: 'admin',
  component: lazyRouteComponent(() => import('./AdminShell'), 'AdminShell'),
});

const adminHome = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./AdminHome'), 'AdminHome'),
});

const adminOverview = createRoute({
  getParentRoute: () => admin,
  path: 'overview',
  component: lazyRouteComponent(() => withTexts('overview', import('@/modules/overview/OverviewPage')), 'OverviewPage'),
});

const adminRecord = createRoute({
  getParentRoute: () => admin,
  path: 'record',
  component: lazyRouteComponent(() => withTexts('record', import('@/modules/record/RecordPage')), 'RecordPage'),
});

const adminReceivers = createRoute({
  getParentRoute: () => admin,
  path: 'record/receivers',
  component: lazyRouteComponent(() => withTexts('record', import('@/modules/record/ReceiversPage')), 'ReceiversPage'),
});

const adminReviews = createRoute({
  getParentRoute: () => admin,
  path: 'record/reviews',
  component: lazyRouteComponent(() => withTexts('record', import('@/modules/record/ReviewsPage')), 'ReviewsPage'),
});

const adminVerify = createRoute({
  getParentRoute: () => admin,
  path: 'verify',
  component: lazyRouteComponent(
    () => withTexts('people', withTexts('record', import('@/modules/record/VerifyPage'))),
    'VerifyPage',
  ),
});

const adminLaw = createRoute({
  getParentRoute: () => admin,
  path: 'law',
  component: lazyRouteComponent(() => withTexts('law', import('@/modules/law/LawPage')), 'LawPage'),
});

const adminRoles = createRoute({
  getParentRoute: () => admin,
  path: 'roles',
  component: lazyRouteComponent(() => withTexts('access', import('@/modules/access/RolesPage')), 'RolesPage'),
});

const adminData = createRoute({
  getParentRoute: () => admin,
  path: 'data',
  component: lazyRouteComponent(() => import('@/modules/retention/DataPage'), 'DataPage'),
});

const adminMessages = createRoute({
  getParentRoute: () => admin,
  path: 'messages',
  component: lazyRouteComponent(
    () => withTexts('presence', withTexts('gates', withTexts('later', withTexts('talk', import('./MessagesAdmin'))))),
    'MessagesAdmin',
  ),
});

const adminReach = createRoute({
  getParentRoute: () => admin,
  path: 'messages/reach',
  component: lazyRouteComponent(() => withTexts('gates', import('@/modules/reach/ReachPage')), 'ReachPage'),
});

const adminMonitoring = createRoute({
  getParentRoute: () => admin,
  path: 'messages/monitoring',
  component: lazyRouteComponent(
    () => withTexts('monitoring', import('@/modules/monitoring/MonitoringPage')),
    'MonitoringPage',
  ),
});

const adminModeration = createRoute({
  getParentRoute: () => admin,
  path: 'messages/moderation',
  component: lazyRouteComponent(
    () => withTexts('gates', import('@/modules/moderation/ModerationPage')),
    'ModerationPage',
  ),
});

const adminOldMessages = createRoute({
  getParentRoute: () => admin,
  path: 'messages/import',
  component: lazyRouteComponent(
    () => withTexts('oldchat', import('@/modules/chatimport/OldMessagesPage')),
    'OldMessagesPage',
  ),
});

const adminGuests = createRoute({
  getParentRoute: () => admin,
  path: 'messages/guests',
  component: lazyRouteComponent(() => withTexts('guests', import('@/modules/chat/guests/GuestsPage')), 'GuestsPage'),
});

const adminNotifying = createRoute({
  getParentRoute: () => admin,
  path: 'notifications',
  component: lazyRouteComponent(() => withTexts('ding', import('@/modules/ding/NotifyingPage')), 'NotifyingPage'),
});

const adminPlan = createRoute({
  getParentRoute: () => admin,
  path: 'plan',
  component: lazyRouteComponent(() => import('@/modules/plan/PlanPage'), 'PlanPage'),
});

const adminRecovery = createRoute({
  getParentRoute: () => admin,
  path: 'recovery',
  component: lazyRouteComponent(() => withTexts('access', import('@/modules/access/RecoveryPage')), 'RecoveryPage'),
});

const adminSso = createRoute({
  getParentRoute: () => admin,
  path: 'sign-in',
  component: lazyRouteComponent(() => withTexts('sso', import('@/modules/sso/SsoPage')), 'SsoPage'),
});

const adminVerification = createRoute({
  getParentRoute: () => admin,
  path: 'verification',
  component: lazyRouteComponent(
    () => verification(import('@/modules/verification/VerificationPage')),
    'VerificationPage',
  ),
});

const adminJoining = createRoute({
  getParentRoute: () => admin,
  path: 'joining',
  component: lazyRouteComponent(
    () => withTexts('joining', import('@/modules/directory/JoiningAdminPage')),
    'JoiningAdminPage',
  ),
});

const adminDownloads = createRoute({
  getParentRoute: () => admin,
  path: 'downloads',
  component: lazyRouteComponent(
    () => withTexts('people', import('@/modules/directory/DownloadsPage')),
    'DownloadsPage',
  ),
});

const adminPeople = createRoute({
  getParentRoute: () => admin,
  path: 'people',
  component: lazyRouteComponent(
    () => withTexts('people', import('@/modules/directory/PeopleAdminPage')),
    'PeopleAdminPage',
  ),
});

const adminLikeness = createRoute({
  getParentRoute: () => admin,
  path: 'people/likeness',
  component: lazyRouteComponent(() => withTexts('people', import('@/modules/directory/LikenessPage')), 'LikenessPage'),
});

const adminSight = createRoute({
  getParentRoute: () => admin,
  path: 'people/sight',
  component: lazyRouteComponent(() => withTexts('sight', import('@/modules/directory/SightPage')), 'SightPage'),
});

const tree = root.addChildren([
  home,
  setup,
  signIn,
  company,
  invitation,
  join,
  joining,
  forgot,
  reset,
  recover,
  protect,
  newOrganisation,
  organisations,
  proof,
  operator,
  operatorPlans,
  org.addChildren([
    orgHome,
    chat,
    later,
    search,
    ding,
    work,
    contacts,
    contactsImport,
    contactsChart,
    contactsPortal,
    contactsStatistics,
    announcements,
    announcement,
    writeAnnouncement,
    apps,
    me,
    welcome,
    admin.addChildren([
      adminHome,
      adminOverview,
      adminRecord,
      adminReceivers,
      adminReviews,
      adminVerify,
      adminVerification,
      adminPeople,
      adminJoining,
      adminDownloads,
      adminLikeness,
      adminSight,
      adminRoles,
      adminRecovery,
      adminSso,
      adminData,
      adminMessages,
      adminReach,
      adminModeration,
      adminMonitoring,
      adminOldMessages,
      adminGuests,
      adminNotifying,
      adminPlan,
      adminLaw,
    ]),
  ]),
]);

export const router = createRouter({
  routeTree: tree,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: MissingPage,
  // Plain words in the address instead of JSON.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
