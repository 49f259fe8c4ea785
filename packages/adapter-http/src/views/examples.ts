import { csvWriter } from '@goldset/core/adapter';
import type {
  AccessRemoval,
  AcceptedInvitation,
  Annotation,
  AnnotatorProgress,
  AnnotationRevision,
  AnnotationUI,
  AnswerSchema,
  Claim,
  CompactOrganization,
  CompactUser,
  CreatedInvitation,
  CreatedToken,
  CurrentToken,
  ExportedItem,
  ExternalUser,
  Guideline,
  ImportResult,
  Invitation,
  Item,
  ItemSkip,
  LinkedExternalUser,
  ListedOrganization,
  Me,
  Member,
  Organization,
  Prediction,
  Progress,
  Project,
  RoleBinding,
  ServiceAccount,
  Setup,
  Task,
  Token,
  User,
} from '@goldset/core';

const id = (last: string): string => `0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a${last.padStart(4, '0')}`;
const at = '2026-11-22T09:30:00.000Z';
const ada = { id: id('1'), name: 'Ada' };
const annotator = { id: id('2'), name: 'annotator-1' };

const me: Me = {
  id: ada.id,
  kind: 'person',
  name: 'Ada',
  email: 'ada@example.org',
  email_verified: true,
  revision: 1,
  created_at: at,
  updated_at: at,
};

const compactUser: CompactUser = ada;

const user: User = { ...ada, kind: 'person', created_at: at };

const compactOrganization: CompactOrganization = { id: id('10'), name: 'Acme Research' };

const listedOrganization: ListedOrganization = { ...compactOrganization, deleted_at: null };

const organization: Organization = {
  ...compactOrganization,
  revision: 1,
  created_by: ada,
  created_at: at,
  updated_at: at,
  member_count: 3,
};

const token: Token = {
  id: id('20'),
  name: 'laptop',
  prefix: 'gs_Zk3vT',
  organization_id: null,
  permissions: null,
  expires_at: null,
  last_used_at: null,
  revision: 1,
  created_at: at,
  updated_at: at,
};

const createdToken: CreatedToken = { ...token, secret: 'gs_Zk3vT…' };

const currentToken: CurrentToken = {
  ...token,
  name: 'pipeline',
  organization_id: compactOrganization.id,
  permissions: ['item:import', 'project:read'],
  user: { ...annotator, kind: 'service' },
  organization: compactOrganization,
  own_permissions: ['current_token:read'],
  access: [
    { organization: compactOrganization, project: null, roles: [], permissions: [] },
    {
      organization: compactOrganization,
      project: { id: id('30'), name: 'Movie reviews' },
      roles: ['manager'],
      permissions: ['project:read', 'item:import'],
    },
  ],
  is_complete: true,
};

const serviceAccount: ServiceAccount = { ...annotator, revision: 1, created_by: ada, created_at: at, updated_at: at };

const externalUser: ExternalUser = {
  id: id('4'),
  name: 'grace@example.org',
  source: null,
  answers: 0,
  link: {
    user: { id: id('3'), name: 'Grace' },
    linked_by: ada,
    linked_at: at,
    moved: 412,
    merged: 3,
    reopened: 1,
    released: 0,
    remaining: 0,
    is_complete: true,
  },
  created_at: at,
};

const linkedExternalUser: LinkedExternalUser = {
  external_user: {
    ...externalUser,
    answers: 412,
    link: {
      ...(externalUser.link as NonNullable<ExternalUser['link']>),
      moved: 0,
      merged: 0,
      reopened: 0,
      remaining: 412,
      is_complete: false,
    },
  },
  moved: 412,
  merged: 3,
  reopened: 1,
  released: 0,
};

const invitation: Invitation = {
  id: id('25'),
  email: 'grace@example.org',
  roles: ['reviewer'],
  created_by: ada,
  created_at: at,
  expires_at: '2026-11-29T09:30:00.000Z',
};

const accessRemoval: AccessRemoval = { service_accounts: [annotator], revoked_invitations: [{ id: id('25') }] };

const createdInvitation: CreatedInvitation = { ...invitation, secret: 'gs_Zk3vT…' };

const acceptedInvitation: AcceptedInvitation = {
  organization: compactOrganization,
  user: { id: id('3'), name: 'Grace' },
  token: { ...createdToken, name: 'invitation' },
};

const member: Member = {
  user: { id: id('3'), name: 'Grace' },
  kind: 'person',
  email: 'grace@example.org',
  email_verified: false,
  roles: ['reviewer'],
  added_by: ada,
  created_at: at,
};

const roleBinding: RoleBinding = {
  id: id('26'),
  user: annotator,
  role: 'annotator',
  target: { type: 'project', id: id('30') },
  created_by: ada,
  created_at: at,
};

const project: Project = {
  id: id('30'),
  organization: compactOrganization,
  name: 'Movie reviews',
  description: '',
  state: 'active',
  overlap: 3,
  lease_seconds: 600,
  max_claimed: 100,
  show_predictions: false,
  revision: 1,
  created_by: ada,
  created_at: at,
  updated_at: at,
  deleted_at: null,
};

const annotationUI: AnnotationUI = {
  id: id('40'),
  version: 1,
  name: 'Sentiment',
  controls: [{ kind: 'choice', name: 'sentiment', required: true, source: 'text', options: ['positive', 'negative'] }],
  created_by: ada,
  created_at: at,
};

