import { createRoute } from '@tanstack/react-router';
import { HomeRedirect } from '@/app/HomeRedirect';
import { withTexts } from '@/i18n/start';
import { page } from './page';
import { org } from './shells';

/** In an organisation, for everybody in it. */
export const orgPages = [
  createRoute({ getParentRoute: () => org, path: '/', component: HomeRedirect }),
  page(org, 'im/{-$conversation}', () => import('@/modules/chat/ChatPage'), 'ChatPage'),
  page(org, 'im/later', () => withTexts('later', import('@/modules/chat/LaterPage')), 'LaterPage'),
  page(org, 'search', () => withTexts('search', import('@/modules/search/SearchPage')), 'SearchPage'),
  page(org, 'ding/{-$what}', () => withTexts('ding', import('@/modules/ding/DingPage')), 'DingPage'),
  page(org, 'work', () => import('@/modules/work/WorkPage'), 'WorkPage'),
  page(org, 'contacts', () => withTexts('people', import('@/modules/directory/ContactsPage')), 'ContactsPage'),
  page(
    org,
    'contacts/import/{-$id}',
    () => withTexts('people', import('@/modules/directory/ImportPage')),
    'ImportPage',
  ),
  page(org, 'contacts/chart', () => withTexts('people', import('@/modules/directory/ChartPage')), 'ChartPage'),
  page(org, 'contacts/organisation', () => withTexts('portal', import('@/modules/directory/PortalPage')), 'PortalPage'),
  page(
    org,
    'contacts/statistics',
    () => withTexts('portal', import('@/modules/directory/StatisticsPage')),
    'StatisticsPage',
  ),
  page(
    org,
    'announcements',
    () => withTexts('announce', import('@/modules/announce/AnnouncementsPage')),
    'AnnouncementsPage',
  ),
  page(
    org,
    'announcements/$announcement',
    () => withTexts('announce', import('@/modules/announce/AnnouncementPage')),
    'AnnouncementPage',
  ),
  page(
    org,
    'announcements/write/{-$announcement}',
    () => withTexts('announce', import('@/modules/announce/WritePage')),
    'WritePage',
  ),
  page(org, 'apps', () => import('@/app/WorkbenchPage'), 'WorkbenchPage'),
  page(
    org,
    'me',
    () => withTexts(['writing', 'welcome', 'monitoring', 'presence', 'sso', 'ding'], import('@/app/MyPage')),
    'MyPage',
  ),
  page(org, 'welcome', () => withTexts(['welcome', 'announce', 'ding'], import('@/app/FirstPage')), 'FirstPage'),
] as const;
