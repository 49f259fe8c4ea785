import type { EndedAuthority } from '../access/index.ts';
import type { Change, Conditional, Deletion, Id, Page, PageRequest, Timestamp, Update } from '../kernel/index.ts';
import type { Project, UpdateProject } from './transports.ts';

/** A project to be stored. */
export interface NewProject {
  readonly id: Id;
  readonly name: string;
  readonly description: string;
  readonly overlap: number;
  readonly lease_seconds: number;
  readonly max_claimed: number;
  readonly show_predictions: boolean;
  readonly created_by: Id;
  readonly created_at: Timestamp;
}

/** An update of a project: sets the named fields, if the project is at one of the revisions in `if_revision`. */
export interface ProjectUpdate extends Conditional {
  readonly id: Id;
  readonly changes: Omit<UpdateProject, 'apply_to_items'>;
  readonly at: Timestamp;
}

/** The projects of one organization. */
export interface ProjectsRepository {
  /** Must store the project as an active one and resolve to it, or to `undefined` if the id is taken. */
  add(project: NewProject): Promise<Project | undefined>;
  /**
   * Lists, in id order, the projects on which a user has a role, from the organization or from the project. With
   * `sought`, lists only projects whose name contains this text; `searchKeyOf` writes it. Must neither skip nor repeat
   * a project that exists throughout the walk.
   */
  listFor(userId: Id, page: PageRequest, sought?: string | null): Promise<Page<Project>>;
  /**
   * Must set the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. An archived project accepts only an update that reopens it; any other update has the
   * outcome `archived`. The revision rises by one if a value really changes.
   */
  update(update: ProjectUpdate): Promise<Update<Project, 'archived'>>;
  /**
   * Lists, in id order, the deleted projects that can still be restored, for users who may restore projects in the
   * organization. Must neither skip nor repeat a project that is deleted throughout the walk.
   */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<Project>>;
  /**
   * Resolves to `undefined` if this organization has no such project: it does not exist, belongs to another
   * organization or is deleted.
   */
  find(id: Id): Promise<Project | undefined>;
  /** Must delete the project by writing one row, whatever the project contains. */
  delete(id: Id, conditional: Conditional, at: Timestamp): Promise<Deletion>;
  /**
   * Must prevent every other transaction from deleting or restoring the project until this transaction ends. Resolves
   * to whether the project is deleted, or to `undefined` if the project neither exists nor was deleted after
   * `restorableSince`.
   */
  holdDeleted(id: Id, restorableSince: Timestamp): Promise<boolean | undefined>;
  /**
   * Must restore a deleted project. Call it after `holdDeleted`, when none of the project's tasks is claimed any more.
   */
  restore(id: Id, at: Timestamp): Promise<Project>;
}

/** The overlap for the next chunk of a project's items: those with an id greater than `after`. */
export interface OverlapChunk {
  readonly overlap: number;
  readonly after: Id | null;
  readonly change: Change;
  readonly event_id: Id;
}

/** Applies a change of a project to its items. */
export interface ProjectItems {
  /**
   * Must set the overlap of the next items in id order, at most `MAX_BATCH_LINES`. An item with more answers and claims
   * than this overlap gets that number instead; if its overlap is below that number already, it stays as it is. Changes
   * items as `update` does, with one event that names those that changed. Resolves to the id of the last item looked
   * at, or to `null` if no item is left. Must change nothing after the authority of the scope has ended.
   */
  applyOverlap(chunk: OverlapChunk): Promise<{ readonly next: Id | null } | EndedAuthority>;
}
