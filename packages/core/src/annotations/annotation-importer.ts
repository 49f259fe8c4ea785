import { changeBy } from '../access/index.ts';
import type { Caller, EndedAuthority } from '../access/index.ts';
import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import { MAX_BATCH_LINES, outcomeOfNoted, settleLines } from '../imports/index.ts';
import type { Importer, ImportOptions, LineOutcome } from '../imports/index.ts';
import type { EventTime, Fault, Id, NotedEvent, Platform } from '../kernel/index.ts';
import { annotatorOf, faultsOfLine, keyOfLine, nameOf } from './answer-line.ts';
import type { AnswerLine, LineAuthors, Naming } from './answer-line.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { AnswerJudgement } from './judge-answer.ts';
import type {
  AnnotationsRepository,
  AnswerToImport,
  ImportedAnswer,
  ImportedRevision,
  NamedUser,
} from './repository.ts';
import { ImportAnnotation } from './transports.ts';

/** The repositories that an import of answers uses. */
export interface AnswerImporting {
  readonly annotations: AnnotationsRepository;
  readonly annotationUis: AnnotationUisRepository;
}

/** A line, its position in its batch, and the state of its answer. */
interface Known {
  readonly place: number;
  readonly line: AnswerLine;
  readonly authors: LineAuthors;
  readonly event: NotedEvent | null;
  readonly known: AnswerToImport & { readonly item: NonNullable<AnswerToImport['item']> };
  /**
   * The ids of the annotator and of the authors that the line names, or placeholders for users who are still to be
   * created, by the text of `nameOf`.
   */
  readonly annotator: Id;
  readonly ids: ReadonlyMap<string, Id>;
  readonly annotation_ui_version: number;
}

/** An answer to be written. */
interface Written extends Known {
  readonly write: Extract<AnswerJudgement, { readonly write: unknown }>['write'];
}

type Outcomes = Map<number, LineOutcome | readonly Fault[]>;

/** The lines of a batch, and the events that bring them. */
interface Lines {
  readonly lines: readonly AnswerLine[];
  readonly events: readonly (NotedEvent | null)[];
}

/** The time of a line's event, if the line itself does not say when its values were given; else `null`. */
const orderOf = ({ created_at, revisions }: ImportAnnotation, event: NotedEvent | null): EventTime | null =>
  created_at === undefined && revisions === undefined ? (event?.time ?? null) : null;

const hasItem = (known: AnswerToImport): known is Known['known'] => known.item !== null;

/**
 * Reads annotation UIs by version. Keeps two in memory, the one in force and the latest other one, so that memory does
 * not grow with the number of versions that lines name.
 */
const newUiReader = (
  inForce: AnnotationUI,
): ((repositories: AnswerImporting, version: number) => Promise<AnnotationUI>) => {
  let other = inForce;
  return async ({ annotationUis }, version) => {
    if (version === inForce.version) return inForce;
    if (version !== other.version) {
      const found = await annotationUis.find(version);
      if (found === undefined) throw new Error('An annotation UI that is named is there.');
      other = found;
    }
    return other;
  };
};

/** Groups lines by item and annotator, in their order. */
const byAnswer = (known: readonly Known[]): readonly (readonly Known[])[] => {
  const lines = new Map<string, Known[]>();
  for (const one of known) {
    const key = `${one.known.item.id} ${one.annotator}`;
    const others = lines.get(key);
    if (others === undefined) lines.set(key, [one]);
    else others.push(one);
  }
  return [...lines.values()];
};

/** Creates the function that gives ids to users who are to be created: the same id for the same name and source. */
const newNames = (newId: () => Id): ((user: NamedUser) => Id) => {
  const ids = new Map<string, Id>();
  return (user) => {
    const called = nameOf(user);
    const id = ids.get(called) ?? newId();
    ids.set(called, id);
    return id;
  };
};

/**
 * Creates the importer of annotations for one import. Lines are as `ImportAnnotation` describes them, except that
 * revisions may come in any order. An answer is checked against the annotation UI of the existing annotation, or else
 * the one that its line or the line’s guideline names, or else `inForce`. With `areIds`, lines name users by their ids.
 */
