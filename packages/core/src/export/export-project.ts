import { authorityError, authorityFor, defineOperation, forbidden, scopeOf } from '../access/index.ts';
import type {
  Archived,
  Authority,
  AuthorityError,
  AuthorityOf,
  EndedAuthority,
  Needs,
  UseCase,
} from '../access/index.ts';
import { allAnnotationUis } from '../annotation-uis/index.ts';
import type { AnnotationUI, AnnotationUisRepository } from '../annotation-uis/index.ts';
import { err, errorMark, fault, ok } from '../kernel/index.ts';
import type { Err, Fault, Id, Invalid, MalformedCursor } from '../kernel/index.ts';
import { purgeableUntil } from '../purge/index.ts';
import type { CsvForm } from '../tables/index.ts';
import { csvWriter } from './csv.ts';
import { decodeExportCursor, encodeExportCursor } from './cursor.ts';
import type { ChangePlace, EndedPlace, ExportChunk, ExportRepository, NamedBy } from './repository.ts';
import type { ExportedItem, ExportOptions } from './transports.ts';

/** The project to export, and the options. */
export interface ExportProjectInput extends ExportOptions {
  readonly project_id: Id;
}

/** An export that has begun. */
export interface Export {
  /** The value for `changed_since` of the next export. The two exports together miss no change. */
  readonly next_cursor: string;
  readonly format: ExportOptions['format'];
  readonly project_name: string;
  /**
   * Chunks of lines without their line ends. They are read in constant memory. Reading throws if the export cannot
   * continue, so that it never ends early. If the cause is that the caller may not read the project any more,
   * `endedExportIn` finds this reason in the error.
   */
  readonly chunks: AsyncIterable<readonly string[]>;
}

/** Exports a project: resolves once the first chunk is read. */
export type ExportProject = UseCase<
  ExportProjectInput,
  Export,
  Invalid | MalformedCursor | Exclude<AuthorityError, Archived>
>;

const malformed = (detail: string): { readonly ok: false; readonly error: MalformedCursor } =>
  err({ code: 'malformed_cursor', detail });

const mark = errorMark<EndedAuthority>('ended-export');

/** The reason why an export ended early, if it is that its caller may not read the project any more. */
export const endedExportIn = (error: unknown): EndedAuthority | undefined => mark.of(error);

const allowed = <Read extends object>(read: Read | EndedAuthority): Read => {
  if (typeof read !== 'string') return read;
  throw mark.put(new Error(`The export was cut: its caller may not read the project any more (${read}).`), read);
};

/** How long a chunk that was read in advance may be sent, in milliseconds. */
const FRESH = 1000;

type Read<Place> = (after: Place | null) => Promise<ExportChunk<Place> | EndedAuthority>;

// One chunk is read while the one before it is sent, and no more in advance. If the client is slow, the chunk is read
// again, so that the client gets only data that it was allowed to read a moment ago.
const walk = async function* <Place>(
  now: () => Date,
  first: ExportChunk<Place>,
  read: Read<Place>,
): AsyncGenerator<readonly string[]> {
  for (let chunk = first; ;) {
    const { next } = chunk;
    const ahead = next === null ? undefined : read(next);
    // The error reaches the code that awaits this chunk. If the client has disconnected, nobody awaits it, and the
    // error is ignored.
    ahead?.catch(() => undefined);
    const began = now().getTime();
    if (chunk.lines.length > 0) yield chunk.lines;
    if (ahead === undefined) return;
    const isStale = now().getTime() - began > FRESH;
    chunk = allowed(isStale ? (await ahead, await read(next)) : await ahead);
  }
};

const begin = async <Place>(
  now: () => Date,
  read: Read<Place>,
): Promise<AsyncIterable<readonly string[]> | EndedAuthority> => {
  const first = await read(null);
  return typeof first === 'string' ? first : walk(now, first, read);
};

// The second part is read after the first one. An item that changes during the first part is left to the next export
// and never named twice.
const inTurn = async function* (
  first: AsyncIterable<readonly string[]>,
  second: () => Promise<AsyncIterable<readonly string[]>>,
): AsyncGenerator<readonly string[]> {
  yield* first;
  yield* await second();
};

const refused = (under: Authority, ended: EndedAuthority): Err<Exclude<AuthorityError, Archived>> => {
  const error = authorityError(under, ended);
  if (error.code === 'archived') throw new Error('An archived project can be exported.');
  return err(error);
};

