import fc from 'fast-check';
import { operationsOf, resolve } from '../http/contract.ts';
import type { Contract, DocumentedParameter, Operation } from '../http/contract.ts';
import type { Draft } from './draft.ts';
import { namesIn } from './pools.ts';
import type { Facts, Known, Pools } from './pools.ts';
import { newArbitraryOf } from './schema-arbitrary.ts';
import type { ArbitraryOf } from './schema-arbitrary.ts';
import { resolveTree, textOf } from './tree.ts';
import type { Reference, Tree } from './tree.ts';
import { newTwists } from './twists.ts';
import type { Twist } from './twists.ts';

/** How far a request is from a valid one. */
export type Kind = 'valid' | 'near-valid' | 'hostile';

/** Who sends a request: one of those who were told of the thing it is about, who owns the world, anybody in it, or a token that an answer contained, or nobody. */
type Sender = 'told' | 'owner' | 'anybody' | 'secret' | 'nobody';

/** A request, but for the ids that only the answers before it tell. */
export interface Plan {
  readonly operation: Operation;
  readonly kind: Kind;
  /** Which of the known values stand in the path. */
  readonly choice: number;
  readonly sender: Sender;
  /** Which of the pages that answers named is asked for, if any. */
  readonly page: number | undefined;
  readonly query: readonly (readonly [string, Tree])[];
  readonly headers: Readonly<Record<string, Tree>>;
  readonly body:
    | { readonly mediaType: string; readonly documents: readonly Tree[]; readonly isZipped: boolean }
    | undefined;
  readonly twists: readonly Twist[];
}

/** Someone who sends requests. */
export interface Caller {
  readonly name: string;
  readonly token: string;
}

/** What plans are made concrete with. */
export interface World {
  readonly pools: Pools;
  /** The owner first. */
  readonly callers: readonly Caller[];
  /** Callers who may do next to nothing: of another tenant, limited, revoked, expired. */
  readonly outsiders: readonly Caller[];
  /** Ids and cursors of another tenant. */
  readonly foreign: readonly string[];
}

/** A concrete request. */
export interface Concrete {
  readonly draft: Draft;
  readonly params: Facts;
  readonly token: string;
}

/** A page's cursor is only valid in the URL that it stood in; no schema says so. */
const ONLY_IN_PAGE_URLS: ReadonlySet<string> = new Set(['cursor']);

const NIL = '00000000-0000-0000-0000-000000000000';
const CHOICE = fc.nat(0xffff);
const LINES = 5;
const BASE_PATH = '/v1';

const parametersOf = (contract: Contract, { parameters = [] }: Operation): readonly DocumentedParameter[] =>
  parameters.map((parameter) => resolve<DocumentedParameter>(contract, parameter));

const optional = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { withCrossShrink: true },
    { weight: 10 - weight, arbitrary: fc.constant(undefined) },
    { weight, arbitrary },
  );

const queryOf = (contract: Contract, operation: Operation, arbitraryOf: ArbitraryOf): fc.Arbitrary<Plan['query']> =>
  fc
    .tuple(
      ...parametersOf(contract, operation)
        .filter((parameter) => parameter.in === 'query' && !ONLY_IN_PAGE_URLS.has(parameter.name))
        .map(({ name, required, schema }) =>
          fc
            .tuple(
              required ? fc.constant(true) : fc.integer({ min: 0, max: 3 }).map((n) => n === 3),
              arbitraryOf(schema, name),
            )
            .map(([there, tree]) => (there ? [[name, tree] as const] : [])),
        ),
    )
    .map((entries) => entries.flat());

const mediaTypesOf = (contract: Contract, { responses }: Operation): readonly string[] =>
  Object.entries(responses).flatMap(([status, response]) =>
    status.startsWith('2') ? Object.keys(resolve(contract, response).content ?? {}) : [],
  );

const text = (value: string): Tree => ({ text: value });

const headersOf = (
  contract: Contract,
  operation: Operation,
  arbitraryOf: ArbitraryOf,
): fc.Arbitrary<Plan['headers']> => {
  const types = mediaTypesOf(contract, operation);
  const declared = parametersOf(contract, operation)
    .filter((parameter) => (parameter.in as string) === 'header')
    .map(({ name, schema }) => [name.toLowerCase(), optional(3, arbitraryOf(schema))] as const);
  const usual: Readonly<Record<string, fc.Arbitrary<Tree | undefined>>> = {
    ...Object.fromEntries(declared),
    accept: optional(
      4,
      fc.constantFrom('*/*', ...types, ...types.map((type) => `text/html;q=0.1, ${type};q=0.5`)).map(text),
    ),
    'x-request-id': optional(2, fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/).map(text)),
    ...(operation.method === 'POST'
      ? { 'idempotency-key': optional(3, fc.oneof(fc.uuid(), fc.uuid(), fc.constantFrom('key-1', 'key-2')).map(text)) }
      : {}),
    ...(['PATCH', 'PUT', 'DELETE'].includes(operation.method)
      ? {
          'if-match': optional(
            4,
            fc.oneof(
              fc.constantFrom('*', '"1"', '"2"').map(text),
              CHOICE.map((choice): Tree => ({ reference: 'etag', choice, otherwise: text('"1"') })),
            ),
          ),
        }
      : {}),
  };
  return fc
    .record(usual)
    .map((headers) =>
      Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, Tree] => entry[1] !== undefined)),
    );
};

