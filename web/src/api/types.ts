// The shapes of the API under the names the page uses. They come from the generated schema; only what
// the schema does not describe (live events, what may be missing) is written here.
import type { components } from './schema.gen';

type Schemas = components['schemas'];

export interface List<T> {
  items: T[];
  next?: string;
}

export type Problem = Partial<Schemas['HttpapiProblem']> & { status: number };

export type Region = 'hk' | 'cn' | 'sg';
export type OrganisationLink = Schemas['IdentityOrganisation'];
export type Session = Schemas['IdentitySession'];
export type SignedIn = Schemas['IdentitySignedIn'];
export type Challenge = Schemas['IdentityChallenge'];
export type RecoveryState = Schemas['IdentityRecoveryState'];
export type Recovery = Schemas['IdentityRecovery'];
export type Mobile = Schemas['MobileOutBody'];
export type Enrolment = Schemas['EnrolmentOutBody'];
export type DemoSignIn = Schemas['IdentitySignIn'];
export type Boot = Omit<Schemas['IdentityBoot'], 'session'> & { session: Session | null };
export type OrganisationInput = Omit<Required<Schemas['IdentityNewOrganisation']>, 'language' | 'type'> & {
  region: Region;
  language: string;
  type: 'company' | 'school' | 'government' | 'other';
};
export type SetupInput = {
  setup_code?: string;
  organisation: OrganisationInput;
  admin: Required<Schemas['AdminStruct']>;
};
export type DeviceSession = Schemas['IdentityDevice'];
export type Passkey = Schemas['IdentityKey'];

export type OrgMe = Schemas['SelfOutBody'];
export type Person = Schemas['DirectoryPerson'];
export type PersonInput = Omit<Required<Schemas['DirectoryNewPerson']>, 'department_ids' | 'hired_on' | 'values'> & {
  department_ids: string[];
  hired_on?: string;
  values: Record<string, string>;
};
export type InLine = Schemas['DirectoryInLine'];
export type PersonField = Schemas['DirectoryField'];
export type PersonFieldInput = Schemas['DirectoryNewField'];
export type SightRule = Omit<Schemas['DirectorySightRule'], 'also' | 'but'> & { also: Whom[]; but: Whom[] };
export type SightRuleInput = Required<Schemas['DirectoryNewSightRule']> & { also: string[]; but: string[] };
export type ReachCell = Schemas['ReachCell'];
export type ReachMatrix = Filled<Schemas['ReachMatrix'], 'cells' | 'classes'>;
export type ReachVersion = Schemas['ReachVersion'];
export type ReachAnswer = Schemas['ReachAnswer'];
export type WordRule = Filled<Schemas['ModerationRule'], 'words' | 'classes' | 'but'>;
export type WordRules = Omit<Schemas['ModerationRules'], 'rules'> & { rules: WordRule[] };
export type WordMet = Schemas['ModerationMetView'];
export type Report = Filled<Schemas['ModerationReportView'], 'said'>;
export type ReportCause = Report['cause'];
export type ReportOutcome = 'dismissed' | 'recalled' | 'warned';
export type ChatGates = Filled<Schemas['ChatGates'], 'watermark'>;
export type ChatPeriod = Schemas['ChatPeriodView'];
export type ChatPeriodInput = Pick<ChatPeriod, 'class' | 'days' | 'idle'>;
export type CopyTraces = Filled<Schemas['TracesOutBody'], 'traces'>;
export type Copied = Schemas['ChatCopied'];
export type PlanPeriod = Schemas['ChatPlanPeriod'];
export type Keeping = Schemas['ChatKeeping'];
export type ChatGoing = Schemas['ChatGoing'];
export type SightAnswer = Schemas['SightAnswerBody'];
type Filled<T, K extends keyof T> = Omit<T, K> & { [P in K]: NonNullable<T[P]> };
export type Face = Schemas['DirectoryFace'];
export type PortalLink = Schemas['DirectoryLink'];
export type Unit = Filled<Schemas['DirectoryUnit'], 'heads'>;
export type Portal = Omit<Schemas['PortalOutBody'], 'departments' | 'newcomers' | 'links'> & {
  departments: Unit[];
  newcomers: Face[];
  links: PortalLink[];
};
export type FieldFigures = Filled<Schemas['DirectoryFieldFigures'], 'values'>;
export type Figures = Filled<
  Omit<Schemas['DirectoryFigures'], 'fields'>,
  'departments' | 'grades' | 'months' | 'tenures'
