import type { OperationName } from '@goldset/core';
import type { Handler } from './handler.ts';
import { createAnnotationUI } from './views/annotation-uis.ts';
import { deleteAnnotation, importAnnotation, restoreAnnotation, reviseAnnotation } from './views/annotations.ts';
import { linkExternalUser } from './views/external-users.ts';
import { publishGuideline } from './views/guidelines.ts';
import { revokeInvitation } from './views/invitations.ts';
import { deleteItem, importItem, requeueItem, restoreItem, updateItem } from './views/items.ts';
import { createOrganization, deleteOrganization, removeMember, restoreOrganization, updateOrganization } from './views/organizations.ts';
import { deletePrediction, importPrediction, restorePrediction } from './views/predictions.ts';
import { createProject, deleteProject, restoreProject, updateProject } from './views/projects.ts';
import { createRoleBinding, deleteRoleBinding } from './views/role-bindings.ts';
import { createServiceAccount, deleteServiceAccount, revokeServiceAccountToken } from './views/service-accounts.ts';
import { importSetup } from './views/setup.ts';
import { importSkip, releaseTask, skipTask } from './views/tasks.ts';

/** An operation that no message asks for, and why. */
export interface NotOffered {
  readonly because: string;
}

const reads: NotOffered = { because: 'It reads, and a message has no answer.' };
const saysSecret: NotOffered = { because: 'Its answer is a secret that is said once: a message has no answer, and no secret stands in a topic.' };
const takesSecret: NotOffered = { because: 'Its request holds a secret, and no secret stands in a topic.' };
const waits: NotOffered = { because: 'Somebody holds the task and waits for the answer.' };

const saysCount: NotOffered = { because: 'Its answer says how many are left to be deleted, and a message has no answer.' };

/** Every operation: the type of event that asks for it, or why there is none. */
export const handlersByOperation = {
  getMe: reads,
  updateMe: { because: 'The name of a person is their own affair, and the consumer’s own is that of a machine.' },
  listUsers: reads,
  getUser: reads,
  listMyOrganizations: reads,
  listOwnTokens: reads,
  createOwnToken: saysSecret,
  revokeOwnToken: { because: 'The tokens of a person are their own affair, and the consumer’s own would take its token away from it.' },
  createOrganization,
  getOrganization: reads,
  updateOrganization,
  deleteOrganization,
  restoreOrganization,
  createInvitation: saysSecret,
  listInvitations: reads,
  revokeInvitation,
  acceptInvitation: takesSecret,
  listMembers: reads,
  removeMember,
  leaveOrganization: { because: 'It is a person’s own affair, and would take the consumer’s own access away.' },
  createRoleBinding,
  listRoleBindings: reads,
  deleteRoleBinding,
  createServiceAccount,
  deleteServiceAccount,
  listServiceAccounts: reads,
  createServiceAccountToken: saysSecret,
  listServiceAccountTokens: reads,
  revokeServiceAccountToken,
  listExternalUsers: reads,
  linkExternalUser,
  createProject,
  listProjects: reads,
  getProject: reads,
  updateProject,
  deleteProject,
  restoreProject,
  getSetup: reads,
  importSetup,
  getProgress: reads,
  listAnnotatorProgress: reads,
  createAnnotationUI,
  listAnnotationUIs: reads,
  getAnnotationUI: reads,
  getAnnotationUISchema: reads,
  publishGuideline,
  listGuidelines: reads,
  getGuideline: reads,
  importItems: importItem,
  listItems: reads,
  getItem: reads,
  updateItem,
  deleteItem,
  restoreItem,
  requeueItem,
  claimTasks: waits,
  listTasks: reads,
  getTask: reads,
  renewTask: waits,
  releaseTask,
  skipTask,
  submitTask: waits,
  importSkips: importSkip,
  listAnnotations: reads,
  getAnnotation: reads,
  importPredictions: importPrediction,
  listPredictions: reads,
  reviseAnnotation,
  listAnnotationRevisions: reads,
  importAnnotations: importAnnotation,
  deleteAnnotation,
  deleteAnnotations: saysCount,
  restoreAnnotation,
  deletePrediction,
  deletePredictions: saysCount,
  restorePrediction,
  exportProject: reads,
} as const satisfies { readonly [Name in OperationName]: Handler | NotOffered };

const isHandler = (entry: Handler | NotOffered): entry is Handler => 'type' in entry;

/** Every handler. */
export const handlers: readonly Handler[] = Object.values<Handler | NotOffered>(handlersByOperation).filter(isHandler);

/** The handlers by the type of their events. */
export const handlersByType: ReadonlyMap<string, Handler> = new Map(handlers.map((handler) => [handler.type, handler]));
