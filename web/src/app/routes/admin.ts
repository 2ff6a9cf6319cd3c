import { withTexts } from '@/i18n/start';
import { page } from './page';
import { admin } from './shells';

/** In an organisation, for those who administer it. */
export const adminPages = [
  page(admin, '/', () => import('@/app/AdminHome'), 'AdminHome'),
  page(admin, 'overview', () => withTexts('overview', import('@/modules/overview/OverviewPage')), 'OverviewPage'),
  page(
    admin,
    'frameworks',
    () => withTexts('frameworks', import('@/modules/framework/FrameworksPage')),
    'FrameworksPage',
  ),
  page(
    admin,
    'frameworks/$name',
    () => withTexts('frameworks', import('@/modules/framework/FrameworkPage')),
    'FrameworkPage',
  ),
  page(admin, 'record', () => withTexts('record', import('@/modules/record/RecordPage')), 'RecordPage'),
  page(admin, 'record/receivers', () => withTexts('record', import('@/modules/record/ReceiversPage')), 'ReceiversPage'),
  page(admin, 'record/reviews', () => withTexts('record', import('@/modules/record/ReviewsPage')), 'ReviewsPage'),
  page(admin, 'verify', () => withTexts(['people', 'record'], import('@/modules/record/VerifyPage')), 'VerifyPage'),
  page(
    admin,
    'verification',
    () => withTexts('verification', import('@/modules/verification/VerificationPage')),
    'VerificationPage',
  ),
  page(admin, 'people', () => withTexts('people', import('@/modules/directory/PeopleAdminPage')), 'PeopleAdminPage'),
  page(
    admin,
    'joining',
    () => withTexts('joining', import('@/modules/directory/JoiningAdminPage')),
    'JoiningAdminPage',
  ),
  page(admin, 'downloads', () => withTexts('people', import('@/modules/directory/DownloadsPage')), 'DownloadsPage'),
  page(admin, 'people/likeness', () => withTexts('people', import('@/modules/directory/LikenessPage')), 'LikenessPage'),
  page(admin, 'people/sight', () => withTexts('sight', import('@/modules/directory/SightPage')), 'SightPage'),
  page(admin, 'roles', () => withTexts('access', import('@/modules/access/RolesPage')), 'RolesPage'),
  page(admin, 'recovery', () => withTexts('access', import('@/modules/access/RecoveryPage')), 'RecoveryPage'),
  page(admin, 'sign-in', () => withTexts('sso', import('@/modules/sso/SsoPage')), 'SsoPage'),
  page(admin, 'data', () => import('@/modules/retention/DataPage'), 'DataPage'),
  page(
    admin,
    'messages',
    () => withTexts(['presence', 'gates', 'later', 'talk'], import('@/app/MessagesAdmin')),
    'MessagesAdmin',
  ),
  page(admin, 'messages/reach', () => withTexts('gates', import('@/modules/reach/ReachPage')), 'ReachPage'),
  page(
    admin,
    'messages/moderation',
    () => withTexts('gates', import('@/modules/moderation/ModerationPage')),
    'ModerationPage',
  ),
  page(
    admin,
    'messages/monitoring',
    () => withTexts('monitoring', import('@/modules/monitoring/MonitoringPage')),
    'MonitoringPage',
  ),
  page(
    admin,
    'messages/import',
    () => withTexts('oldchat', import('@/modules/chatimport/OldMessagesPage')),
    'OldMessagesPage',
  ),
  page(admin, 'messages/guests', () => withTexts('guests', import('@/modules/chat/guests/GuestsPage')), 'GuestsPage'),
  page(admin, 'notifications', () => withTexts('ding', import('@/modules/ding/NotifyingPage')), 'NotifyingPage'),
  page(admin, 'plan', () => withTexts('plans', import('@/modules/plan/PlanPage')), 'PlanPage'),
  page(admin, 'law', () => withTexts('law', import('@/modules/law/LawPage')), 'LawPage'),
] as const;
