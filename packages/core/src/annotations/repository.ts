import type { EndedAuthority } from '../access/index.ts';
import type { AnnotationUI } from '../annotation-uis/index.ts';
import type {
  Change,
  Conditional,
  Deletion,
  EventTime,
  Id,
  JsonObject,
  NotedEvent,
  Page,
  PageRequest,
  Timestamp,
  ToDelete,
} from '../kernel/index.ts';
import type { Annotation, AnnotationRevision, FittingAnnotations, ListedAnnotation } from './transports.ts';

/** Selects the annotations of one annotator, or (`null`) of all annotators. */
export interface Annotator {
  readonly annotator_id: Id | null;
}

/** Filters a list of annotations. */
export interface ListedAnnotations extends Annotator {
  readonly item_id?: Id | undefined;
  /** Only annotations whose current revision was made after this moment. */
  readonly changed_since?: Timestamp | undefined;
}

/** The state that revising an annotation needs. */
export interface AnnotationToRevise {
  readonly annotation: Annotation;
  /** The data of its item. */
  readonly data: JsonObject;
  /** The controls of the annotation UI that it names. */
  readonly controls: AnnotationUI['controls'];
}

/** The next revision of an annotation. `revision` is the current one, which this revision replaces. */
export interface NewRevision extends Conditional {
  readonly annotation_id: Id;
  readonly item_id: Id;
  readonly revision: number;
  readonly value: JsonObject;
}

/** A user as a line of an import names them. */
export interface NamedUser {
  /** The e-mail address of a person, or a name. */
  readonly name: string;
  /** The source of the name; `null` if the line does not name a source. */
  readonly source: string | null;
  /** The `email_key` of the name if the name is an e-mail address; else `null`. */
  readonly email_key: string | null;
  /** The id of the user if it is known already; the name is then ignored. */
  readonly user_id?: Id | null | undefined;
}

/** The answer that a line of an import gives: its item, its annotator and its versions. */
export interface AnswerKey {
  /** A line names its item by one of these two; the other one is `null`. */
  readonly external_id: string | null;
  readonly item_id: Id | null;
  /** The e-mail address of a person, or a name. */
  readonly annotator: string;
  /** The source of the name; `null` if the line does not name a source. */
  readonly source: string | null;
  /** The `email_key` of the annotator if `annotator` is an e-mail address; else `null`. */
  readonly email_key: string | null;
  /** The id of the annotator if it is known already; the name is then ignored. */
  readonly user_id?: Id | null | undefined;
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number | null;
  /** When the answer was given, if the line has one value and says when; else `null`. */
  readonly created_at: Timestamp | null;
  /** If the line has revisions, their number and their authors without duplicates; else `null`. */
  readonly history: { readonly length: number; readonly authors: readonly NamedUser[] } | null;
  /** The key of the event that brings the line; `null` if no event does. */
  readonly event: string | null;
}

/** A value that was imported, and when it was given. */
export interface GivenValue {
  readonly value: JsonObject;
  readonly created_at: Timestamp;
}

/** A stored revision. */
export interface KeptRevision {
  /** `null` if the values of the answer are together larger than a store returns at once. */
  readonly value: JsonObject | null;
  /** The author of the revision. If that is an external user who is linked to a person, the id of the person. */
  readonly author_id: Id;
  readonly created_at: Timestamp;
}

/** The stored revisions of an answer, in their order. */
export interface KeptHistory {
  /** The number of revisions. */
  readonly length: number;
  /** The first revisions, as many as the key has. All revisions if those of another answer were merged in. */
  readonly revisions: readonly KeptRevision[];
  /** Whether a link has merged the revisions of another answer into this one. */
  readonly is_merged: boolean;
}