const HEADINGS = [
  'external_id',
  'annotator',
  'text',
  'sentiment',
  'value.sentiment',
  'created_at',
  'guideline_version',
  'a b',
  '"a,b"',
  '=x',
  '',
  'text',
];
const CELLS = fc.oneof(
  fc.constantFrom(
    'sentence-0',
    'sentence-1',
    'w1',
    'positive',
    'negative',
    '',
    '""',
    '"a ""b"',
    '"two\nlines"',
    "'=1",
    '1',
    '-1.5',
    '{}',
    '"never',
    '"a"b',
  ),
  fc.string({ maxLength: 5 }),
);

/** A table with some columns, most rows of which have as many cells. */
const TABLES: fc.Arbitrary<Tree> = fc
  .tuple(
    fc.shuffledSubarray(HEADINGS, { minLength: 1, maxLength: 5 }),
    fc.constantFrom(',', ',', ';', '\t', '|'),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.array(fc.tuple(fc.array(CELLS, { minLength: 5, maxLength: 5 }), fc.nat(9)), { maxLength: LINES }),
  )
  .map(([headings, delimiter, end, rows]) =>
    text(
      [headings, ...rows.map(([cells, odd]) => cells.slice(0, odd === 0 ? 1 : headings.length))]
        .map((row) => row.join(delimiter) + end)
        .join(''),
    ),
  );

// A body may be left out where none of its fields is required.
const isNeeded = (contract: Contract, requestBody: NonNullable<Operation['requestBody']>): boolean =>
  requestBody.required &&
  Object.values(requestBody.content).some(
    ({ schema }) =>
      'required' in
      ('$ref' in schema ? (contract.components.schemas[String(schema['$ref']).split('/').at(-1) ?? ''] ?? {}) : schema),
  );

const bodyOf = (
  contract: Contract,
  { requestBody }: Operation,
  arbitraryOf: ArbitraryOf,
): fc.Arbitrary<Plan['body']> => {
  if (requestBody === undefined) return fc.constant(undefined);
  const isZipped = fc.integer({ min: 0, max: 5 }).map((n) => n === 5);
  const bodies = Object.entries(requestBody.content).map(([mediaType, { schema }]) => {
    const document = mediaType.startsWith('text/') ? TABLES : arbitraryOf(schema);
    const documents = mediaType.endsWith('ndjson')
      ? fc.array(document, { maxLength: LINES })
      : document.map((one) => [one]);
    return fc.record({ mediaType: fc.constant(mediaType), documents, isZipped });
  });
  return isNeeded(contract, requestBody) ? fc.oneof(...bodies) : optional(7, fc.oneof(...bodies));
};

const SHARES: Readonly<Record<Kind, number>> = { valid: 10, 'near-valid': 7, hostile: 3 };

// `security: [{bearer: []}, {}]` says that it can be asked for without a token.
const needsToken = ({ security = [] }: Operation & { readonly security?: readonly object[] }): boolean =>
  security.every((requirement) => Object.keys(requirement).length > 0);

const senders: fc.Arbitrary<Sender> = fc.oneof(
  { weight: 9, arbitrary: fc.constant('told' as const) },
  { weight: 6, arbitrary: fc.constant('owner' as const) },
  { weight: 4, arbitrary: fc.constant('anybody' as const) },
  { weight: 1, arbitrary: fc.constant('secret' as const) },
);

/** Requests to every operation of a contract, all as often. */
export const plansFor = (contract: Contract): fc.Arbitrary<Plan> => {
  const arbitraryOf = newArbitraryOf(contract);
  const twists = newTwists(contract);
  return fc.oneof(
    ...operationsOf(contract).map((operation) => {
      const isList = parametersOf(contract, operation).some(({ name }) => ONLY_IN_PAGE_URLS.has(name));
      const valid = {
        operation: fc.constant(operation),
        choice: CHOICE,
        sender: needsToken(operation) ? senders : fc.oneof(senders, fc.constant('nobody' as const)),
        page: isList ? optional(2, CHOICE) : fc.constant(undefined),
        query: queryOf(contract, operation, arbitraryOf),
        headers: headersOf(contract, operation, arbitraryOf),
        body: bodyOf(contract, operation, arbitraryOf),
      };
      // What fails when it is near-valid may fail when it is valid, too: that is the smaller one.
      return fc.oneof(
        { withCrossShrink: true },
        ...Object.entries(SHARES).map(([kind, weight]) => ({
          weight,
          arbitrary: fc.record({ ...valid, kind: fc.constant(kind as Kind), twists: twists[kind as Kind] }),
        })),
      );
    }),
  );
};