> & {
  fields: FieldFigures[];
};
export type ViewLimits = Schemas['DirectoryViewLimits'];
export type Whom = Schemas['DirectoryWhom'];
export type Department = Schemas['StoreDepartment'];
export type MailDomains = Schemas['DirectoryMailDomains'];
export type Invitation = Schemas['InvitationOutBody'];

export type Door = Omit<Schemas['DirectoryDoor'], 'department'> & { department: Named | null };
export type Named = Schemas['DirectoryDepartment'];
export type ExportFile = Schemas['DirectoryExportFile'];
export type ExportFormat = ExportFile['format'];
export type ExportsAnswer = Schemas['ExportsOutBody'];
export type JoinAnswer = Schemas['DirectoryProgress'];
export type JoinInput = {
  token: string;
  name: string;
  name_zh: string;
  email?: string;
  phone?: string;
  password?: string;
  choose_later?: boolean;
};
export type JoinLink = Omit<Schemas['DirectoryJoinLink'], 'department'> & { department: Named | null };
export type JoinLinkInput = {
  label: string;
  department_id: string;
  approval: boolean;
  most: number;
  days: number;
  mail_to: string[];
};
export type MadeJoinLink = Schemas['NewJoinLinkOutBody'];
export type JoinRequest = Omit<Schemas['DirectoryJoinRequest'], 'department'> & { department: Named | null };
export type Likeness = Schemas['DirectoryLikeness'];

export type ImportField =
  | 'name'
  | 'name_zh'
  | 'email'
  | 'phone'
  | 'staff_no'
  | 'title'
  | 'grade'
  | 'hired_on'
  | 'department'
  | 'manager'
  | `own:${string}`
  | '';
export type Import = Schemas['DirectoryImport'];

export type Conversation = Omit<Schemas['ChatConversation'], 'last'> & { last: Schemas['ChatLast'] | null };
export type Member = Schemas['ChatMember'];
export type Mention = Schemas['ChatMention'];
export type Message = Schemas['ChatMessage'];
export type Attachment = Schemas['ChatAttachment'];
export type SavedSearch = Schemas['SearchSavedSearch'];
export type ConversationFolder = Schemas['ChatConversationFolder'];
export type ConversationFile = Schemas['ChatConversationFile'];
export type MessagePage = List<Message> & { more?: boolean; rev: number; from_seq?: number; changed?: Message[] };
export type Reader = Schemas['ChatReader'];
export type Reads = List<Reader> & { read_count: number; unread_count: number };
export type ThreadPage = Schemas['ThreadOutBody'];
export type FollowedThread = Schemas['ChatFollowedThread'];
export type MessageVersion = Schemas['ChatVersion'];
export type GroupRules = Schemas['ChatGroupRules'];
export type ChatRules = Schemas['ChatRules'];
export type Translation = Schemas['TranslationOutBody'];
export type HeldMessage = Schemas['ChatHeldView'];
export type ScheduledMessage = Schemas['ChatScheduled'];
export type KeptMessage = Schemas['ChatKept'];
export type LinkPreview = Schemas['PreviewPreview'];
export type LinkRules = Schemas['PreviewRules'];
export type Poll = Schemas['ChatPoll'];
export type Card = Schemas['ChatCard'];
export type CardBlock = Schemas['CardBlock'];
export type CardButton = Schemas['CardButton'];
export type CardAnswer = Schemas['PressOutBody'];
export type RobotRules = Schemas['HookRules'];
export type Todo = Schemas['TodoTodo'];
export type Robot = Schemas['HookRobot'];
export type RobotSettings = Schemas['HookSettings'];
export type MadeRobot = Schemas['HookMade'];
export type OldImport = Schemas['ChatimportView'];
export type OldPerson = Schemas['ChatimportPerson'];
export type OldConversation = Schemas['ChatimportConversation'];
export type OldProblem = Schemas['ChatimportProblem'];
export type Guest = Schemas['GuestGuest'];
export type MadeGuest = Schemas['GuestMade'];
export type GuestInput = Omit<Schemas['GuestInvitation'], 'language'>;
export type GuestWay = Schemas['GuestLink'];
export type GuestRules = Schemas['GuestRules'];
export type GuestDoor = Schemas['GuestDoor'];
export type OutsideInvitation = Schemas['GuestOutside'];
export type Marks = Schemas['MarksOutBody'];

