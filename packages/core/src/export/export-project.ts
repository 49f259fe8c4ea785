import type { Dependencies, UseCase } from '../dependencies.ts';
import { ok } from '../kernel/index.ts';
import type { Id } from '../kernel/index.ts';
import { scopeOf } from '../store.ts';
import type { ExportRepository } from './repository.ts';

/**
 * Exports a project: resolves, once the first chunk is read, to a stream of chunks, each the JSON texts of some
 * `ExportedItem`s. The stream is read in constant memory; it throws when it cannot go on, so that it never ends early.
 */
export type ExportProject = UseCase<{ readonly project_id: Id }, AsyncIterable<readonly string[]>>;

const chunks = async function* (repository: ExportRepository, first: Awaited<ReturnType<ExportRepository['chunk']>>): AsyncGenerator<readonly string[]> {
  for (let chunk = first; ; chunk = await repository.chunk(chunk.next)) {
    if (chunk.lines.length > 0) yield chunk.lines;
    if (chunk.next === null) return;
  }
};

/** Exports a project. */
export const exportProject =
  ({ store }: Dependencies): ExportProject =>
  async (caller) => {
    const repository = store.within(scopeOf(caller)).export;
    return ok(chunks(repository, await repository.chunk(null)));
  };
