import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { compilerIn, operationsOf, resolve } from '../http/contract.ts';
import type { Contract, DocumentedParameter, Operation } from '../http/contract.ts';
import type { Wire } from './draft.ts';
import { namesIn } from './pools.ts';

/** Says why the contract does not let a request succeed, if it does not. */
export type Refuses = (wire: Wire) => string | undefined;

// The package is CommonJS and says so of its types only.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

const BASE_PATH = '/v1';
const JSON_MEDIA_TYPE = 'application/json';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// What answers with how many elements it rejected takes the bad ones, too.
const isBulk = (contract: Contract, { responses }: Operation): boolean => {
  const { content = {} } = resolve(contract, responses['200'] ?? {});
  const name = JSON.stringify(content).match(/schemas\/(\w+)"/)?.[1] ?? '';
  return 'rejected' in ((contract.components.schemas[name]?.['properties'] ?? {}) as object);
};

const textOf = ({ headers, body }: Wire): string => {
  // Nothing at all is no body, whatever the headers say of it.
  if (body === undefined || body.length === 0) return '';
  const text = (headers.get('content-encoding')?.includes('gzip') === true ? gunzipSync(body) : body).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g;

/** A key that stands in one object of a JSON text twice. */
const keyTwice = (text: string): string | undefined => {
  const open: Set<string>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (string !== undefined && colon !== undefined) {
      const key = JSON.parse(string) as string;
      const keys = open.at(-1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
  }
  return undefined;
};

interface Route {
  readonly operation: Operation;
  readonly pattern: RegExp;
  readonly knows: (parameter: string) => boolean;
  readonly isBulk: boolean;
}

// An object stands in a URL as one parameter for each of its keys, which its schema has patterns for.
const knownIn = (parameters: readonly DocumentedParameter[]): Route['knows'] => {
  const names = new Set(parameters.filter(({ schema }) => schema['type'] !== 'object').map(({ name }) => name));
  const patterns = parameters
    .flatMap(({ schema }) => Object.keys((schema['patternProperties'] ?? {}) as object))
    .map((pattern) => new RegExp(pattern, 'u'));
  return (name) => names.has(name) || patterns.some((pattern) => pattern.test(name));
};

/** Reads what the contract demands of requests: declared query parameters, once; ids that are some; a declared media type; a body that fits its schema. */
export const newRefuses = (contract: Contract): Refuses => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  const compile = compilerIn(ajv, contract);
  const compiled = new Map<object, ValidateFunction>();
  const routes = operationsOf(contract)
    .map((operation): Route => ({
      operation,
      pattern: new RegExp(
        `^${BASE_PATH}${operation.path.replaceAll('.', '\\.').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`,
      ),
      knows: knownIn(
        (operation.parameters ?? [])
          .map((parameter) => resolve<DocumentedParameter>(contract, parameter))
          .filter((parameter) => parameter.in === 'query'),
      ),
      isBulk: isBulk(contract, operation),
    }))
    .toSorted((a, b) => namesIn(a.operation.path).length - namesIn(b.operation.path).length);

  const bodyFault = ({ operation: { requestBody } }: Route, wire: Wire): string | undefined => {
    if (requestBody === undefined) return undefined;
    const sent = textOf(wire);
    // Without a body is with one that has no fields.
    const text = sent === '' ? '{}' : sent;
    const mediaType =
      sent === '' ? JSON_MEDIA_TYPE : (wire.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '');
    const schema = requestBody.content[mediaType]?.schema;
    if (schema === undefined) return `has the media type ${mediaType}`;
    const fits = compiled.get(schema) ?? compile(schema);
    compiled.set(schema, fits);
    const twice = keyTwice(text);
    if (twice !== undefined) return `has the key ${twice} twice in one object`;
    return fits(JSON.parse(text)) ? undefined : `has a body that does not fit: ${ajv.errorsText(fits.errors)}`;
  };

  return (wire) => {
    const { pathname, searchParams } = new URL(wire.url);
    const route = routes.find(({ operation, pattern }) => operation.method === wire.method && pattern.test(pathname));
    if (route === undefined) return undefined;
    const names = [...searchParams.keys()];
    const ids = Object.entries(route.pattern.exec(pathname)?.groups ?? {}).filter(([name]) => name.endsWith('_id'));
    const wrongId = ids.find(([, id]) => !UUID.test(decodeURIComponent(id)));
    if (wrongId !== undefined) return `has no id for ${wrongId[0]}`;
    const unknown = names.find((name) => !route.knows(name));
    if (unknown !== undefined) return `has the query parameter ${unknown}`;
    if (new Set(names).size < names.length) return 'has a query parameter twice';
    return route.isBulk ? undefined : bodyFault(route, wire);
  };
};