export const newAnnotationImporter = (
  deps: Pick<Platform, 'now' | 'newId' | 'domains'>,
  caller: Caller,
  { on_conflict }: Pick<ImportOptions, 'on_conflict'>,
  inForce: AnnotationUI,
  { areIds }: Pick<Naming, 'areIds'> = {},
): Importer<AnswerLine, AnswerImporting> => {
  const { newId, domains } = deps;
  const naming: Naming = { domains, areIds };
  const change = changeBy(deps, caller);
  const uiOf = newUiReader(inForce);
  let window = MAX_BATCH_LINES;

  /**
   * Reads the state of the answers of the lines at these positions, as many as fit, and sets the outcomes of lines with
   * errors.
   */
  const look = async (
    { annotations }: AnswerImporting,
    { lines, events }: Lines,
    places: readonly number[],
    outcomes: Outcomes,
  ): Promise<readonly Known[] | EndedAuthority> => {
    const asked = places.slice(0, window).map((place) => {
      const [line, event] = [lines[place] as AnswerLine, events[place] ?? null];
      return { place, line, event, ...keyOfLine(line, event?.key ?? null, naming) };
    });
    const found = await annotations.findToImport(asked.map(({ key }) => key));
    if (typeof found === 'string') return found;
    // If the data of items is large, do not ask again and again for lines that will not fit.
    window = Math.min(MAX_BATCH_LINES, 2 * found.length);
    return found.flatMap((known, index) => {
      const { place, line, event, authors } = asked[index] as (typeof asked)[number];
      if (event !== null && known.noted !== null) {
        outcomes.set(place, outcomeOfNoted(known.noted, event));
        return [];
      }
      const faults = faultsOfLine(line, authors, known, change);
      if (faults.length > 0) outcomes.set(place, faults);
      if (faults.length > 0 || !hasItem(known)) return [];
      const annotator = known.annotator_id ?? nameOf(annotatorOf(line, naming));
      const ids = new Map([...authors.named.keys()].map((called, nth) => [called, known.author_ids[nth] ?? called]));
      const annotation_ui_version =
        known.annotation?.annotation_ui_version ??
        line.annotation_ui_version ??
        known.annotation_ui_version ??
        inForce.version;
      return [{ place, line, authors, event, known, annotator, ids, annotation_ui_version }];
    });
  };

  const judge = async (
    repositories: AnswerImporting,
    { line, authors, event, known, annotator, ids, annotation_ui_version }: Known,
  ): Promise<AnswerJudgement> => {
    const { controls } = await uiOf(repositories, annotation_ui_version);
    return judgeAnswer(
      { known, controls, change, on_conflict, ordered_by: orderOf(line, event) },
      line,
      annotator,
      authors.ofRevisions.map((called) => (called === undefined ? annotator : (ids.get(called) ?? annotator))),
    );
  };

  /**
   * Returns the lines to write and sets the outcomes of others. Of several lines on one item and annotator, returns the
   * first that writes something. Lines behind that one are looked at again when it is written.
   */
  const judgeEach = async (
    repositories: AnswerImporting,
    known: readonly Known[],
    outcomes: Outcomes,
  ): Promise<Written[]> => {
    const answers: Written[] = [];
    let waiting = byAnswer(known);
    for (let nth = 0; waiting.length > 0; nth += 1) {
      const goingOn = new Set<readonly Known[]>();
      const next = waiting.map((lines) => ({ lines, one: lines[nth] as Known }));
      // Sorted by annotation UI, so that each is read once.
      for (const { lines, one } of next.toSorted((a, b) => a.one.annotation_ui_version - b.one.annotation_ui_version)) {
        const judgement = await judge(repositories, one);
        if (judgement !== 'unchanged' && 'write' in judgement) answers.push({ ...one, write: judgement.write });
        else {
          outcomes.set(one.place, judgement);
          if (nth + 1 < lines.length) goingOn.add(lines);
        }
      }
      waiting = waiting.filter((lines) => goingOn.has(lines));
    }
    return answers;
  };

  const toWrite = (
    { line, authors, event, known, annotation_ui_version, write }: Written,
    idOf: (user: NamedUser) => Id,
  ): ImportedAnswer => {
    const annotator = annotatorOf(line, naming);
    const newAuthors = new Map(
      [...authors.named].flatMap(([called, author]) =>
        write.some((one) => one.author === called) ? [[called, { ...author, id: idOf(author) }]] : [],
      ),
    );
    const newAnnotator = known.annotator_id === null ? [{ ...annotator, id: idOf(annotator) }] : [];
    return {
      id: newId(),
      item_id: known.item.id,
      annotator_id: known.annotator_id ?? idOf(annotator),
      new_users: [...newAnnotator, ...newAuthors.values()],
      revises: known.annotation && { id: known.annotation.id, revision: known.annotation.revision },
      revisions: write.map(({ value, created_at, author }): ImportedRevision => ({
        value,
        created_at,
        author_id: author === null ? null : (newAuthors.get(author)?.id ?? author),
      })),
      guideline_version: line.guideline_version ?? null,
      annotation_ui_version,
      origin: line.origin ?? null,
      seen: known.seen,
      event,
      ordered_by: orderOf(line, event),
    };
  };

  const settle = async (
    repositories: AnswerImporting,
    lines: Lines,
    places: readonly number[],
  ): Promise<Outcomes | EndedAuthority> => {
    const outcomes: Outcomes = new Map();
    const found = await look(repositories, lines, places, outcomes);
    if (typeof found === 'string') return found;
    const answers = await judgeEach(repositories, found, outcomes);
    const unchanged = found.flatMap(({ place, event }) =>
      event !== null && outcomes.get(place) === 'unchanged' ? [event] : [],
    );
    if (answers.length + unchanged.length === 0) return outcomes;
    answers.sort((a, b) => a.place - b.place);
    const idOf = newNames(newId);
    const written = await repositories.annotations.importBatch(
      answers.map((answer) => toWrite(answer, idOf)),
      unchanged,
      change,
      newId(),
    );
    if (typeof written === 'string') return written;
    for (const [index, { place, known, write }] of answers.entries()) {
      if (written[index] === true)
        outcomes.set(place, write.length === 0 ? 'unchanged' : known.annotation === null ? 'created' : 'updated');
    }
    return outcomes;
  };

  return {
    schema: ImportAnnotation,
    keyOf: () => undefined,
    write: (repositories, lines, events) =>
      settleLines(lines.length, (places) => settle(repositories, { lines, events }, places)),
  };
};
