import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';
import { operationsOf, readContract, resolve } from './contract.ts';
import type { Contract, DocumentedHeader, DocumentedResponse, Operation, Schema } from './contract.ts';

/** Sends a request and resolves to its answer; `bindings` is what a server hands over with it. */
export type Fetch = (request: Request, bindings?: object) => Promise<Response>;

const BASE_PATH = '/v1';
const PROBLEM_MEDIA_TYPE = 'application/problem+json';

// The package is CommonJS and says so of its types only.
const addFormats = addFormatsModule as unknown as (ajv: Ajv2020) => void;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Where the schemas of the contract are, for those that refer to them.
const SCHEMAS = 'contract:schemas';

/** The same schema with no room for fields that it does not name, at any depth; references lead to the schemas of the contract. */
const closed = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isObject(schema)) return schema;
  const inner = Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => keyword !== 'example' && keyword !== 'discriminator' && !keyword.startsWith('x-'))
      .map(([keyword, value]) => [
        keyword,
        keyword === '$ref' ? String(value).replace('#/components/schemas/', `${SCHEMAS}#/$defs/`) : closed(value),
      ]),
  );
  const isOpen =
    inner['type'] === 'object' && isObject(inner['properties']) && inner['additionalProperties'] === undefined;
  return isOpen ? { ...inner, additionalProperties: false } : inner;
};

const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);

const isTemplate = (path: string): number => (path.includes('{') ? path.split('{').length : 0);

type Seen = (operationId: string, status: number) => void;

interface Checker {
  /** Throws when an answer to a request is not what the contract says; tells what an operation answered. */
  readonly check: (request: Request, response: Response, body: string, seen: Seen) => void;
}

