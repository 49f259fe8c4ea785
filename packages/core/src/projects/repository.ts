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

/** An update of a project: the fields named become others, if the project is at one of the revisions. */
export interface ProjectUpdate extends Conditional {
  readonly id: Id;
  readonly changes: Omit<UpdateProject, 'apply_to_items'>;
  readonly at: Timestamp;
}

/** The projects of one organization. */
export interface ProjectsRepository {
  /** Must store the project, active, and resolve to it. */
  /** Resolves to `undefined` when the id is taken. */
  add(project: NewProject): Promise<Project | undefined>;
  /** The projects a user has a role on, by the organization or by the project, in id order; only those whose names hold what is sought, as `searchKeyOf` writes it. Must neither skip nor repeat one that is there throughout the walk. */
  listFor(userId: Id, page: PageRequest, sought?: string | null): Promise<Page<Project>>;
  /**
   * Must change the fields that the update names, in one statement that also compares the revision: of two updates from
   * one revision, one is stale. An archived project changes only by being reopened, else it is `archived`. Where a field really changes, the revision is one higher.
   */
  update(update: ProjectUpdate): Promise<Update<Project, 'archived'>>;
  /** The deleted ones that can be restored by who may restore in the organization, in id order. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<Project>>;
  /** Resolves to `undefined` when there is no such project in this organization, also when another one has it, or it is deleted. */
  find(id: Id): Promise<Project | undefined>;
  /** Must delete the project, whatever is in it, by one row. */
  delete(id: Id, conditional: Conditional, at: Timestamp): Promise<Deletion>;
  /** Must keep every other transaction from deleting and restoring the project until this one ends; says whether it is deleted. `undefined` when there is no such project that is there or was deleted after `restorableSince`. */
  holdDeleted(id: Id, restorableSince: Timestamp): Promise<boolean | undefined>;
  /** Must bring back a deleted project. To be called after `holdDeleted`, when none of its tasks is claimed any more. */
  restore(id: Id, at: Timestamp): Promise<Project>;
}

/** An overlap that the next items of a project behind an id are to have. */
export interface OverlapChunk {
  readonly overlap: number;
  readonly after: Id | null;
  readonly change: Change;
  readonly event_id: Id;
}

/** What a change of a project does to its items. */
export interface ProjectItems {
  /**
   * Must give the next items in id order, at most `MAX_BATCH_LINES`, the overlap, or as little more as their answers and
   * claims ask for (one that has less than these already keeps what it has), as `update` does, with one event that names
   * those that changed. Resolves to the id of the last item looked at, `null` where there are no more. Changes nothing once the authority of the scope has ended.
   */
  applyOverlap(chunk: OverlapChunk): Promise<{ readonly next: Id | null } | EndedAuthority>;
}