const paramsFor = (
  { path, method }: Operation,
  choice: number,
  pools: Pools,
  mayDestroy: boolean,
): { readonly params: Facts; readonly known: Known | undefined } => {
  const names = namesIn(path);
  const last = names.at(-1);
  if (last === undefined) return { params: {}, known: undefined };
  // Whoever leaves an organization deletes none.
  const known = pools.pick(last, choice, {}, method === 'DELETE' && path.endsWith('}') && !mayDestroy);
  const found = Object.fromEntries(
    names.flatMap((name) => (known?.facts[name] === undefined ? [] : [[name, known.facts[name]] as const])),
  );
  const params = known === undefined ? found : { ...found, [last]: String(known.value) };
  const others = names
    .filter((name) => params[name] === undefined)
    .map((name) => [name, String(name === last ? NIL : (pools.pick(name, choice, params)?.value ?? NIL))] as const);
  return { params: { ...params, ...Object.fromEntries(others) }, known };
};

const senderOf = ({ sender, choice }: Plan, known: Known | undefined, { callers, pools }: World): string => {
  const anybody = callers[choice % callers.length]?.token ?? '';
  if (sender === 'nobody') return '';
  if (sender === 'owner') return callers[0]?.token ?? '';
  if (sender === 'secret') return String(pools.pick('secret', choice, {})?.value ?? anybody);
  return sender === 'told' && known !== undefined ? (known.tokens[choice % known.tokens.length] ?? anybody) : anybody;
};

const plainOf = (tree: Tree): string => {
  const json = textOf(tree);
  return json.startsWith('"') ? String(JSON.parse(json)) : json;
};

// An object is written as one parameter for each of its keys (`style: form`, `explode: true`).
const inQuery = (name: string, tree: Tree): readonly (readonly [string, string])[] =>
  'entries' in tree ? tree.entries.map(([key, value]) => [key, plainOf(value)] as const) : [[name, plainOf(tree)]];

const encoded = (value: string): string => encodeURIComponent(Buffer.from(value).toString());

const pageDraft = (url: string): Pick<Draft, 'path' | 'query'> => {
  const start = url.indexOf('?');
  const query = url
    .slice(start + 1)
    .split('&')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const);
  return { path: url.slice(0, start), query };
};

/** Makes the documents of forms: answers to annotation UIs, by the schema that the interface itself serves for them. */
export type AnswerOf = (schema: object, choice: number) => Tree;

/** Makes a plan concrete with what is known by now. `mayDestroy` lets it delete what the world needs. */
export const concretise = (plan: Plan, world: World, answerOf: AnswerOf, mayDestroy: boolean): Concrete => {
  const { operation } = plan;
  const { pools } = world;
  const { params, known } = paramsFor(operation, plan.choice, pools, mayDestroy);
  const page = plan.page === undefined ? undefined : pools.page(operation.operationId, plan.page);
  const token = page?.token ?? senderOf(plan, known, world);
  const facts = { ...known?.facts, ...params };

  const find = ({ reference, choice }: Reference): Tree | undefined => {
    if (reference === 'form') {
      const form = pools.form(facts, choice);
      return form && answerOf(form.schema, choice);
    }
    const value = (
      pools.pick(`${pools.subject(operation)} ${reference}`, choice, params) ?? pools.pick(reference, choice, params)
    )?.value;
    return value === undefined ? undefined : { text: JSON.stringify(value) };
  };
  const resolved = (tree: Tree): Tree => resolveTree(tree, find);

  const draft: Draft = {
    method: operation.method,
    path: BASE_PATH + operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
    query: plan.query
      .flatMap(([name, tree]) => inQuery(name, resolved(tree)))
      .map(([name, value]) => [encoded(name), encoded(value)] as const),
    ...(page && pageDraft(page.url)),
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...Object.fromEntries(
        Object.entries(plan.headers).map(([name, tree]) => [
          name,
          'text' in tree ? tree.text : plainOf(resolved(tree)),
        ]),
      ),
      ...(plan.body && {
        'content-type': plan.body.mediaType,
        ...(plan.body.isZipped ? { 'content-encoding': 'gzip' } : {}),
      }),
    },
    ...(plan.body && { documents: plan.body.documents.map(resolved) }),
    isStream: plan.body?.mediaType.endsWith('ndjson') ?? false,
    isZipped: plan.body?.isZipped ?? false,
  };
  return { draft: plan.twists.reduce((twisted, twist) => twist.apply(twisted, world), draft), params, token };
};
