import type { AuthorityOf, EndedAuthority } from '../access/index.ts';
import type { AnnotationUI } from '../annotation-uis/index.ts';
import { equalAnswers, validateAnswer } from '../controls/index.ts';
import { changeBy } from '../dependencies.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, NotReady, TooLarge } from '../errors.ts';
import { importLines, MAX_BATCH_LINES, outcomeOfNoted, settleLines } from '../imports/index.ts';
import type { ImportOptions, ImportResult, ImportSource, LineOutcome, StoppedImport } from '../imports/index.ts';
import { codePoints, equalJson, err, fault } from '../kernel/index.ts';
import type { Change, Fault, Id, JsonObject, NotedEvent } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { Repositories } from '../store.ts';
import { emailKeyOf } from '../users/index.ts';
import type { AnswerToImport, ImportedAnswer } from './repository.ts';
import { ImportAnnotation } from './transports.ts';

/** An import of annotations, of any length. */
export interface ImportAnnotationsInput extends ImportOptions, ImportSource {
  readonly project_id: Id;
}

/**
 * Imports answers that were given elsewhere, in constant memory. Each is checked against the annotation UI that it stands under: that of
 * the annotation it revises, else that of the guideline its line names, else the one in force. A bad line stops no good one, unless
 * `on_error` is `abort`.
 */
export type ImportAnnotations = UseCase<ImportAnnotationsInput, ImportResult, StoppedImport | NotReady | Invalid | TooLarge>;

/** How long the name of a user may be. */
const MAX_NAME = 200;

/** A line, its place in its batch, and what is known of its answer. */
interface Known {
  readonly place: number;
  readonly line: ImportAnnotation;
  readonly event: NotedEvent | null;
  readonly known: AnswerToImport & { readonly item: NonNullable<AnswerToImport['item']> };
  readonly annotation_ui_version: number;
}

const noItem = fault(['external_id'], 'not_found', 'The project has no item of this name.');
const noGuideline = fault(['guideline_version'], 'not_found', 'The project has no guideline of this version.');
const nameTooLong = fault(['annotator'], 'length', `The name of an external annotator must have 1 to ${MAX_NAME} characters.`);
const inFuture = fault(['created_at'], 'range', 'Must not be in the future.');
const claimed = fault(['annotator'], 'in_use', 'This annotator has a claimed task on the item; have it submitted or given back first.');
const alreadyThere = fault(['annotator'], 'already_exists', 'This annotator has answered the item with another value; import with on_conflict=update to revise it.');

/** What is wrong with a line, but for its value. */
const faultsOf = ({ external_id: _, ...line }: ImportAnnotation, known: AnswerToImport, { at }: Change): readonly Fault[] => [
  ...(known.item === null ? [noItem] : []),
  ...(known.annotator_id === null && codePoints(line.annotator) > MAX_NAME ? [nameTooLong] : []),
  ...(line.guideline_version !== undefined && known.annotation_ui_version === null ? [noGuideline] : []),
  ...(line.created_at !== undefined && line.created_at > at ? [inFuture] : []),
  // What an external user who is the annotator answered is there already; the task on its item is about to be released.
  ...(known.is_claimed && known.annotation === null ? [claimed] : []),
];

const hasItem = (known: AnswerToImport): known is Known['known'] => known.item !== null;

