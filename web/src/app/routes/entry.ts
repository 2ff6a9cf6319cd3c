import { createRoute } from '@tanstack/react-router';
import { HomeRedirect } from '@/app/HomeRedirect';
import { withTexts } from '@/i18n/start';
import { page } from './page';
import { root } from './shells';

/** Before an organisation is chosen: setting up, signing in, joining, and who runs the installation. */
export const entryPages = [
  createRoute({ getParentRoute: () => root, path: '/', component: HomeRedirect }),
  page(root, 'setup', () => import('@/modules/account/SetupPage'), 'SetupPage'),
  page(root, 'sign-in', () => import('@/modules/account/SignInPage'), 'SignInPage'),
  page(root, 'sign-in/company', () => withTexts('sso', import('@/modules/account/CompanyPage')), 'CompanyPage'),
  page(
    root,
    'invitation/$token',
    () => withTexts(['sso', 'guests'], import('@/modules/account/InvitationPage')),
    'InvitationPage',
  ),
  page(root, 'join/$token', () => withTexts('joining', import('@/modules/account/JoinPage')), 'JoinPage'),
  page(root, 'joining/$request', () => withTexts('joining', import('@/modules/account/JoiningPage')), 'JoiningPage'),
  page(root, 'forgot', () => import('@/modules/account/ForgotPage'), 'ForgotPage'),
  page(root, 'reset/$token', () => import('@/modules/account/ResetPage'), 'ResetPage'),
  page(root, 'recover/{-$token}', () => import('@/modules/account/RecoverPage'), 'RecoverPage'),
  page(root, 'protect', () => import('@/modules/account/ProtectPage'), 'ProtectPage'),
  page(root, 'organisations/new', () => import('@/modules/account/NewOrganisationPage'), 'NewOrganisationPage'),
  page(
    root,
    'organisations',
    () => withTexts('verification', import('@/modules/verification/OrganisationsPage')),
    'OrganisationsPage',
  ),
  page(root, 'proof/$org', () => withTexts('verification', import('@/modules/verification/ProofPage')), 'ProofPage'),
  page(
    root,
    'operator',
    () => withTexts('verification', import('@/modules/verification/OperatorPage')),
    'OperatorPage',
  ),
  page(
    root,
    'operator/plans',
    () => withTexts('plans', import('@/modules/plan/OperatorPlansPage')),
    'OperatorPlansPage',
  ),
] as const;
