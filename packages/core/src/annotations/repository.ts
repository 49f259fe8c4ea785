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

/** Whose annotations: those of one annotator, or (`null`) of all. */
export interface Annotator {
  readonly annotator_id: Id | null;
}

/** Which annotations are listed. */
export interface ListedAnnotations extends Annotator {
  readonly item_id?: Id | undefined;
  /** Only those whose present revision was made after this moment. */
  readonly changed_since?: Timestamp | undefined;
}

/** What revising an annotation needs to know of it. */
export interface AnnotationToRevise {
  readonly annotation: Annotation;
  /** The data of its item. */
  readonly data: JsonObject;
  /** The controls of the annotation UI that it names. */
  readonly controls: AnnotationUI['controls'];
}

/** The next revision of an annotation; `revision` is the one that it takes the place of. */
export interface NewRevision extends Conditional {
  readonly annotation_id: Id;
  readonly item_id: Id;
  readonly revision: number;
  readonly value: JsonObject;
}

/** Somebody as a line of an import names them. */
export interface NamedUser {
  /** The e-mail address of a person, or a name. */
  readonly name: string;
  /** Where the name comes from; `null` where its line does not say it. */
  readonly source: string | null;
  /** The key of the name where that is an e-mail address. */
  readonly email_key: string | null;
  /** Who that is, where it is known already; the name then says nothing. */
  readonly user_id?: Id | null | undefined;
}

/** Whose answer to which item is to be imported, as its line says it. */
export interface AnswerKey {
  /** One of the two names of the item; `null` for the other one. */
  readonly external_id: string | null;
  readonly item_id: Id | null;
  /** The e-mail address of a person, or a name. */
  readonly annotator: string;
  /** Where the name comes from; `null` where its line does not say it. */
  readonly source: string | null;
  /** The key of the annotator where that is an e-mail address. */
  readonly email_key: string | null;
  /** Who the annotator is, where it is known already; the name then says nothing. */
  readonly user_id?: Id | null | undefined;
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number | null;
  /** When the answer was given, as a line with one value says it; else `null`. */
  readonly created_at: Timestamp | null;
  /** Of a line with revisions, how many it has, and their authors, each once; else `null`. */
  readonly history: { readonly length: number; readonly authors: readonly NamedUser[] } | null;
  /** The key of the event that brings it. */
  readonly event: string | null;
}

/** A value that was imported, and when it was given. */
export interface GivenValue {
  readonly value: JsonObject;
  readonly created_at: Timestamp;
}

/** A revision as it is kept. */
export interface KeptRevision {
  /** `null` where the values of the answer are more than a store hands out at once. */
  readonly value: JsonObject | null;
  /** Who gave it: the person, where the author is an external user who is linked to one. */
  readonly author_id: Id;
  readonly created_at: Timestamp;
}

/** All that an answer was, in the order of its revisions. */
export interface KeptHistory {
  /** How many revisions there are. */
  readonly length: number;
  /** The first ones, as many as the key has; all of them where others were merged in. */
  readonly revisions: readonly KeptRevision[];
  /** Whether a link has made another answer revisions of this one. */
  readonly is_merged: boolean;
}

/** What importing an answer needs to know. */
export interface AnswerToImport {
  /** `null` where the project has no such item. */
  readonly item: { readonly id: Id; readonly data: JsonObject } | null;
  /**
   * Where the organization has an external user of that name and source, the person whom they are linked to, or else they themselves; or
   * else who joined with that address; `null` where there is none.
   */
  readonly annotator_id: Id | null;
  /** Whether the annotator has a claimed task on the item, its lease ended or not. */
  readonly is_claimed: boolean;
  /** The annotator's annotation of the item, when its present value was given, and as of when it is what it is; or one that has not followed from an external user who is linked to them. Of two, the one that will stay. */
  readonly annotation:
    | (Pick<Annotation, 'id' | 'value' | 'annotation_ui_version' | 'revision'> & {
        readonly given_at: Timestamp;
        readonly as_of: EventTime;
      })
    | null;
  /**
   * Beside it, what was imported of answers that are the annotator’s because of a link: of those that a merge has made revisions of the
   * annotation, and of those that have not followed and will become such. The latest of them, as many as a store looks at.
   */
  readonly earlier: readonly GivenValue[];
  /** Of a key with `created_at`, the values of earlier revisions of the annotation that were given at that very moment. */
  readonly of_then: readonly JsonObject[];
  /** Of a key with revisions, who its authors are, in their order, as `annotator_id` says it of the annotator. */
  readonly author_ids: readonly (Id | null)[];
  /** Of a key with revisions, all that the annotation was, and then what other answers were that will become revisions of it. */
  readonly histories: readonly KeptHistory[];
  /** The annotation UI version that the guideline of the key names; `null` where the project has no such guideline, or the key names none. */
  readonly annotation_ui_version: number | null;
  /** Whether the project has the annotation UI that the key names; `false` where it names none. */
  readonly has_annotation_ui: boolean;
  /** The content that was noted of its event, if it was. */
  readonly noted: number | null;
  /** Handed back when the answer is written, so that the store sees whether all this still holds. */
  readonly seen: string;
}

/** A revision to be written. */
export interface ImportedRevision {
  readonly value: JsonObject;
  /** `null`: the annotator. */
  readonly author_id: Id | null;
  readonly created_at: Timestamp;
}

/** An external user who is to be made under this id; the same id for the same name and source. */
export interface NewExternalUser extends NamedUser {
  readonly id: Id;
}