export type UnreadIn = Schemas['IdentityUnreadIn'];
export type Unread = Schemas['UnreadOutBody'];
export type WorkItem = Schemas['DeskItem'];
export type Notice = Schemas['NotifyNotice'];
export type MessageHit = Schemas['SearchMessageHit'];
export type FoundMessages = List<MessageHit> & { looked_to?: string; made_to?: string };
export type SearchAnswer = Schemas['SearchOutBody'];
export type ObjectCard = Schemas['DeskCard'];

export type RecordState = Schemas['StateOutBody'];
export type LogKey = Schemas['ProofLogKey'];
export type Entry = Schemas['ProofEntry'];
export type RecordAction = Schemas['ProofAction'];
export type VerifyAnswer = Schemas['VerifyOutBody'];

export type RoleName = Schemas['AccessRole']['name'];
export type Role = Schemas['AccessRole'];
export type Most = Schemas['AccessMost'];
export type Swap = Schemas['AccessSwap'];
export type RoleHolder = Schemas['AccessPerson'];
export type Grant = Schemas['AccessGrant'];
export type GrantInput = Schemas['AccessNewGrant'];
export type Rule = Schemas['AccessRule'];
export type Explanation = Schemas['AccessExplanation'];
export type Reason = Schemas['AccessReason'];
export type ExplainAnswer = Schemas['AccessAnswer'];

export type RetentionClass = Schemas['RetentionClass'];
export type RetentionAnswer = Schemas['ClassesOutBody'];
export type HoldView = Omit<Schemas['RetentionHoldView'], 'person'> & { person: Schemas['RetentionSomebody'] | null };
export type HoldInput = { person_id?: string; reason: string; until: string };
export type CopyView = Schemas['RetentionCopyView'];
export type Leaver = Schemas['RetentionGone'];
export type ErasurePreview = Schemas['ErasureOutBody'];
export type LeavingReport = Schemas['RetentionLeaving'];
export type Inheritance = Schemas['DirectoryInheritance'];

export type FrameworksAnswer = Schemas['FrameworksOutBody'];
export type FrameworkAnswer = Schemas['FrameworkOutBody'];
export type Framework = Schemas['FrameworkFramework'];
export type Control = Schemas['FrameworkControlView'];
export type Overview = Schemas['OverviewOutBody'];
export type OverviewLine = Schemas['OverviewLine'];
export type OwnPlan = Schemas['PlanOutBody'];
export type PlanLine = Schemas['PlansLine'];
export type PlanTerm = Schemas['PlansTerm'];
export type PlanContent = Schemas['PlansContent'];
export type OfferedPlan = Schemas['PlansPlan'];
export type OrganisationChoices = Schemas['ChoicesOutBody'];
export type PlansAnswer = Schemas['PlansOutBody'];
export type HavingPlan = Schemas['PlansHaving'];

export type MonitoringGate = Schemas['MonitoringGate'];
export type MonitoringNotice = Schemas['MonitoringNoticeView'];
export type MonitoringGates = { items: MonitoringGate[]; notices: MonitoringNotice[] };
export type MonitoringAsked = Schemas['MonitoringAsked'];
export type Reading = Schemas['MonitoringReadingView'];
export type ReadMessage = Schemas['MonitoringSaidView'];
export type MonitoringMine = { asked: MonitoringAsked[]; readings: Reading[] };

export type Somebody = Schemas['PresenceSomebody'];
export type PresenceState = Somebody['state'];
export type PresenceChoice = Schemas['PresenceChoice'];

export type LiveEvent =
  | { t: 'presence'; states: Record<string, PresenceState | ''> }
  | { t: 'message'; conversation_id: string; message: Message }
  | { t: 'message_changed'; conversation_id: string; message: Message }
  | { t: 'read'; conversation_id: string; person_id: string; seq: number }
  | { t: 'changed'; ref: string }
  | { t: 'signed_out' }
  | { t: 'shut' }
  | { t: 'typing'; conversation_id: string; person_id: string };