/** How a table is written, whether it begins with a byte order mark, and how it names people. */
interface TableForm extends CsvForm {
  readonly bom: boolean;
  readonly people: NamedBy;
}

const inRows = async function* (
  uis: readonly AnnotationUI[],
  { bom, people, ...form }: TableForm,
  chunks: AsyncIterable<readonly string[]>,
): AsyncGenerator<readonly string[]> {
  const { header, rows } = csvWriter(uis, form, people);
  yield [`${bom ? '\ufeff' : ''}${header}`];
  for await (const lines of chunks) {
    const written = lines.flatMap((line) => rows(JSON.parse(line) as ExportedItem));
    if (written.length > 0) yield written;
  }
};

const optionFaults = ({ changed_since, format, delimiter, bom }: ExportOptions): readonly Fault[] => [
  ...(changed_since !== undefined && format !== 'ndjson'
    ? [fault(['format'], 'option', 'Rows are annotations, and cannot say what was deleted: export changes as ndjson.')]
    : []),
  ...(delimiter !== undefined && format !== 'csv'
    ? [fault(['delimiter'], 'option', 'Only format=csv has a delimiter to choose.')]
    : []),
  ...(bom === true && format === 'ndjson'
    ? [fault(['bom'], 'option', 'Only format=csv and format=tsv can begin with a byte order mark.')]
    : []),
];

/** Exports a project. */
export const exportProject = defineOperation({
  name: 'exportProject',
  permission: 'project:export',
  effect: 'reads',
  onArchived: 'serves',
  target: 'project',
  run:
    (
      deps: Needs<{ annotationUis: AnnotationUisRepository; export: ExportRepository }, 'restoreDays'>,
      underOf: AuthorityOf,
    ): ExportProject =>
    async (caller, { project_id, ...options }) => {
      const { state = null, changed_since, people, format, formulas, delimiter = ',', bom = false } = options;
      if (people === 'email' && !caller.permissions.has('member:read')) return err(forbidden(caller, 'member:read'));
      const faults = optionFaults(options);
      if (faults.length > 0) return err({ code: 'invalid', errors: faults });
      const { store, now } = deps;
      const of = { project_id, state };
      const since = changed_since === undefined ? null : decodeExportCursor(of, changed_since);
      if (since === undefined)
        return malformed(
          'changed_since must be the Goldset-Next-Cursor of an earlier export of this project with the same state.',
        );
      if (since !== null && since.at <= Date.parse(purgeableUntil(deps))) {
        return malformed('changed_since is too old to say what was deleted since: export everything anew.');
      }
      // Every caller who has `member:read` also has `project:export`.
      const under = (people === 'email' ? authorityFor(deps, 'member:read', false) : underOf)(caller);
      const repositories = store.within({ ...scopeOf(caller), under });
      const { export: exports } = repositories;
      const at = now().getTime();
      const moment = (): string => now().toISOString();
      const { horizon: until, project_name } = await exports.begin();
      const next_cursor = encodeExportCursor(of, { ...until, at });
      if (since !== null) {
        if (since.database !== until.database || BigInt(since.transaction) > BigInt(until.transaction)) {
          return malformed(
            'changed_since was made by another database, from which this one may have been restored: export everything anew.',
          );
        }
        const changed = await begin<ChangePlace>(now, (after) =>
          exports.changes({ since, until }, state, after, moment(), people),
        );
        if (typeof changed === 'string') return refused(under, changed);
        // The end of a lease writes nothing, so that no transaction shows it.
        const leases = { since, after: new Date(since.at).toISOString(), until: new Date(at).toISOString() };
        return ok({
          next_cursor,
          format,
          project_name,
          chunks: inTurn(changed, async () =>
            allowed(await begin<EndedPlace>(now, (after) => exports.ended(leases, state, after, moment(), people))),
          ),
        });
      }
      const uis = format === 'ndjson' ? [] : await allAnnotationUis(repositories.annotationUis);
      const chunks = await begin<Id>(now, (after) => exports.chunk(state, after, moment(), people));
      if (typeof chunks === 'string') return refused(under, chunks);
      if (format === 'ndjson') return ok({ next_cursor, format, project_name, chunks });
      const form = {
        delimiter: format === 'tsv' ? '\t' : delimiter,
        escapeFormulas: formulas === 'escape',
        bom,
        people,
      } as const;
      return ok({ next_cursor, format, project_name, chunks: inRows(uis, form, chunks) });
    },
});
