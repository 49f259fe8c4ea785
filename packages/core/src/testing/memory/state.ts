import type {
  Annotation,
  AnnotationRevision,
  AnnotationUI,
  CompactUser,
  Event,
  Guideline,
  Id,
  Item,
  Me,
  Prediction,
  Project,
  ServiceAccount,
  TaskState,
  Timestamp,
} from '../../index.ts';
import type {
  AsOf,
  GivenValue,
  KeptAnswer,
  MovedAnswers,
  NewInvitation,
  NewOrganization,
  NewRoleBinding,
  NewToken,
} from '../../adapter.ts';
import { newTables } from './tables.ts';
import type { Tables } from './tables.ts';

/** A user, and whether it is the first user of the installation. */
export interface UserRow extends Me {
  readonly is_first: boolean;
  /** `null` for users without an e-mail address. */
  readonly email_key: string | null;
}

/** The fields of users who are not persons. */
export const withoutEmail = { email: null, email_key: null, email_verified: false } as const;

/** A member of an organization. */
export interface MemberRow {
  readonly organization_id: Id;
  readonly user_id: Id;
  readonly added_by: Id;
  readonly created_at: Timestamp;
}

/** A role binding and the organization in which it was made. */
export interface RoleBindingRow extends NewRoleBinding {
  readonly organization_id: Id;
}

/** An invitation and the organization to which it invites. The e-mail address is `null` once it was accepted. */
export interface InvitationRow extends Omit<NewInvitation, 'email'> {
  readonly organization_id: Id;
  readonly email: string | null;
  readonly failed_at: readonly Timestamp[];
}

/** What a service account has in addition to its user, and the organization to which it belongs. */
export interface ServiceAccountRow extends Pick<ServiceAccount, 'id' | 'created_by' | 'created_at'> {
  readonly organization_id: Id;
}

/**
 * An item with its position in the queue of its priority, but without its state and skips, which follow from its tasks.
 */
export interface ItemRow extends Omit<Item, 'state' | 'skips'> {
  readonly queue_position: number;
  readonly revision: number;
  /** The revision in which its data last changed. */
  readonly data_revision: number;
  /** How many times a place of the item was claimed after its lease had ended, or kept by renewing an ended lease. */
  readonly retaken: number;
}

/** A project and its revision. */
export interface ProjectRow extends Project {
  readonly revision: number;
}

/** A stored organization: its revision, when it was changed last, and when it was deleted. */
export interface OrganizationRow extends NewOrganization {
  readonly revision: number;
  readonly updated_at: Timestamp;
  readonly deleted_at: Timestamp | null;
}

/** A token and the time of its last use. */
export interface TokenRow extends NewToken {
  readonly revision: number;
  readonly updated_at: Timestamp;
  readonly last_used_at: Timestamp | null;
}

