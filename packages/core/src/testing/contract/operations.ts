import type { Application, Caller, DomainError, Id, OperationName, Result, Target } from '../../index.ts';
import { linesOf } from './world.ts';

/** The ids of things that operations are tried on. */
export interface Subjects {
  readonly organization_id: Id;
  readonly project_id: Id;
  readonly item_id: Id;
  readonly task_id: Id;
  readonly annotation_id: Id;
  readonly prediction_id: Id;
  readonly version: number;
  /** A service account. */
  readonly user_id: Id;
  readonly token_id: Id;
  readonly role_binding_id: Id;
  readonly invitation_id: Id;
  /** A person who is a member. */
  readonly person_id: Id;
}

/** An operation that can be tried: what it acts on, and how it is called there. */
export interface Attempt {
  readonly on: Target['type'];
  /** Whether it names something inside its target, which can be another's. */
  readonly namesPart: boolean;
  readonly call: (application: Application, caller: Caller) => Promise<Result<unknown, DomainError>>;
}

const page = { per_page: 1, order: 'asc' } as const;

/** Every operation, tried on these things. */
export const attemptsOn = (subjects: Subjects): { readonly [Name in OperationName]: Attempt } => {
  const {
    organization_id,
    project_id,
    item_id,
    task_id,
    annotation_id,
    prediction_id,
    version,
    user_id,
    token_id,
    role_binding_id,
    invitation_id,
    person_id,
  } = subjects;
  const on =
    (type: Target['type'], namesPart = false) =>
    (call: Attempt['call']): Attempt => ({ on: type, namesPart, call });
  const [above, organization, project] = [on('installation'), on('organization'), on('project')];
  const [part, organizationPart, projectPart] = [
    on('installation', true),
    on('organization', true),
    on('project', true),
  ];
  const controls = [{ name: 'a', kind: 'choice', source: 'b', required: true, options: ['c'] }] as const;
  return {
    getMe: above((application, caller) => application.getMe(caller, {})),
    updateMe: above((application, caller) => application.updateMe(caller, { name: 'x' })),
    listUsers: above((application, caller) => application.listUsers(caller, { page })),
    getUser: part((application, caller) => application.getUser(caller, { user_id: person_id })),
    listMyOrganizations: above((application, caller) => application.listMyOrganizations(caller, { page })),
    listOwnTokens: above((application, caller) => application.listOwnTokens(caller, { page })),
    createOwnToken: above((application, caller) => application.createOwnToken(caller, { name: 'x' })),
    getOwnToken: part((application, caller) => application.getOwnToken(caller, { token_id })),
    updateOwnToken: part((application, caller) => application.updateOwnToken(caller, { token_id, name: 'x' })),
    revokeOwnToken: part((application, caller) => application.revokeOwnToken(caller, { token_id })),
    getCurrentToken: above((application, caller) => application.getCurrentToken(caller, {})),
    createOrganization: above((application, caller) => application.createOrganization(caller, { name: 'x' })),
    getOrganization: organization((application, caller) => application.getOrganization(caller, { organization_id })),
    updateOrganization: organization((application, caller) =>
      application.updateOrganization(caller, { organization_id, name: 'x' }),
    ),
    createRoleBinding: organization((application, caller) =>
      application.createRoleBinding(caller, {
        organization_id,
        user_id,
        role: 'viewer',
        target: { type: 'organization', id: organization_id },
      }),
    ),
    deleteOrganization: organization((application, caller) =>
      application.deleteOrganization(caller, { organization_id }),
    ),
    restoreOrganization: organization((application, caller) =>
      application.restoreOrganization(caller, { organization_id }),
    ),
    createInvitation: organization((application, caller) =>
      application.createInvitation(caller, { organization_id, email: 'x@example.org', roles: [] }),
    ),
    listInvitations: organization((application, caller) =>
      application.listInvitations(caller, { organization_id, page }),
    ),
    getInvitation: organizationPart((application, caller) =>
      application.getInvitation(caller, { organization_id, invitation_id }),
    ),
    revokeInvitation: organizationPart((application, caller) =>
      application.revokeInvitation(caller, { organization_id, invitation_id }),
    ),
    acceptInvitation: above((application, caller) => application.acceptInvitation(caller, { secret: 'unknown' })),
    listMembers: organization((application, caller) => application.listMembers(caller, { organization_id, page })),
    getMember: organizationPart((application, caller) => application.getMember(caller, { organization_id, user_id })),
    removeMember: organizationPart((application, caller) =>
      application.removeMember(caller, { organization_id, user_id }),
    ),
    leaveOrganization: organization((application, caller) =>
      application.leaveOrganization(caller, { organization_id }),
    ),
    listRoleBindings: organization((application, caller) =>
      application.listRoleBindings(caller, { organization_id, page }),
    ),
    getRoleBinding: organizationPart((application, caller) =>
      application.getRoleBinding(caller, { organization_id, role_binding_id }),
    ),
    deleteRoleBinding: organizationPart((application, caller) =>
      application.deleteRoleBinding(caller, { organization_id, role_binding_id }),
    ),
    createServiceAccount: organization((application, caller) =>
      application.createServiceAccount(caller, { organization_id, name: 'x', roles: [] }),
    ),
    listServiceAccounts: organization((application, caller) =>
      application.listServiceAccounts(caller, { organization_id, page }),
    ),
    getServiceAccount: organizationPart((application, caller) =>
      application.getServiceAccount(caller, { organization_id, user_id }),
    ),
    updateServiceAccount: organizationPart((application, caller) =>
      application.updateServiceAccount(caller, { organization_id, user_id, name: 'x' }),
    ),
    deleteServiceAccount: organizationPart((application, caller) =>
      application.deleteServiceAccount(caller, { organization_id, user_id }),
    ),
    createServiceAccountToken: organizationPart((application, caller) =>
      application.createServiceAccountToken(caller, { organization_id, user_id, name: 'x' }),
    ),
    listServiceAccountTokens: organizationPart((application, caller) =>
      application.listServiceAccountTokens(caller, { organization_id, user_id, page }),
    ),
    getServiceAccountToken: organizationPart((application, caller) =>
      application.getServiceAccountToken(caller, { organization_id, user_id, token_id }),
    ),
    updateServiceAccountToken: organizationPart((application, caller) =>
      application.updateServiceAccountToken(caller, { organization_id, user_id, token_id, name: 'x' }),
    ),
    revokeServiceAccountToken: organizationPart((application, caller) =>
      application.revokeServiceAccountToken(caller, { organization_id, user_id, token_id }),
    ),
    listExternalUsers: organization((application, caller) =>
      application.listExternalUsers(caller, { organization_id, page }),
    ),
    getExternalUser: organizationPart((application, caller) =>
      application.getExternalUser(caller, { organization_id, external_user_id: user_id }),
    ),
    linkExternalUser: organizationPart((application, caller) =>
      application.linkExternalUser(caller, { organization_id, external_user_id: user_id, user_id }),
    ),
    createProject: organization((application, caller) =>
      application.createProject(caller, {
        organization_id,
        name: 'x',
        description: '',
        overlap: 1,
        lease_seconds: 60,
        max_claimed: 100,
        show_predictions: false,
      }),
    ),
    listProjects: organization((application, caller) => application.listProjects(caller, { organization_id, page })),
    getSetup: project((application, caller) => application.getSetup(caller, { project_id })),
    importSetup: project((application, caller) =>
      application.importSetup(caller, { project_id, annotation_uis: [], guidelines: [] }),
    ),
    getProject: project((application, caller) => application.getProject(caller, { project_id })),
    updateProject: project((application, caller) => application.updateProject(caller, { project_id, name: 'x' })),
    deleteProject: project((application, caller) => application.deleteProject(caller, { project_id })),
    restoreProject: project((application, caller) => application.restoreProject(caller, { project_id })),
    getProgress: project((application, caller) => application.getProgress(caller, { project_id })),
    listAnnotatorProgress: project((application, caller) =>
      application.listAnnotatorProgress(caller, { project_id, page }),
    ),
    createAnnotationUI: project((application, caller) =>
      application.createAnnotationUI(caller, { project_id, name: 'x', controls }),
    ),
    listAnnotationUIs: project((application, caller) => application.listAnnotationUIs(caller, { project_id, page })),
    getAnnotationUI: projectPart((application, caller) => application.getAnnotationUI(caller, { project_id, version })),
    getAnnotationUISchema: projectPart((application, caller) =>
      application.getAnnotationUISchema(caller, { project_id, version }),
    ),
    publishGuideline: project((application, caller) => application.publishGuideline(caller, { project_id, text: 'x' })),
    listGuidelines: project((application, caller) => application.listGuidelines(caller, { project_id, page })),
    getGuideline: projectPart((application, caller) => application.getGuideline(caller, { project_id, version })),
    importItems: project((application, caller) =>
      application.importItems(caller, {
        project_id,
        lines: linesOf([{ data: {} }]),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
    ),
    listItems: project((application, caller) => application.listItems(caller, { project_id, page })),
    getItem: projectPart((application, caller) => application.getItem(caller, { project_id, item_id })),
    updateItem: projectPart((application, caller) =>
      application.updateItem(caller, { project_id, item_id, priority: 1 }),
    ),
    deleteItem: projectPart((application, caller) => application.deleteItem(caller, { project_id, item_id })),
    requeueItem: projectPart((application, caller) => application.requeueItem(caller, { project_id, item_id })),
    restoreItem: projectPart((application, caller) => application.restoreItem(caller, { project_id, item_id })),
    claimTasks: project((application, caller) => application.claimTasks(caller, { project_id, count: 1 })),
    listTasks: project((application, caller) => application.listTasks(caller, { project_id, page })),
    getTask: projectPart((application, caller) => application.getTask(caller, { project_id, task_id })),
    renewTask: projectPart((application, caller) => application.renewTask(caller, { project_id, task_id })),
    releaseTask: projectPart((application, caller) => application.releaseTask(caller, { project_id, task_id })),
    skipTask: projectPart((application, caller) => application.skipTask(caller, { project_id, task_id })),
    importSkips: project((application, caller) =>
      application.importSkips(caller, { project_id, lines: linesOf([]), on_conflict: 'reject', on_error: 'continue' }),
    ),
    submitTask: projectPart((application, caller) =>
      application.submitTask(caller, { project_id, task_id, value: {} }),
    ),
    listAnnotations: project((application, caller) => application.listAnnotations(caller, { project_id, page })),
    getAnnotation: projectPart((application, caller) =>
      application.getAnnotation(caller, { project_id, annotation_id }),
    ),
    exportProject: project((application, caller) =>
      application.exportProject(caller, { project_id, people: 'name', format: 'ndjson', formulas: 'escape' }),
    ),
    importPredictions: project((application, caller) =>
      application.importPredictions(caller, {
        project_id,
        lines: linesOf([]),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
    ),
    listPredictions: project((application, caller) => application.listPredictions(caller, { project_id, page })),
    getPrediction: projectPart((application, caller) =>
      application.getPrediction(caller, { project_id, prediction_id }),
    ),
    reviseAnnotation: projectPart((application, caller) =>
      application.reviseAnnotation(caller, { project_id, annotation_id, value: {} }),
    ),
    deleteAnnotation: projectPart((application, caller) =>
      application.deleteAnnotation(caller, { project_id, annotation_id }),
    ),
    deleteAnnotations: project((application, caller) =>
      application.deleteAnnotations(caller, { project_id, filter: { source: 'import' }, expected_count: 0 }),
    ),
    restoreAnnotation: projectPart((application, caller) =>
      application.restoreAnnotation(caller, { project_id, annotation_id }),
    ),
    deletePrediction: projectPart((application, caller) =>
      application.deletePrediction(caller, { project_id, prediction_id }),
    ),
    deletePredictions: project((application, caller) =>
      application.deletePredictions(caller, { project_id, filter: { model: 'x' }, expected_count: 0 }),
    ),
    restorePrediction: projectPart((application, caller) =>
      application.restorePrediction(caller, { project_id, prediction_id }),
    ),
    listAnnotationRevisions: projectPart((application, caller) =>
      application.listAnnotationRevisions(caller, { project_id, annotation_id, page }),
    ),
    importAnnotations: project((application, caller) =>
      application.importAnnotations(caller, {
        project_id,
        lines: linesOf([{ external_id: 'x', annotator: 'x', value: {} }]),
        on_conflict: 'reject',
        on_error: 'continue',
      }),
    ),
  };
};