/** Reads annotation UIs by version. Two are kept, the one in force and the latest other one, so that memory does not depend on how many lines name. */
const newUiReader = (inForce: AnnotationUI): ((repositories: Repositories, version: number) => Promise<AnnotationUI>) => {
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

/** A name of a source, as a text that no other one has. */
const nameOf = ({ annotator, source }: ImportAnnotation): string => JSON.stringify([annotator, source ?? null]);

/** Of several lines on one item and annotator the first; the others are looked at again when it is done. */
const firstOfEach = (known: readonly Known[]): readonly Known[] => {
  const taken = new Set<string>();
  return known.filter(({ line, known: { item, annotator_id } }) => {
    const key = `${item.id} ${annotator_id ?? nameOf(line)}`;
    return !taken.has(key) && taken.add(key);
  });
};

type Outcomes = Map<number, LineOutcome | readonly Fault[]>;

/** The lines of a batch, and the events that bring them. */
interface Lines {
  readonly lines: readonly ImportAnnotation[];
  readonly events: readonly (NotedEvent | null)[];
}

/** Imports annotations. */
export const importAnnotations =
  (deps: Dependencies, underOf: AuthorityOf): ImportAnnotations =>
  async (caller, input) => {
    const { newId, store, domains } = deps;
    const scope = { ...scopeOf(caller), under: underOf(caller) };
    const { guidelines, annotationUis } = store.within(scope);
    const guideline = await guidelines.find('latest');
    const inForce = guideline && (await annotationUis.find(guideline.annotation_ui_version));
    if (inForce === undefined) return err({ code: 'not_ready', detail: 'This project has no guideline yet; publish one, then import annotations.' });
    const change = changeBy(deps, caller);
    const uiOf = newUiReader(inForce);
    let window = MAX_BATCH_LINES;

    /** What is known of the lines at these places, as many as fit, with the faults of others told. */
    const look = async ({ annotations }: Repositories, { lines, events }: Lines, places: readonly number[], outcomes: Outcomes): Promise<readonly Known[] | EndedAuthority> => {
      const asked = places.slice(0, window).map((place) => ({ place, line: lines[place] as ImportAnnotation, event: events[place] ?? null }));
      const found = await annotations.findToImport(
        asked.map(({ line: { external_id, annotator, source = null, guideline_version = null }, event }) => ({
          ...{ external_id, annotator, source, email_key: emailKeyOf(annotator, domains), guideline_version },
          event: event?.key ?? null,
        })),
      );
      if (typeof found === 'string') return found;
      // Where the data of items is large, not all of it is asked for again and again.
      window = Math.min(MAX_BATCH_LINES, 2 * found.length);
      return found.flatMap((known, index) => {
        const { place, line, event } = asked[index] as (typeof asked)[number];
        if (event !== null && known.noted !== null) {
          outcomes.set(place, outcomeOfNoted(known.noted, event));
          return [];
        }
        const faults = faultsOf(line, known, change);
        if (faults.length > 0) outcomes.set(place, faults);
        if (faults.length > 0 || !hasItem(known)) return [];
        return [{ place, line, event, known, annotation_ui_version: known.annotation?.annotation_ui_version ?? known.annotation_ui_version ?? inForce.version }];
      });
    };

    /** What is to be written of the answer of a line; `undefined`, with what is to be told of it, where nothing is. */
    const judge = async (repositories: Repositories, { place, line, known, annotation_ui_version }: Known, outcomes: Outcomes): Promise<JsonObject | undefined> => {
      const { controls } = await uiOf(repositories, annotation_ui_version);
      const { data } = known.item;
      const valid = validateAnswer(controls, line.value, data);
      const isThere = (value: JsonObject): boolean =>
        equalJson(value, line.value) || (valid.ok && validateAnswer(controls, value, data).ok && equalAnswers(controls, value, line.value));
      // What a link has made the answer of a person who gave another one stays what it is, whatever a conflict means otherwise.
      if (known.earlier.some(isThere)) outcomes.set(place, 'unchanged');
      else if (!valid.ok) outcomes.set(place, valid.error);
      else if (known.annotation === null) return valid.value;
      else if (equalAnswers(controls, known.annotation.value, line.value)) outcomes.set(place, 'unchanged');
      else if (input.on_conflict === 'reject') outcomes.set(place, alreadyThere);
      else return valid.value;
      return undefined;
    };

    const settle = async (repositories: Repositories, lines: Lines, places: readonly number[]): Promise<Outcomes | EndedAuthority> => {
      const outcomes: Outcomes = new Map();
      const found = await look(repositories, lines, places, outcomes);
      if (typeof found === 'string') return found;
      const known = firstOfEach(found);
      const answers: (Known & { readonly value: JsonObject })[] = [];
      // By annotation UI, so that each is read once.
      for (const one of known.toSorted((a, b) => a.annotation_ui_version - b.annotation_ui_version)) {
        const value = await judge(repositories, one, outcomes);
        if (value !== undefined) answers.push({ ...one, value });
      }
      const unchanged = known.flatMap(({ place, event }) => (event !== null && outcomes.get(place) === 'unchanged' ? [event] : []));
      if (answers.length + unchanged.length === 0) return outcomes;
      answers.sort((a, b) => a.place - b.place);
      const newcomers = new Map(answers.flatMap(({ line, known }) => (known.annotator_id === null ? [[nameOf(line), newId()]] : [])));
      const written = await repositories.annotations.importBatch(
        answers.map(
          ({ line, event, known, value, annotation_ui_version }): ImportedAnswer => ({
            id: newId(),
            item_id: known.item.id,
            annotator_id: known.annotator_id ?? newcomers.get(nameOf(line)) ?? '',
            new_annotator: known.annotator_id === null ? { name: line.annotator, source: line.source ?? null, email_key: emailKeyOf(line.annotator, domains) } : null,
            revises: known.annotation && { id: known.annotation.id, revision: known.annotation.revision },
            value,
            guideline_version: line.guideline_version ?? null,
            annotation_ui_version,
            created_at: line.created_at ?? change.at,
            seen: known.seen,
            event,
          }),
        ),
        unchanged,
        change,
        newId(),
      );
      if (typeof written === 'string') return written;
      for (const [index, { place, known }] of answers.entries()) if (written[index] === true) outcomes.set(place, known.annotation === null ? 'created' : 'updated');
      return outcomes;
    };

    return importLines(deps, scope, input, {
      schema: ImportAnnotation,
      keyOf: () => undefined,
      write: (repositories, lines, events) => settleLines(lines.length, (places) => settle(repositories, { lines, events }, places)),
    });
  };