/** A task without its item's data. */
export interface TaskRow {
  readonly id: Id;
  readonly state: TaskState;
  readonly item_id: Id;
  readonly annotator: CompactUser;
  readonly lease_expires_at: Timestamp;
  readonly guideline_version: number;
  readonly annotation_ui_version: number;
  readonly skip_reason: string | null;
  readonly skipped_at: Timestamp | null;
  /** When the item was requeued after this skip. */
  readonly requeued_at: Timestamp | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

/** An idempotency record, and until when it is kept at least. */
export interface AnswerRow extends KeptAnswer {
  readonly expires_at: Timestamp;
}

/** An inbox record: an event that has brought a line of an import, and until when that is remembered. */
export interface NotedRow {
  readonly content: number;
  readonly expires_at: Timestamp;
}

/** An external user and the person to whom it is linked. */
export interface ExternalUserRow {
  readonly organization_id: Id;
  readonly id: Id;
  readonly source: string | null;
  readonly name: string;
  readonly email_key: string | null;
  readonly created_at: Timestamp;
  readonly link:
    | (MovedAnswers & {
        readonly user_id: Id;
        readonly linked_by: Id;
        readonly linked_at: Timestamp;
        readonly is_complete: boolean;
      })
    | null;
}

/**
 * What is stored about an annotation that another one was merged into: the imported values of the other one, the
 * revision that the merge made, and when the value of that revision was given.
 */
export interface MergedRow {
  readonly imported: readonly GivenValue[];
  readonly revision: number;
  readonly given_at: string;
}

/** A deleted annotation and the revision of its item at that time. */
export interface DeletedAnnotationRow extends Annotation {
  readonly deleted_at: Timestamp;
  readonly item_revision: number;
}

/** A deleted prediction. */
export interface DeletedPredictionRow extends Prediction {
  readonly deleted_at: Timestamp;
}

/** The contents of one project. */
export interface ProjectRows {
  readonly annotationUis: Map<number, AnnotationUI>;
  readonly guidelines: Map<number, Guideline>;
  readonly items: Map<Id, ItemRow>;
  /** The ids of items by `external_id`. */
  readonly names: Map<string, Id>;
  readonly tasks: Map<Id, TaskRow>;
  readonly annotations: Map<Id, Annotation>;
  readonly predictions: Map<Id, Prediction>;
  readonly deletedAnnotations: Map<Id, DeletedAnnotationRow>;
  readonly deletedPredictions: Map<Id, DeletedPredictionRow>;
  /**
   * All revisions, in their order, of those annotations (including deleted ones) that have more than one, or whose only
   * one was written by somebody other than the annotator.
   */
  readonly revisions: Map<Id, readonly AnnotationRevision[]>;
  /** For annotations (including deleted ones) that another one was merged into. */
  readonly merges: Map<Id, MergedRow>;
  /** By the keys of the events. */
  readonly inbox: Map<string, NotedRow>;
}

/** The whole state of a memory store. */
export interface State {
  readonly tables: Tables;
  readonly users: Map<Id, UserRow>;
  readonly tokens: Map<Id, TokenRow>;
  readonly organizations: Map<Id, OrganizationRow>;
  readonly members: Map<string, MemberRow>;
  readonly roleBindings: Map<Id, RoleBindingRow>;
  readonly invitations: Map<Id, InvitationRow>;
  readonly serviceAccounts: Map<Id, ServiceAccountRow>;
  readonly externalUsers: Map<Id, ExternalUserRow>;
  /**
   * The people who joined an organization with an address, by `memberKey` of the organization and the key of the
   * address.
   */
  readonly memberAddresses: Map<string, Id>;
  readonly projects: Map<Id, ProjectRow>;
  readonly contents: Map<Id, ProjectRows>;
  /** The outbox, by sequence number. */
  readonly events: Map<number, Event>;
  /** The lines of a project's export at each horizon that an export has begun with. */
  readonly horizons: Map<number, ReadonlyMap<Id, string>>;
  /** By `placeKey`. */
  readonly answers: Map<string, AnswerRow>;
  /** The event time of the revision of a row, by the id of the row, if it differs from the time of the change. */
  readonly asOf: Map<Id, AsOf>;
}

/** Creates an empty state. */
export const newState = (): State => {
  const tables = newTables();
  const { newTable } = tables;
  return {
    tables,
    users: newTable(),
    tokens: newTable(),
    organizations: newTable(),
    members: newTable(),
    roleBindings: newTable(),
    invitations: newTable(),
    serviceAccounts: newTable(),
    externalUsers: newTable(),
    memberAddresses: newTable(),
    projects: newTable(),
    contents: newTable(),
    events: newTable(),
    horizons: newTable(),
    answers: newTable(),
    asOf: newTable(),
  };
};

/** Creates an empty project. */
export const newProjectRows = ({ newTable }: Tables): ProjectRows => ({
  annotationUis: newTable(),
  guidelines: newTable(),
  items: newTable(),
  names: newTable(),
  tasks: newTable(),
  annotations: newTable(),
  predictions: newTable(),
  deletedAnnotations: newTable(),
  deletedPredictions: newTable(),
  revisions: newTable(),
  merges: newTable(),
  inbox: newTable(),
});

/** Returns a row that must exist. */
export const rowOf = <Key, Row>(rows: ReadonlyMap<Key, Row>, key: Key): Row => {
  const row = rows.get(key);
  if (row === undefined) throw new Error(`There is no row ${String(key)}.`);
  return row;
};

/** Adds a row under a key that must be free. */
export const addRow = <Key, Row>(rows: Map<Key, Row>, key: Key, row: Row): void => {
  if (rows.has(key)) throw new Error(`There is a row ${String(key)} already.`);
  rows.set(key, row);
};

/** Returns the user with this id as others see it. */
export const compactUser = ({ users }: State, id: Id): CompactUser => ({ id, name: rowOf(users, id).name });

/** The key of a member. */
export const memberKey = (organizationId: Id, userId: Id): string => `${organizationId} ${userId}`;
