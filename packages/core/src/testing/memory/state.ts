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

/** A user, and whether it is the installation's first. */
export interface UserRow extends Me {
  readonly is_first: boolean;
  /** `null` for who has no e-mail address. */
  readonly email_key: string | null;
}

/** What users have who are no people. */
export const withoutEmail = { email: null, email_key: null, email_verified: false } as const;

/** A member of an organization. */
export interface MemberRow {
  readonly organization_id: Id;
  readonly user_id: Id;
  readonly added_by: Id;
  readonly created_at: Timestamp;
}

/** A role binding, and the organization it is made in. */
export interface RoleBindingRow extends NewRoleBinding {
  readonly organization_id: Id;
}

/** An invitation, and the organization it is to; without its e-mail address once it was accepted. */
export interface InvitationRow extends Omit<NewInvitation, 'email'> {
  readonly organization_id: Id;
  readonly email: string | null;
  readonly failed_at: readonly Timestamp[];
}

/** An organization as it is kept. */
export interface OrganizationRow extends NewOrganization {
  readonly revision: number;
  readonly updated_at: Timestamp;
}

/** What is known of a service account beside its user, and the organization it belongs to. */
export interface ServiceAccountRow extends Pick<ServiceAccount, 'id' | 'created_by' | 'created_at'> {
  readonly organization_id: Id;
}

/** An item without its state and its skips, which follow from its tasks, and its place in the queue of its priority. */
export interface ItemRow extends Omit<Item, 'state' | 'skips'> {
  readonly queue_position: number;
  readonly revision: number;
  /** The revision at which its data became what it is. */
  readonly data_revision: number;
  /** How often its place was taken from a lease that had ended, or held again by one that was renewed. */
  readonly retaken: number;
}

/** A project, and the revision it is at. */
export interface ProjectRow extends Project {
  readonly revision: number;
}

/** An organization, and what becomes of it. */
export interface OrganizationRow extends NewOrganization {
  readonly revision: number;
  readonly deleted_at: Timestamp | null;
}

/** A token, and when it was used last. */
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
  /** When the skip was taken back. */
  readonly requeued_at: Timestamp | null;
  readonly created_at: Timestamp;
  readonly updated_at: Timestamp;
}

/** An answer that is kept, and until when at least. */
export interface AnswerRow extends KeptAnswer {
  readonly expires_at: Timestamp;
}

/** An event that has brought a line of an import, and until when that is remembered. */
export interface NotedRow {
  readonly content: number;
  readonly expires_at: Timestamp;
}

/** An external user, and the person they are linked to. */
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

/** What is known of an annotation of which another one has become revisions: what was imported of that one, and when the value of this revision was given. */
export interface MergedRow {
  readonly imported: readonly GivenValue[];
  readonly revision: number;
  readonly given_at: string;
}

/** An annotation that is deleted, and the revision that its item was at. */
export interface DeletedAnnotationRow extends Annotation {
  readonly deleted_at: Timestamp;
  readonly item_revision: number;
}

/** A prediction that is deleted. */
export interface DeletedPredictionRow extends Prediction {
  readonly deleted_at: Timestamp;
}

/** What is in one project. */
export interface ProjectRows {
  readonly annotationUis: Map<number, AnnotationUI>;
  readonly guidelines: Map<number, Guideline>;
  readonly items: Map<Id, ItemRow>;
  /** The items' ids under their `external_id`s. */
  readonly names: Map<string, Id>;
  readonly tasks: Map<Id, TaskRow>;
  readonly annotations: Map<Id, Annotation>;
  readonly predictions: Map<Id, Prediction>;
  readonly deletedAnnotations: Map<Id, DeletedAnnotationRow>;
  readonly deletedPredictions: Map<Id, DeletedPredictionRow>;
  /** All revisions of the annotations, deleted ones too, that have more than one, or one by somebody else than the annotator, in their order. */
  readonly revisions: Map<Id, readonly AnnotationRevision[]>;
  /** Of the annotations of which another one has become revisions, deleted ones too. */
  readonly merges: Map<Id, MergedRow>;
  /** Under the events’ keys. */
  readonly inbox: Map<string, NotedRow>;
}

/** Everything the memory store keeps. */
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
  /** The people who joined an organization with an address, under `memberKey` of the organization and the address’s key. */
  readonly memberAddresses: Map<string, Id>;
  readonly projects: Map<Id, ProjectRow>;
  readonly contents: Map<Id, ProjectRows>;
  /** The outbox, under its sequence. */
  readonly events: Map<number, Event>;
  /** What the lines of a project's export were at each horizon that was handed out. */
  readonly horizons: Map<number, ReadonlyMap<Id, string>>;
  /** Under `placeKey`. */
  readonly answers: Map<string, AnswerRow>;
  /** As of when things are what they are at a revision, by their ids, where that is another moment than that of the change. */
  readonly asOf: Map<Id, AsOf>;
}

/** A state in which nothing is. */
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

/** A project in which nothing is. */
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

/** Reads a row that must be there. */
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

/** The user with this id, as others see it. */
export const compactUser = ({ users }: State, id: Id): CompactUser => ({ id, name: rowOf(users, id).name });

/** The key of a member. */
export const memberKey = (organizationId: Id, userId: Id): string => `${organizationId} ${userId}`;