/** An answer to be written: a new annotation, or further revisions of the one that is there. */
export interface ImportedAnswer {
  /** The id of the annotation if it is new; ids ascend. */
  readonly id: Id;
  readonly item_id: Id;
  readonly annotator_id: Id;
  /** The annotator and the authors who are not known yet. */
  readonly new_users: readonly NewExternalUser[];
  readonly revises: { readonly id: Id; readonly revision: number } | null;
  /** Oldest first; the last is what the annotation is now. None where the annotation is that already, and is so as of its event from now on. */
  readonly revisions: readonly ImportedRevision[];
  readonly guideline_version: number | null;
  readonly annotation_ui_version: number;
  /** Of a new annotation. */
  readonly origin: Annotation['origin'];
  readonly seen: string;
  readonly event: NotedEvent | null;
  /** When its event was made, where that decides: it is not written where the annotation is as of a later moment, or, without revisions, as of the same. */
  readonly ordered_by: EventTime | null;
}

/**
 * What became of an annotation that is to be restored: it is back, or it is not, since its annotator holds or has answered the item, or
 * since the data of the item was replaced. `undefined`: no such annotation can be restored.
 */
export type AnnotationRestoration = Annotation | 'taken' | 'data_replaced' | undefined;

/** Deleted annotations of one project: they are gone for every other method of every repository, and can be restored with their revisions for a time. */
export interface AnnotationDeletions {
  /**
   * Must delete the annotation in one statement, if it is at one of the revisions. It is no answer to its item any more, so a place of
   * the item may be free again; its task, if it has one, becomes released, and the item stands at the end of its queue, so that no
   * annotator's claim has passed it, that of who gave the answer included. Counters follow; one `goldset.annotation.deleted` event.
   */
  delete(id: Id, conditional: Conditional, change: Change, eventId: Id): Promise<Deletion>;
  /**
   * How many annotations fit the filter at `now`, and the ids of the first of them: at most `limit`, but all of each item, whose state may be
   * asked for, and those of one item at least.
   */
  findToDelete(filter: FittingAnnotations, now: Timestamp, limit: number): Promise<ToDelete>;
  /**
   * Must delete those of the annotations that still fit the filter, in one statement, each as `delete` does with an event of its own, and resolve to how many
   * these were.
   */
  deleteFitting(
    ids: readonly Id[],
    filter: FittingAnnotations,
    change: Change,
    eventIds: readonly Id[],
  ): Promise<number>;
  /** The deleted ones that can be restored, of items that are there, in id order. Must neither skip nor repeat one that is deleted throughout the walk. */
  listDeleted(restorableSince: Timestamp, page: PageRequest): Promise<Page<ListedAnnotation>>;
  /**
   * Must bring back, in one transaction, which is the caller’s, an annotation that was deleted after `restorableSince`, with its revisions. It counts as an imported
   * one does and is the answer to no task; what was answered under the name of an external user who is linked to a person is that
   * person’s. Must not restore it where its annotator has an annotation of the item or a claimed task on it, its lease ended or not, also when claims, imports and links run at once.
   * Counters follow; one `goldset.annotation.restored` event.
   */
  restore(id: Id, restorableSince: Timestamp, change: Change, eventId: Id): Promise<AnnotationRestoration>;
}

/** The annotations of one project: those of submitted tasks, and those that were imported. There is one per item and annotator. */
export interface AnnotationsRepository extends AnnotationDeletions {
  /**
   * In id order. Must neither skip nor repeat an annotation that is there throughout the walk. With `changed_since` and
   * without an item, at most `MAX_WALKED_ROWS` annotations are looked through for one page.
   */
  list(which: ListedAnnotations, page: PageRequest): Promise<Page<Annotation>>;
  /** Resolves to `undefined` when there is no such annotation of this annotator in this project. */
  find(of: Annotator, id: Id): Promise<Annotation | undefined>;
  /** All revisions of an annotation, the present one included, in their order; a position's key is a revision. */
  listRevisions(id: Id, page: PageRequest): Promise<Page<AnnotationRevision>>;
  /** Resolves to `undefined` when there is no such annotation of this annotator in this project. */
  findToRevise(of: Annotator, id: Id): Promise<AnnotationToRevise | undefined>;
  /**
   * Must, in one statement, keep the present revision and put the next one, by the annotator, in its place, if and only if the present one
   * is `revision`; else `undefined`, without a trace. One `goldset.annotation.revised` event.
   */
  revise(next: NewRevision, change: Change, eventId: Id): Promise<Annotation | undefined>;
  /** What is known of the first of these answers, in one statement: of at least one, and of no more than whose data fits into a few megabytes; or why the authority of the scope has ended. */
  findToImport(keys: readonly AnswerKey[]): Promise<readonly AnswerToImport[] | EndedAuthority>;
  /**
   * Must write the answers, no two of which are of one item and annotator, in one statement, and resolve to whether each was written; one is not,
   * and leaves no trace, when what was seen of it no longer holds. So an annotator has never both an annotation of an item and a
   * claimed task on it, a name of a source is one external user of the organization, and nothing is written under the name of
   * one who is linked to a person, also when several imports, claims and links run at once.
   *
   * A new annotation counts as an answer to its item, which may then have more than its overlap. All revisions of an answer are written, with their authors and
   * dates, or none. Counters follow; one `goldset.annotations.imported` event. The event of an answer that is written is noted with it, as are
   * the `unchanged` ones, whose answers are there already, each until `notedUntil`; an answer whose event is noted is not written. Writes nothing,
   * and resolves to why, once the project is deleted or the authority of the scope has ended.
   */
  importBatch(
    answers: readonly ImportedAnswer[],
    unchanged: readonly NotedEvent[],
    change: Change,
    eventId: Id,
  ): Promise<readonly boolean[] | EndedAuthority>;
}
