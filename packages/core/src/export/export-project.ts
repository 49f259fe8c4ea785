import type { AnnotationUI } from '../annotation-uis/index.ts';
import type { Dependencies, UseCase } from '../dependencies.ts';
import type { Invalid, MalformedCursor } from '../errors.ts';
import { err, fault, ok } from '../kernel/index.ts';
import type { Id, Position } from '../kernel/index.ts';
import { purgeableUntil } from '../purge/index.ts';
import { scopeOf } from '../store.ts';
import type { Repositories } from '../store.ts';
import { csvWriter } from './csv.ts';
import { decodeExportCursor, encodeExportCursor } from './cursor.ts';
import type { ChangePlace, EndedPlace, ExportChunk } from './repository.ts';
import type { ExportedItem, ExportOptions } from './transports.ts';

/** What is exported, of which project. */
export interface ExportProjectInput extends ExportOptions {
  readonly project_id: Id;
}

/** An export that has begun. */
export interface Export {
  /** To be given as `changed_since` of the next export: together with this one it misses no change. */
  readonly next_cursor: string;
  readonly format: ExportOptions['format'];
  /** Chunks of lines without their line ends. Read in constant memory; throws when it cannot go on, so that it never ends early. */
  readonly chunks: AsyncIterable<readonly string[]>;
}

/** Exports a project: resolves once the first chunk is read. */
export type ExportProject = UseCase<ExportProjectInput, Export, Invalid | MalformedCursor>;

const UIS_PER_PAGE = 200;

const malformed = (detail: string): { readonly ok: false; readonly error: MalformedCursor } => err({ code: 'malformed_cursor', detail });

// One chunk is read while the one before is sent, and no further ahead of the client.
const walk = async function* <Place>(first: ExportChunk<Place>, read: (after: Place) => Promise<ExportChunk<Place>>): AsyncGenerator<readonly string[]> {
  for (let chunk = first; ; ) {
    const next = chunk.next === null ? undefined : read(chunk.next);
    // Who waits for it hears of its fault; a client that has gone does not.
    next?.catch(() => undefined);
    if (chunk.lines.length > 0) yield chunk.lines;
    if (next === undefined) return;
    chunk = await next;
  }
};

const begin = async <Place>(read: (after: Place | null) => Promise<ExportChunk<Place>>): Promise<AsyncIterable<readonly string[]>> => walk(await read(null), read);

// The second part is read when the first has been: what changes while that is read is left to the next export, and never named twice.
const inTurn = async function* (first: AsyncIterable<readonly string[]>, second: () => Promise<AsyncIterable<readonly string[]>>): AsyncGenerator<readonly string[]> {
  yield* first;
  yield* await second();
};

const allAnnotationUis = async ({ annotationUis }: Repositories): Promise<readonly AnnotationUI[]> => {
  const all: AnnotationUI[] = [];
  for (let position: Position | undefined; ; ) {
    const page = await annotationUis.list({ per_page: UIS_PER_PAGE, order: 'asc', position });
    all.push(...page.items);
    if (page.next === null) return all;
    position = page.next;
  }
};

const inCsv = async function* (uis: readonly AnnotationUI[], escapeFormulas: boolean, chunks: AsyncIterable<readonly string[]>): AsyncGenerator<readonly string[]> {
  const { header, rows } = csvWriter(uis, escapeFormulas);
  yield [header];
  for await (const lines of chunks) {
    const written = lines.flatMap((line) => rows(JSON.parse(line) as ExportedItem));
    if (written.length > 0) yield written;
  }
};

/** Exports a project. */
export const exportProject =
  (deps: Dependencies): ExportProject =>
  async (caller, { project_id, state = null, changed_since, format, formulas }) => {
    if (changed_since !== undefined && format === 'csv') {
      return err({
        code: 'invalid',
        errors: [fault(['format'], 'option', 'Rows are annotations, and cannot say what was deleted: export changes as ndjson.')],
      });
    }
    const { store, now } = deps;
    const of = { project_id, state };
    const since = changed_since === undefined ? null : decodeExportCursor(of, changed_since);
    if (since === undefined) return malformed('changed_since must be the Goldset-Next-Cursor of an earlier export of this project with the same state.');
    if (since !== null && since.at <= Date.parse(purgeableUntil(deps))) {
      return malformed('changed_since is too old to say what was deleted since: export everything anew.');
    }
    const repositories = store.within(scopeOf(caller));
    const { export: exports } = repositories;
    const at = now().getTime();
    const moment = (): string => now().toISOString();
    const until = await exports.horizon();
    const next_cursor = encodeExportCursor(of, { ...until, at });
    if (since !== null) {
      if (since.database !== until.database || BigInt(since.transaction) > BigInt(until.transaction)) {
        return malformed('changed_since was made by another database, from which this one may have been restored: export everything anew.');
      }
      const changed = await begin<ChangePlace>((after) => exports.changes({ since, until }, state, after, moment()));
      // A lease that ends writes nothing, so that no transaction tells of it.
      const leases = { since, after: new Date(since.at).toISOString(), until: new Date(at).toISOString() };
      return ok({ next_cursor, format, chunks: inTurn(changed, () => begin<EndedPlace>((after) => exports.ended(leases, state, after, moment()))) });
    }
    const uis = format === 'csv' ? await allAnnotationUis(repositories) : [];
    const chunks = await begin<Id>((after) => exports.chunk(state, after, moment()));
    return ok({ next_cursor, format, chunks: format === 'csv' ? inCsv(uis, formulas === 'escape', chunks) : chunks });
  };