const answerSchema: AnswerSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { sentiment: { type: 'string', enum: ['positive', 'negative'] } },
  required: ['sentiment'],
  additionalProperties: false,
};

const guideline: Guideline = {
  id: id('50'),
  version: 1,
  text: '# Sentiment\n\nJudge the sentence, not the film.',
  annotation_ui_version: 1,
  created_by: ada,
  created_at: at,
};

const setup: Setup = {
  settings: {
    description: project.description,
    overlap: project.overlap,
    lease_seconds: project.lease_seconds,
    max_claimed: project.max_claimed,
    show_predictions: project.show_predictions,
  },
  annotation_uis: [{ version: 1, name: annotationUI.name, controls: annotationUI.controls }],
  guidelines: [{ version: 1, text: guideline.text, annotation_ui_version: 1 }],
};

const itemSkip: ItemSkip = {
  task_id: id('71'),
  annotator,
  reason: 'not in English',
  skipped_at: at,
  requeued_at: null,
};

const requeued: NonNullable<Item['requeued']> = {
  by: ada,
  reason: 'The guideline says by now what to do with these.',
  at,
};

const item: Item = {
  id: id('60'),
  external_id: 'sentence-1',
  data: { text: 'the cast is phenomenal' },
  metadata: {},
  priority: 0,
  overlap: 3,
  state: 'open',
  annotation_count: 1,
  skips: [itemSkip],
  requeued: null,
  revision: 1,
  created_at: at,
  updated_at: at,
  deleted_at: null,
};

const importResult: ImportResult = {
  created: 998,
  updated: 0,
  unchanged: 1,
  rejected: 1,
  errors: [{ line: 17, pointer: '/data', code: 'required', detail: 'This field is required.' }],
};

const task: Task = {
  id: id('70'),
  state: 'claimed',
  item: { id: item.id, external_id: item.external_id, data: item.data },
  annotator,
  lease: { expires_at: '2026-11-22T09:40:00.000Z' },
  guideline_version: 1,
  annotation_ui_version: 1,
  predictions: [],
  skip_reason: null,
  created_at: at,
  updated_at: at,
};

const claim: Claim = {
  tasks: [task],
  guidelines: [guideline],
  annotation_uis: [annotationUI],
  reason: null,
  retry_after: null,
};

const annotation: Annotation = {
  id: id('80'),
  item_id: item.id,
  task_id: task.id,
  annotator,
  value: { sentiment: 'positive' },
  guideline_version: 1,
  annotation_ui_version: 1,
  source: 'task',
  origin: null,
  revision: 1,
  created_at: at,
  updated_at: at,
};

const prediction: Prediction = {
  id: id('90'),
  item_id: item.id,
  model: 'sentiment-small',
  model_version: '3',
  score: 0.97,
  value: { sentiment: 'positive' },
  annotation_ui_version: 1,
  created_at: at,
};
const annotationRevision: AnnotationRevision = {
  revision: 1,
  value: annotation.value,
  author: annotator,
  source: 'task',
  created_at: at,
};

const revisedAnnotation: Annotation = {
  ...annotation,
  value: { sentiment: 'negative' },
  revision: 2,
  updated_at: '2026-11-22T10:30:00.000Z',
};

const progress: Progress = {
  items: { open: 2_400, claimed: 12, complete: 2_587, exhausted: 3 },
  tasks: { claimed: 20, submitted: 9_981, skipped: 31, released: 4, expired: 9 },
};

const annotatorProgress: AnnotatorProgress = {
  annotator,
  tasks: { claimed: 2, submitted: 641, skipped: 3, released: 0, expired: 1 },
  annotations: 641,
};

const { deleted_at: _, ...itemFields } = item;
const exportedItem: ExportedItem = {
  ...itemFields,
  skips: itemFields.skips.map((skip) => ({ ...skip, annotator: { ...skip.annotator, kind: 'person' } })),
  requeued: null,
  annotations: [{ ...annotation, annotator: { ...annotator, kind: 'person' }, revisions: [] }],
  predictions: [prediction],
};

const exportedTable = (delimiter: ',' | '\t'): string => {
  const { header, rows } = csvWriter([annotationUI], { delimiter, escapeFormulas: true });
  return [header, ...rows(exportedItem), ''].join('\r\n');
};
const exportedRows = { csv: exportedTable(','), tsv: exportedTable('\t') };

const itemRows = 'external_id,text,year\r\nsentence-1,the cast is phenomenal,2019\r\n';
const annotationRows = 'external_id,annotator,sentiment\r\nsentence-1,w17,positive\r\n';

/** The example of each schema in the contract. */
export const examples = {
  accessRemoval,
  me,
  compactUser,
  user,
  compactOrganization,
  listedOrganization,
  organization,
  token,
  createdToken,
  currentToken,
  serviceAccount,
  externalUser,
  linkedExternalUser,
  invitation,
  createdInvitation,
  acceptedInvitation,
  member,
  roleBinding,
  project,
  annotationUI,
  answerSchema,
  guideline,
  setup,
  item,
  itemSkip,
  requeued,
  importResult,
  task,
  claim,
  annotation,
  prediction,
  annotationRevision,
  revisedAnnotation,
  progress,
  annotatorProgress,
  exportedItem,
  exportedRows,
  itemRows,
  annotationRows,
} as const;
