import { annotationUiNotFound } from '../annotation-uis/index.ts';
import { itemNotFound } from '../items/index.ts';
import { codePoints, fault } from '../kernel/index.ts';
import type { Change, DomainNames, Fault } from '../kernel/index.ts';
import { emailKeyOf } from '../users/index.ts';
import type { AnswerKey, AnswerToImport, NamedUser } from './repository.ts';
import type { Annotation, ImportAnnotation } from './transports.ts';

/** The greatest length of the name of a user, in Unicode code points. */
const MAX_NAME = 200;

const noGuideline = (version: number): Fault =>
  fault(['guideline_version'], 'not_found', `The project has no guideline of version ${version}.`);
const claimed = fault(
  ['annotator'],
  'in_use',
  'This annotator has a claimed task on the item; have it submitted or given back first.',
);

const nameTooLong = (path: readonly PropertyKey[], whom: string): Fault =>
  fault(path, 'length', `The name of an external ${whom} must have 1 to ${MAX_NAME} characters.`);

const inFuture = (path: readonly PropertyKey[]): Fault => fault(path, 'range', 'Must not be in the future.');

/** A text that identifies a name together with its source. */
export const nameOf = ({ name, source }: Pick<NamedUser, 'name' | 'source'>): string => JSON.stringify([name, source]);

/** How lines name users: by addresses and names, or (`areIds`) by the ids of existing users. */
export interface Naming {
  readonly domains: DomainNames;
  readonly areIds?: boolean | undefined;
}

/** A line of an import of annotations, or an answer in a line of an import of items. */
export interface AnswerLine extends ImportAnnotation {
  /** How the answer was first given, if the line says so. */
  readonly origin?: Annotation['origin'] | undefined;
}

const named = (name: string, source: string | undefined, { domains, areIds = false }: Naming): NamedUser =>
  areIds
    ? { name, source: null, email_key: null, user_id: name }
    : { name, source: source ?? null, email_key: emailKeyOf(name, domains) };

/** The annotator of a line. */
export const annotatorOf = ({ annotator, source }: ImportAnnotation, naming: Naming): NamedUser =>
  named(annotator, source, naming);

/**
 * The authors that the revisions of a line name, in the order of the revisions; `undefined` for a revision whose author
 * is the annotator.
 */
const authorsOf = ({ revisions = [], source }: ImportAnnotation, naming: Naming): readonly (NamedUser | undefined)[] =>
  revisions.map(({ author, author_source = source }) =>
    author === undefined ? undefined : named(author, author_source, naming),
  );

/**
 * The authors that a line names, without duplicates, by the text of `nameOf`; and this text for the author of each
 * revision.
 */
export interface LineAuthors {
  readonly named: ReadonlyMap<string, NamedUser>;
  readonly ofRevisions: readonly (string | undefined)[];
}

/** Reads the authors of a line. */
export const lineAuthors = (line: ImportAnnotation, naming: Naming): LineAuthors => {
  const authors = authorsOf(line, naming);
  return {
    named: new Map(authors.flatMap((author) => (author === undefined ? [] : [[nameOf(author), author]]))),
    ofRevisions: authors.map((author) => author && nameOf(author)),
  };
};

const nobody: LineAuthors = { named: new Map(), ofRevisions: [] };

/** The key with which a store looks up the answer of a line, and the authors that the line names. */
export const keyOfLine = (
  line: ImportAnnotation,
  event: string | null,
  naming: Naming,
): { readonly key: AnswerKey; readonly authors: LineAuthors } => {
  const {
    external_id = null,
    item_id = null,
    revisions,
    guideline_version = null,
    annotation_ui_version = null,
    created_at = null,
  } = line;
  const { name: annotator, source, email_key, user_id } = annotatorOf(line, naming);
  const authors = revisions === undefined ? nobody : lineAuthors(line, naming);
  const history = revisions === undefined ? null : { length: revisions.length, authors: [...authors.named.values()] };
  return {
    key: {
      external_id,
      item_id,
      annotator,
      source,
      email_key,
      user_id,
      guideline_version,
      annotation_ui_version,
      created_at,
      history,
      event,
    },
    authors,
  };
};

const versionFaults = (
  { annotation_ui_version: asked }: ImportAnnotation,
  { annotation, annotation_ui_version, has_annotation_ui }: AnswerToImport,
): readonly Fault[] => {
  if (asked === undefined) return [];
  const path = ['annotation_ui_version'];
  if (!has_annotation_ui) return [annotationUiNotFound(asked)];
  if (annotation !== null) {
    const there = annotation.annotation_ui_version;
    return there === asked
      ? []
      : [
          fault(
            path,
            'already_exists',
            `This annotator’s answer to the item was given under annotation UI ${there}, and stays under it; name that version, or none.`,
          ),
        ];
  }
  if (annotation_ui_version === null || annotation_ui_version === asked) return [];
  return [
    fault(
      path,
      'option',
      `The guideline that the line names is written for annotation UI ${annotation_ui_version}; name that version, or none.`,
    ),
  ];
};

/** The validation errors of a line, except those of its values. */
export const faultsOfLine = (
  line: ImportAnnotation,
  { named: authors, ofRevisions }: LineAuthors,
  known: AnswerToImport,
  { at }: Change,
): readonly Fault[] => {
  const strangers = [...authors.keys()].filter(
    (called, place) => known.author_ids[place] === null && codePoints(authors.get(called)?.name ?? '') > MAX_NAME,
  );
  return [
    ...(known.item === null ? [itemNotFound(line)] : []),
    ...(known.annotator_id === null && codePoints(line.annotator) > MAX_NAME
      ? [nameTooLong(['annotator'], 'annotator')]
      : []),
    ...strangers.map((called) => nameTooLong(['revisions', ofRevisions.indexOf(called), 'author'], 'author')),
    ...(line.guideline_version !== undefined && known.annotation_ui_version === null
      ? [noGuideline(line.guideline_version)]
      : []),
    ...versionFaults(line, known),
    ...(line.created_at !== undefined && line.created_at > at ? [inFuture(['created_at'])] : []),
    ...(line.revisions ?? []).flatMap(({ created_at }, place) =>
      created_at > at ? [inFuture(['revisions', place, 'created_at'])] : [],
    ),
    // If the annotator answered under the name of an external user, the annotation exists already, and moving it will
    // release the claimed task.
    ...(known.is_claimed && known.annotation === null ? [claimed] : []),
  ];
};
