import { createClient } from './client.ts';
import type { Answers, Client, ClientOptions } from './client.ts';
import type { Method } from './operations.ts';
import type { CallKind, ResourceNode } from './resource-calls.ts';
import { resources } from './resources.ts';
import type { RootResource } from './resources.ts';

/** A client of Goldset for one caller, with calls by resource and by the paths of the contract. */
export interface Goldset extends Client, RootResource<'data'> {
  /** The same calls, but they resolve to status, headers and body of any response, so that a problem is a value too. */
  readonly answers: Answers & RootResource<'answers'>;
}

type Values = Readonly<Record<string, unknown>>;

type Send = (path: string, ...given: readonly unknown[]) => unknown;

// `RootResource` has the types of the contract; in this file a call is a path and untyped arguments.
type Calls = Readonly<Record<string, Send>>;

type Call = (path: string, parameters: Values) => (first?: unknown, options?: Values) => unknown;

type CallOf = (method: Method, kind: CallKind) => Call;

const isTable = (format: unknown): boolean => format === 'csv' || format === 'tsv';

const dataCalls =
  (client: Calls): CallOf =>
  (method, kind) =>
  (path, parameters) =>
  (first, options) => {
    const init = { ...(kind === 'plain' ? (first as Values) : options), path: parameters };
    switch (kind) {
      case 'plain':
        return client[method]?.(path, init);
      case 'body':
        return client[method]?.(path, { ...init, body: first });
      case 'query':
        return client[method]?.(path, { ...init, query: first });
      case 'list': {
        const walked = { ...init, query: first };
        return {
          [Symbol.asyncIterator]: () => client['list']?.(path, walked),
          pages: () => client['pages']?.(path, walked),
        };
      }
      case 'import': {
        const { format, ...rest } = init as Values;
        return isTable(format)
          ? client['importCsv']?.(path, first, { ...rest, tsv: format === 'tsv' })
          : client['import']?.(path, first, rest);
      }
      case 'export': {
        const { format, ...query } = (first ?? {}) as Values;
        const id = String(parameters['project_id'] ?? '');
        return isTable(format)
          ? client['exportCsv']?.(id, { ...init, query, tsv: format === 'tsv' })
          : client['export']?.(id, { ...init, query });
      }
    }
  };

const answerCalls =
  (answers: Calls): CallOf =>
  (method, kind) =>
  (path, parameters) =>
  (first, options) => {
    if (kind === 'plain') return answers[method]?.(path, { ...(first as Values), path: parameters });
    return answers[method]?.(path, {
      ...options,
      path: parameters,
      [kind === 'body' || kind === 'import' ? 'body' : 'query']: first,
    });
  };

const parameterIn = (path: string): string => path.slice(path.lastIndexOf('{') + 1, -1);

const resourceOf = (
  { path, calls = {}, parts = {}, members = {} }: ResourceNode,
  parameters: Values,
  callOf: CallOf,
): Values => ({
  ...Object.fromEntries(
    Object.entries(calls).map(([name, [method, kind, action = '']]) => [
      name,
      callOf(method, kind)(path + action, parameters),
    ]),
  ),
  ...Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, resourceOf(part, parameters, callOf)])),
  ...Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name,
      (id: unknown) => resourceOf(member, { ...parameters, [parameterIn(member.path)]: id }, callOf),
    ]),
  ),
});

/**
 * Creates a client of the Goldset server at `url` whose calls are named by the resources of the API. If you call by
 * paths only, use `createClient`, which is smaller.
 */
export const createGoldset = (options: ClientOptions): Goldset => {
  const client = createClient(options);
  const answers = client.answers;
  return {
    ...client,
    ...resourceOf(resources, {}, dataCalls(client as unknown as Calls)),
    answers: { ...answers, ...resourceOf(resources, {}, answerCalls(answers as unknown as Calls)) },
  } as unknown as Goldset;
};