/** The state that importing an answer needs. */
export interface AnswerToImport {
  /** `null` if the project has no such item. */
  readonly item: { readonly id: Id; readonly data: JsonObject } | null;
  /**
   * The annotator that the name means. If the organization has an external user of that name and source, it is the
   * person whom that user is linked to, or else the external user. If there is no such external user, it is the member
   * who joined with that address. `null` if neither exists.
   */
  readonly annotator_id: Id | null;
  /** Whether the annotator has a claimed task on the item, even if its lease has ended. */
  readonly is_claimed: boolean;
  /**
   * The annotator's annotation of the item, with `given_at`, when its current value was given, and `as_of`, the event
   * time that it reflects. It may also be an annotation of an external user who is linked to the annotator, if it was
   * not moved to them yet. If there are two, it is the one that the move will leave as the annotation.
   */
  readonly annotation:
    | (Pick<Annotation, 'id' | 'value' | 'annotation_ui_version' | 'revision'> & {
        readonly given_at: Timestamp;
        readonly as_of: EventTime;
      })
    | null;
  /**
   * Imported values of other answers that belong to the annotator because of a link: answers that were merged into the
   * annotation as revisions, and answers that were not moved yet and will be merged. Holds the latest of them, as many
   * as a store looks at.
   */
  readonly earlier: readonly GivenValue[];
  /**
   * For a key with `created_at`: the values of earlier revisions of the annotation that were given at exactly this
   * moment.
   */
  readonly of_then: readonly JsonObject[];
  /** For a key with revisions: the ids of its authors, in their order, found as `annotator_id` is. */
  readonly author_ids: readonly (Id | null)[];
  /**
   * For a key with revisions: first the history of the annotation, then the histories of other answers that will be
   * merged into it.
   */
  readonly histories: readonly KeptHistory[];
  /**
   * The annotation UI version that the guideline of the key names; `null` if the project has no such guideline, or the
   * key names none.
   */
  readonly annotation_ui_version: number | null;
  /** Whether the project has the annotation UI that the key names; `false` if the key names none. */
  readonly has_annotation_ui: boolean;
  /** The content that is noted for the event of the key; `null` if none is noted. */
  readonly noted: number | null;
  /**
   * An opaque text that is passed back when the answer is written. It lets the store detect that this state has changed
   * meanwhile.
   */
  readonly seen: string;
}

/** A revision to be written. */
export interface ImportedRevision {
  readonly value: JsonObject;
  /** The author; `null` if that is the annotator. */
  readonly author_id: Id | null;
  readonly created_at: Timestamp;
}

/** An external user to create under this id. The same name and source must have the same id. */
export interface NewExternalUser extends NamedUser {
  readonly id: Id;
}

/** An answer to be written: a new annotation, or further revisions of an existing one. */
export interface ImportedAnswer {
  /** The id of the annotation if it is new. Ids ascend. */
  readonly id: Id;
  readonly item_id: Id;
  readonly annotator_id: Id;
  /** The annotator and the authors who do not exist yet. */
  readonly new_users: readonly NewExternalUser[];
  readonly revises: { readonly id: Id; readonly revision: number } | null;
  /**
   * Oldest first; the last one becomes the current revision. Empty if the annotation has this value already and only
   * gets the time of the event.
   */
  readonly revisions: readonly ImportedRevision[];
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number;
  /** Used only if the annotation is new. */
  readonly origin: Annotation['origin'];
  readonly seen: string;
  readonly event: NotedEvent | null;
  /**
   * The time of the event, if it decides which change is newer; else `null`. The answer is not written if the
   * annotation reflects a later moment or, for an answer without revisions, the same moment.
   */
  readonly ordered_by: EventTime | null;
}

/**
 * The outcome of restoring an annotation: the restored annotation; `taken` if its annotator has a claimed task on the
 * item or has answered it again; `data_replaced` if the data of the item was replaced. `undefined` if no such
 * annotation can be restored.
 */
export type AnnotationRestoration = Annotation | 'taken' | 'data_replaced' | undefined;

/**
 * Deletes and restores annotations of one project. To every other method of every repository a deleted annotation does
 * not exist. It can be restored with its revisions for a limited time.
 */
