import { operations } from '@goldset/core';
import type { OperationName, WritingOperation } from '@goldset/core';
import type { Handler } from './handler.ts';
import * as annotationUis from './views/annotation-uis.ts';
import * as annotations from './views/annotations.ts';
import * as externalUsers from './views/external-users.ts';
import * as guidelines from './views/guidelines.ts';
import * as invitations from './views/invitations.ts';
import * as items from './views/items.ts';
import * as organizations from './views/organizations.ts';
import * as predictions from './views/predictions.ts';
import * as projects from './views/projects.ts';
import * as roleBindings from './views/role-bindings.ts';
import * as serviceAccounts from './views/service-accounts.ts';
import * as setup from './views/setup.ts';
import * as tasks from './views/tasks.ts';

/** Why Kafka does not offer an operation. */
export interface NotOffered {
  readonly because: string;
}

const views = {
  ...annotationUis,
  ...annotations,
  ...externalUsers,
  ...guidelines,
  ...invitations,
  ...items,
  ...organizations,
  ...predictions,
  ...projects,
  ...roleBindings,
  ...serviceAccounts,
  ...setup,
  ...tasks,
};

type Offered = (typeof views)[keyof typeof views];

const reads: NotOffered = { because: 'It reads, and a message has no answer.' };
const saysSecret: NotOffered = {
  because: 'Its answer is a secret that is said once: a message has no answer, and no secret stands in a topic.',
};
const takesSecret: NotOffered = { because: 'Its request holds a secret, and no secret stands in a topic.' };
const waits: NotOffered = { because: 'Somebody holds the task and waits for the answer.' };

const saysCount: NotOffered = {
  because: 'Its answer says how many are left to be deleted, and a message has no answer.',
};

const givesName: NotOffered = {
  because:
    'A name is given by people who see the others, and it is not kept as of when a machine or a token has its own.',
};

/**
 * Why Kafka does not offer an operation that changes something. An operation with neither a view nor a reason does not
 * compile.
 */
const notOffered: { readonly [Name in Exclude<WritingOperation, Offered['operation']>]: NotOffered } = {
  updateMe: { because: 'The name of a person is their own affair, and the consumer’s own is that of a machine.' },
  createOwnToken: saysSecret,
  updateOwnToken: {
    because: 'The tokens of a person are their own affair, and a machine has none of its own to change.',
  },
  revokeOwnToken: {
    because: 'The tokens of a person are their own affair, and the consumer’s own would take its token away from it.',
  },
  createInvitation: saysSecret,
  acceptInvitation: takesSecret,
  leaveOrganization: { because: 'It is a person’s own affair, and would take the consumer’s own access away.' },
  updateServiceAccount: givesName,
  createServiceAccountToken: saysSecret,
  updateServiceAccountToken: givesName,
  claimTasks: waits,
  renewTask: waits,
  submitTask: waits,
  deleteAnnotations: saysCount,
  deletePredictions: saysCount,
};

const byOperation: Partial<Record<OperationName, Handler | NotOffered>> = {
  ...notOffered,
  ...Object.fromEntries(Object.values<Handler>(views).map((handler) => [handler.operation, handler])),
};

/** Every operation with its handler, or with the reason why there is none. */
export const handlersByOperation = Object.fromEntries(
  Object.keys(operations).map((name) => [name, byOperation[name as OperationName] ?? reads]),
) as { readonly [Name in OperationName]: Handler | NotOffered };

const isHandler = (entry: Handler | NotOffered): entry is Handler => 'type' in entry;

/** Every handler. */
export const handlers: readonly Handler[] = Object.values<Handler | NotOffered>(handlersByOperation).filter(isHandler);

/** The handlers by the type of their events. */
export const handlersByType: ReadonlyMap<string, Handler> = new Map(handlers.map((handler) => [handler.type, handler]));