const newChecker = (contract: Contract): Checker => {
  const ajv = new Ajv2020({
    allErrors: true,
    allowUnionTypes: true,
    strict: true,
    strictRequired: false,
    strictTypes: false,
  });
  addFormats(ajv);
  // Of requests any time is taken; what is answered has milliseconds and a `Z`, which the document says in words.
  ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  ajv.addSchema({ $id: SCHEMAS, $defs: closed(contract.components.schemas) });
  const compiled = new Map<string, ValidateFunction>();
  const routes = operationsOf(contract)
    .map((operation) => ({ operation, pattern: patternOf(operation.path) }))
    .sort((a, b) => isTemplate(a.operation.path) - isTemplate(b.operation.path));

  const validate = (what: string, schema: Schema, value: unknown): void => {
    const key = JSON.stringify(schema);
    const test = compiled.get(key) ?? ajv.compile(closed(schema) as object);
    compiled.set(key, test);
    if (!test(value))
      throw new Error(
        `${what} does not fit the contract: ${ajv.errorsText(test.errors, { separator: '; ' })}\n${JSON.stringify(value)?.slice(0, 2000)}`,
      );
  };

  const validateBody = (what: string, mediaType: string, schema: Schema, body: string): void => {
    if (mediaType === 'text/csv' || mediaType === 'text/tab-separated-values') {
      if (!body.endsWith('\r\n')) throw new Error(`${what}: the last row has no end.`);
      return validate(what, schema, body);
    }
    if (!mediaType.endsWith('ndjson')) return validate(what, schema, JSON.parse(body));
    if (body !== '' && !body.endsWith('\n')) throw new Error(`${what}: the last line has no end.`);
    for (const line of body.split('\n').slice(0, -1)) validate(what, schema, JSON.parse(line));
  };

  const validateHeaders = (what: string, response: Response, documented: DocumentedResponse['headers'] = {}): void => {
    for (const [name, reference] of Object.entries(documented)) {
      const { required, schema } = resolve<DocumentedHeader>(contract, reference);
      const value = response.headers.get(name);
      if (value === null && required === true) throw new Error(`${what} has no header ${name}.`);
      if (value !== null)
        validate(`${what}, header ${name},`, schema, schema['type'] === 'integer' ? Number(value) : value);
    }
  };

  const checkProblem = (what: string, response: Response, body: string): void => {
    const mediaType = response.headers.get('content-type');
    if (mediaType !== PROBLEM_MEDIA_TYPE) throw new Error(`${what} is ${mediaType}, not a problem.`);
    const problem = JSON.parse(body) as { readonly status: number; readonly request_id: string };
    validate(what, { $ref: '#/components/schemas/Problem' }, problem);
    if (problem.status !== response.status) throw new Error(`${what} says it is ${problem.status}.`);
    if (problem.request_id !== response.headers.get('x-request-id'))
      throw new Error(`${what} has another request id than its header.`);
  };

  const checkOperation = (what: string, operation: Operation, response: Response, body: string, seen: Seen): void => {
    const reference = operation.responses[String(response.status)];
    if (reference === undefined) throw new Error(`${what} is declared nowhere: ${body.slice(0, 2000)}`);
    const documented = resolve<DocumentedResponse>(contract, reference);
    validateHeaders(what, response, documented.headers);
    seen(operation.operationId, response.status);
    if (response.status >= 400) checkProblem(what, response, body);
    if (documented.content === undefined) {
      if (body !== '') throw new Error(`${what} has a body.`);
      return;
    }
    const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
    const content = documented.content[mediaType];
    if (content === undefined)
      throw new Error(`${what} is ${mediaType}, not ${Object.keys(documented.content).join(' or ')}.`);
    validateBody(what, mediaType, content.schema, body);
  };

  return {
    check: (request, response, body, seen) => {
      const { pathname } = new URL(request.url);
      const what = `${request.method} ${pathname} → ${response.status}`;
      if (response.headers.get('x-request-id') === null) throw new Error(`${what} has no X-Request-Id.`);
      const path = pathname.startsWith(`${BASE_PATH}/`) ? pathname.slice(BASE_PATH.length) : undefined;
      // What names no id is no other path's id, whatever the method.
      const named = routes.find(({ pattern }) => path !== undefined && pattern.test(path))?.operation.path;
      const route = routes.find(({ operation }) => operation.path === named && operation.method === request.method);
      if (route !== undefined) return checkOperation(what, route.operation, response, body, seen);
      if (path !== undefined && response.status !== 404 && response.status !== 405)
        throw new Error(`${what}, though it is no operation.`);
      if (response.status >= 400) checkProblem(what, response, body);
    },
  };
};

// To compile the schemas takes longer than most of what is checked with them.
const checkers = new Map<Contract, Checker>();

const checkerOf = (contract: Contract): Checker => {
  const checker = checkers.get(contract) ?? newChecker(contract);
  checkers.set(contract, checker);
  return checker;
};

const seenHere = new Set<string>();

/** Notes that an operation answered a status, for `scripts/contract-coverage.ts`. */
const note = (operationId: string, status: number): void => {
  const directory = process.env['GOLDSET_CONTRACT_SEEN'];
  const pair = `${operationId} ${status}`;
  if (directory === undefined || directory === '' || seenHere.has(pair)) return;
  seenHere.add(pair);
  appendFileSync(join(directory, `${process.pid}.txt`), `${pair}\n`);
};

/**
 * Wraps `fetch` so that an answer that is not what the committed contract says rejects: an undeclared status, media type
 * or error code, a missing header, a missing or wrong field, and a field that the contract does not name. Reads the whole body.
 * `seen` is told what each operation answered.
 */
export const conforming = (fetch: Fetch, contract: Contract = readContract(), seen: Seen = note): Fetch => {
  const { check } = checkerOf(contract);
  return async (request) => {
    const response = await fetch(request);
    const bytes = await response.arrayBuffer();
    check(request, response, new TextDecoder('utf-8', { fatal: true }).decode(bytes), seen);
    const { status, headers } = response;
    return new Response(bytes.byteLength === 0 ? null : bytes, { status, headers });
  };
};