export interface AnnotationDeletions {
  /**
   * Must delete the annotation in one statement, if it is at one of the revisions in `conditional`. The annotation no
   * longer counts as an answer to its item, so a place of the item may become free. Its task, if it has one, becomes
   * released. The item moves to the end of its queue, so that the queue cursor of no annotator is past it, also not
   * that of the annotator who gave the answer. Counters follow; one `goldset.annotation.deleted` event.
   */
  delete(id: Id, conditional: Conditional, change: Change, eventId: Id): Promise<Deletion>;
  /**
   * Counts the annotations that match the filter at `now`, and returns the ids of the first ones, in whole items,
   * because the filter may ask for the state of an item: at most `limit`, but at least all matching annotations of the
   * first item.
   */
  findToDelete(filter: FittingAnnotations, now: Timestamp, limit: number): Promise<ToDelete>;
  /**
   * Must delete, in one statement, the given annotations that still match the filter, each as `delete` does and with an
   * event of its own. Resolves to the number of deleted annotations.
   */
  deleteFitting(
    ids: readonly Id[],
    filter: FittingAnnotations,
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /**
   * Lists, in id order, the deleted annotations that can be restored and whose items are not deleted. Must neither skip
   * nor repeat an annotation that is deleted throughout the walk.
   */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<ListedAnnotation>>;
  /**
   * Must restore, within the caller's transaction, an annotation that was deleted after `restorableSince`, with its
   * revisions. The restored annotation counts as an imported one and is the answer to no task. An answer that was given
   * under the name of an external user who is linked to a person belongs to that person. Must not restore the
   * annotation if its annotator has an annotation of the item, or a claimed task on it (even if its lease has ended).
   * This must hold also if claims, imports and links run at the same time. Counters follow; one
   * `goldset.annotation.restored` event.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<AnnotationRestoration>;
}

/** The annotations of one project, from submitted tasks and from imports. There is one per item and annotator. */
export interface AnnotationsRepository extends AnnotationDeletions {
  /**
   * Lists annotations in id order. Must neither skip nor repeat an annotation that exists throughout the walk. With
   * `changed_since` and without an item, looks at no more than `MAX_WALKED_ROWS` annotations for one page.
   */
  list(which: ListedAnnotations, page: PageRequest): Promise<Page<Annotation>>;
  /** Resolves to `undefined` if this project has no such annotation of this annotator. */
  find(of: Annotator, id: Id): Promise<Annotation | undefined>;
  /**
   * Lists all revisions of an annotation in their order, the current one included. The key of a position is a revision.
   */
  listRevisions(id: Id, page: PageRequest): Promise<Page<AnnotationRevision>>;
  /** Resolves to `undefined` if this project has no such annotation of this annotator. */
  findToRevise(of: Annotator, id: Id): Promise<AnnotationToRevise | undefined>;
  /**
   * Must, in one statement, store the current revision as an earlier one and replace it by the next revision, whose
   * author is the annotator. Does so if and only if the current revision is `revision`; otherwise leaves no trace and
   * resolves to `undefined`. One `goldset.annotation.revised` event.
   */
  revise(next: NewRevision, change: Change, eventId: Id): Promise<Annotation | undefined>;
  /**
   * Reads, in one statement, the state of the first of these answers: of at least one, and of no more than those whose
   * item data fits into a few megabytes. Resolves to the reason instead if the authority of the scope has ended.
   */
  findToImport(keys: readonly AnswerKey[]): Promise<readonly AnswerToImport[] | EndedAuthority>;
  /**
   * Must write the answers in one statement and resolve to whether each was written. No two of them have the same item
   * and annotator. An answer is not written, and leaves no trace, if its `seen` is outdated. This guarantees, also if
   * several imports, claims and links run at the same time:
   * - an annotator never has both an annotation of an item and a claimed task on it;
   * - a name of a source is one external user of the organization;
   * - nothing is written under the name of an external user who is linked to a person.
   *
   * A new annotation counts as an answer to its item, which may then have more answers than its overlap. Either all
   * revisions of an answer are written, with their authors and dates, or none. Counters follow; one
   * `goldset.annotations.imported` event.
   *
   * The event of a written answer is noted in the same statement. So are the events in `unchanged`, whose answers are
   * stored already. Each is noted until `notedUntil`. An answer whose event is noted already is not written. Writes
   * nothing, and resolves to the reason, if the project is deleted or the authority of the scope has ended.
   */
  importBatch(
    answers: readonly ImportedAnswer[],
    unchanged: readonly NotedEvent[],
    change: Change,
    eventId: Id,
  ): Promise<readonly boolean[] | EndedAuthority>;
}
