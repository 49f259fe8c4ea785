import type { Hono } from 'hono';
import type { Environment } from '../environment.ts';

/** One method of a path that an application serves. */
export interface KnownPath {
  readonly path: string;
  readonly pattern: RegExp;
  readonly method: string;
}

/** A path of the contract in the notation of Hono: `/items/{item_id}` is `/items/:item_id`. */
export const routingPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1');

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`);

/** The paths that an application serves, each with its method. */
export const knownPathsOf = (app: Hono<Environment>): readonly KnownPath[] =>
  app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ path, method }) => ({ path, method, pattern: patternOf(path) }));

const parametersIn = (path: string): number => path.split(':').length;

/** The methods of a route, as an `Allow` header lists them. */
export const methodsOf = (known: readonly KnownPath[], route: string | undefined): readonly string[] => {
  const methods = known.filter(({ path }) => path === route).map(({ method }) => method);
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))].toSorted();
};

/**
 * The methods of the path of a request. The route with the fewest parameters decides, since `/tasks/claim` names no
 * task.
 */
export const methodsAt = (known: readonly KnownPath[], path: string): readonly string[] => {
  const [route] = known
    .filter(({ pattern }) => pattern.test(path))
    .toSorted((a, b) => parametersIn(a.path) - parametersIn(b.path));
  return methodsOf(known, route?.path);
};

/** The routes that also match the pattern of another one, such as `/tasks/claim` beside `/tasks/:task_id`. */
export const shadowedBy = (routes: readonly string[]): readonly string[] => [
  ...new Set(routes.filter((route) => routes.some((other) => other !== route && patternOf(other).test(route)))),
];
