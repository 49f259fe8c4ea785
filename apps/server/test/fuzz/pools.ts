import { operationsOf } from '../http/contract.ts';
import type { Contract, Operation, Schema } from '../http/contract.ts';

/** Values that belong together, under the names they have in paths. */
export type Facts = Readonly<Record<string, string>>;

/** A value that an answer contained. */
export interface Known {
  readonly value: string | number;
  /** What it belongs to. */
  readonly facts: Facts;
  /** The tokens of those who were told of it, the first ones first. */
  readonly tokens: readonly string[];
  /** Whether the world was made with it: deleting it would leave nothing to try. */
  readonly seeded: boolean;
}

/** A URL of a list. */
export interface PageUrl {
  readonly url: string;
  readonly token: string;
}

/** The form of an answer to an annotation UI. */
export interface Form {
  readonly schema: Schema;
  readonly facts: Facts;
}

/** An answer and what was asked for. */
export interface Exchange {
  readonly operation: Operation;
  readonly params: Facts;
  readonly token: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** What answers have told so far. */
export interface Pools {
  /** Remembers what an answer tells. */
  learn(exchange: Exchange): void;
  /** From now on, what is new is not the world's. */
  open(): void;
  /** The name of the things that an operation is about, if it has one. */
  subject(operation: Operation): string | undefined;
  /** One of the values of a name that agree with the facts; `spare` leaves the world's own alone. Those of `<subject> <name>` stood in things of that name. */
  pick(name: string, choice: number, facts: Facts, spare?: boolean): Known | undefined;
  page(operationId: string, choice: number): PageUrl | undefined;
  form(facts: Facts, choice: number): Form | undefined;
  /** All values of a name. */
  values(name: string): readonly (string | number)[];
}

const MOST_VALUES = 150;
const MOST_TOKENS = 3;
const MOST_ELEMENTS = 20;
const RECENT = 12;
const LONGEST = 300;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isStatic = (segment: string): boolean => segment !== '' && !segment.startsWith('{');

/** The names of the parameters of a path, in their order. */
export const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');

// `/projects/{project_id}`: what is in `projects` is named by a `project_id`.
const collectionsOf = (operations: readonly Operation[]): ReadonlyMap<string, string> =>
  new Map(
    operations.flatMap(({ path }) => {
      const segments = path.split('/');
      return segments.flatMap((segment, index) => {
        const [name] = namesIn(segments[index + 1] ?? '');
        return isStatic(segment) && name !== undefined ? [[segment, name] as const] : [];
      });
    }),
  );

const successSchemaOf = ({ responses }: Operation): string => {
  const success = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  return /"#\/components\/schemas\/(\w+)"/.exec(JSON.stringify(success ?? {}))?.[1] ?? '';
};

// `CreatedToken` is one of `tokens`.
const pluralOf = (schema: string): string =>
  `${schema
    .replace(/^(Created|Exported|Compact)/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()}s`;

/** Whether the facts say nothing that the others contradict. */
const agree = (facts: Facts, others: Facts): boolean =>
  Object.entries(others).every(([name, value]) => facts[name] === undefined || facts[name] === value);

const choose = <T>(all: readonly T[], choice: number): T | undefined => {
  if (all.length === 0) return undefined;
  const rest = Math.floor(choice / 3);
  // Often something recent, since what is old has mostly been used up.
  return choice % 3 === 0 ? all[all.length - 1 - (rest % Math.min(all.length, RECENT))] : all[rest % all.length];
};

interface Entry extends Known {
  readonly tokens: string[];
}

/** Remembers the values in answers to operations of the contract, by the names they have in paths and bodies. */
export const newPools = (contract: Contract): Pools => {
  const operations = operationsOf(contract);
  const collections = collectionsOf(operations);
  const names = new Set(operations.flatMap(({ path }) => namesIn(path)));
  const entries = new Map<string, Map<string, Entry>>();
  const lists = new Map<string, Entry[]>();
  const pages = new Map<string, PageUrl[]>();
  const forms: Form[] = [];
  let isOpen = false;

  const record = (name: string, value: string | number, facts: Facts, token: string): void => {
    const byValue = entries.get(name) ?? new Map<string, Entry>();
    const list = lists.get(name) ?? [];
    entries.set(name, byValue);
    lists.set(name, list);
    const key = name === 'version' ? `${value} ${JSON.stringify(facts)}` : String(value);
    const there = byValue.get(key);
    if (there !== undefined) {
      if (token !== '' && there.tokens.length < MOST_TOKENS && !there.tokens.includes(token)) there.tokens.push(token);
      return;
    }
    const { [name]: _, ...others } = facts;
    const entry = { value, facts: others, tokens: token === '' ? [] : [token], seeded: !isOpen };
    byValue.set(key, entry);
    list.push(entry);
    if (list.length <= MOST_VALUES) return;
    const [oldest] = list.splice(
      list.findIndex(({ seeded }) => !seeded),
      1,
    );
    if (oldest !== undefined)
      byValue.delete(name === 'version' ? `${oldest.value} ${JSON.stringify(oldest.facts)}` : String(oldest.value));
  };

  const nameOf = (key: string): string | undefined =>
    names.has(`${key}_id`) ? `${key}_id` : collections.get(key.replaceAll('_', '-'));

  const factsIn = (object: Readonly<Record<string, unknown>>, facts: Facts): Facts => ({
    ...facts,
    ...Object.fromEntries(
      Object.entries(object).flatMap(([key, value]) => {
        if (isObject(value))
          return names.has(`${key}_id`) && typeof value['id'] === 'string' ? [[`${key}_id`, value['id']] as const] : [];
        return (typeof value === 'string' || typeof value === 'number') && (names.has(key) || key.endsWith('_version'))
          ? [[key, String(value)] as const]
          : [];
      }),
    ),
  });

  const visit = (value: unknown, name: string | undefined, around: Facts, token: string): void => {
    if (Array.isArray(value))
      return value.slice(0, MOST_ELEMENTS).forEach((element) => visit(element, name, around, token));
    if (!isObject(value)) return;
    const facts = factsIn(value, around);
    const id = name === undefined ? undefined : (value[name] ?? value['id']);
    if (name !== undefined && (typeof id === 'string' || typeof id === 'number')) record(name, id, facts, token);
    for (const [key, child] of Object.entries(value)) {
      if (typeof child === 'object') visit(child, nameOf(key), facts, token);
      else if (
        key !== 'id' &&
        key !== name &&
        ((typeof child === 'string' && child.length <= LONGEST) ||
          (typeof child === 'number' && key.endsWith('version')))
      ) {
        record(key, child, facts, token);
        if (name !== undefined) record(`${name} ${key}`, child, facts, token);
      }
    }
  };

  const subject = ({ path }: Operation): string | undefined =>
    collections.get(path.split('/').findLast((segment) => collections.has(segment)) ?? '');

  const learnPages = ({ operationId }: Operation, body: unknown, token: string): void => {
    if (!isObject(body) || !isObject(body['pagination'])) return;
    for (const url of [body['pagination']['next'], body['pagination']['prev']]) {
      if (typeof url !== 'string') continue;
      pages.set(operationId, [...(pages.get(operationId) ?? []), { url, token }].slice(-RECENT));
      const cursor = new URLSearchParams(url.slice(url.indexOf('?'))).get('cursor');
      if (cursor !== null) record('cursor', cursor, {}, token);
    }
  };

  // What was deleted is worth asking for again soon: to see that it is gone, and to have it back.
  const renew = ({ path, method }: Operation, params: Facts): void => {
    const name = namesIn(path).at(-1);
    const list = lists.get(name ?? '');
    const index = list?.findIndex(({ value }) => String(value) === params[name ?? '']) ?? -1;
    if (method === 'DELETE' && index >= 0) list?.push(...list.splice(index, 1));
  };

  return {
    subject,
    learn: ({ operation, params, token, headers, body }) => {
      renew(operation, params);
      if (isObject(body) && typeof body['$schema'] === 'string') {
        forms.push({ schema: body, facts: params });
        return;
      }
      visit(body, collections.get(pluralOf(successSchemaOf(operation))) ?? subject(operation), params, token);
      learnPages(operation, body, token);
      const etag = headers.get('etag');
      if (etag !== null) record('etag', etag, params, token);
    },
    open: () => {
      isOpen = true;
    },
    pick: (name, choice, facts, spare = false) => {
      const fitting = (lists.get(name) ?? []).filter((entry) => !(spare && entry.seeded) && agree(entry.facts, facts));
      // As often the world's own, in which there is something: most of what requests make stays empty.
      const own = !spare && choice % 2 === 0 ? fitting.filter(({ seeded }) => seeded) : [];
      return choose(own.length > 0 ? own : fitting, choice >> 1);
    },
    page: (operationId, choice) => choose(pages.get(operationId) ?? [], choice),
    form: (facts, choice) =>
      choose(
        forms.filter(
          (form) =>
            form.facts['project_id'] === facts['project_id'] &&
            (facts['annotation_ui_version'] === undefined || form.facts['version'] === facts['annotation_ui_version']),
        ),
        choice,
      ),
    values: (name) => (lists.get(name) ?? []).map(({ value }) => value),
  };
};
