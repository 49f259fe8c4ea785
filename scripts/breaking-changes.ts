import { isNode, nodeAt, resolved, shapeOf } from './schema-shape.ts';
import type { Node, Shape } from './schema-shape.ts';

/** The ways in which a contract can break its clients, as `docs/compatibility.md` names them. */
export const breakingKinds = [
  'operation-removed',
  'operation-renamed',
  'tag-renamed',
  'token-needed',
  'security-removed',
  'server-removed',
  'parameter-removed',
  'parameter-required',
  'body-required',
  'request-media-type-removed',
  'success-status-removed',
  'answer-media-type-removed',
  'answer-header-removed',
  'schema-removed',
  'request-field-removed',
  'request-field-required',
  'request-type-narrowed',
  'request-null-refused',
  'request-word-removed',
  'request-limit-tightened',
  'request-form-removed',
  'request-fields-closed',
  'answer-field-removed',
  'answer-field-optional',
  'answer-type-changed',
  'answer-null-possible',
  'answer-format-changed',
  'answer-word-removed',
  'topic-removed',
  'message-removed',
] as const;

/** A way in which a contract can break its clients. */
export type BreakingKind = (typeof breakingKinds)[number];

/** A change of a contract that breaks its clients. */
export interface BreakingChange {
  readonly kind: BreakingKind;
  /** What has changed: an operation, a message or a named schema, and the position within it. */
  readonly at: string;
}

/**
 * The direction of a schema. The enum values of error responses (`refusal`) may change, because the contract makes no
 * promise about them.
 */
type Direction = 'request' | 'answer' | 'refusal';

interface Side {
  readonly document: unknown;
  readonly schema: unknown;
}

/** Returns a function that compares schemas, and compares each pair of named ones once for each direction. */
const newSchemaComparison = (
  note: (kind: BreakingKind, at: string) => void,
): ((direction: Direction, at: string, before: Side, after: Side) => void) => {
  const compared = new Set<string>();

  const nameIn = (schema: unknown): string | undefined =>
    isNode(schema) && typeof schema['$ref'] === 'string' ? schema['$ref'] : undefined;

  const limits = (before: Shape, after: Shape, at: string): void => {
    for (const [keyword, limit] of Object.entries(after.lowerLimits))
      if (limit > (before.lowerLimits[keyword] ?? Number.NEGATIVE_INFINITY))
        note('request-limit-tightened', `${at} ${keyword}`);
    for (const [keyword, limit] of Object.entries(after.upperLimits))
      if (limit < (before.upperLimits[keyword] ?? Number.POSITIVE_INFINITY))
        note('request-limit-tightened', `${at} ${keyword}`);
    for (const [keyword, value] of Object.entries(after.text))
      if (value !== before.text[keyword]) note('request-limit-tightened', `${at} ${keyword}`);
    if (after.conditions.some((condition) => !before.conditions.includes(condition)))
      note('request-limit-tightened', `${at} condition`);
  };

  const requested = (before: Shape, after: Shape, at: string): void => {
    const lost = before.types.some(
      (type) => !after.types.includes(type) && !(type === 'integer' && after.types.includes('number')),
    );
    if (after.types.length > 0 && (before.types.length === 0 || lost)) note('request-type-narrowed', at);
    if (before.isNullable && !after.isNullable) note('request-null-refused', at);
    if (
      after.words !== undefined &&
      (before.words === undefined || before.words.some((word) => after.words?.includes(word) === false))
    )
      note('request-word-removed', at);
    for (const form of before.alternatives.keys())
      if (after.alternatives.size > 0 && !after.alternatives.has(form))
        note('request-form-removed', `${at} ${form.split('/').at(-1)}`);
    for (const name of Object.keys(before.properties))
      if (!(name in after.properties) && after.isClosed) note('request-field-removed', `${at}.${name}`);
    if (
      after.isClosed &&
      !before.isClosed &&
      before.alternatives.size === 0 &&
      (before.types.length === 0 || before.types.includes('object'))
    )
      note('request-fields-closed', at);
    for (const name of after.required)
      if (!before.required.includes(name)) note('request-field-required', `${at}.${name}`);
    limits(before, after, at);
  };

  const answered = (before: Shape, after: Shape, at: string, isPromised: boolean): void => {
    const isOther = after.types.some(
      (type) => !before.types.includes(type) && !(type === 'integer' && before.types.includes('number')),
    );
    if (before.types.length > 0 && (after.types.length === 0 || isOther)) note('answer-type-changed', at);
    if (!before.isNullable && after.isNullable) note('answer-null-possible', at);
    if (before.text['format'] !== after.text['format']) note('answer-format-changed', at);
    for (const word of isPromised ? (before.words ?? []) : [])
      if (after.words?.includes(word) === false) note('answer-word-removed', `${at} ${String(word)}`);
    for (const name of Object.keys(before.properties)) {
      if (!(name in after.properties)) note('answer-field-removed', `${at}.${name}`);
      else if (before.required.includes(name) && !after.required.includes(name))
        note('answer-field-optional', `${at}.${name}`);
    }
  };

  const compare = (direction: Direction, at: string, before: Side, after: Side): void => {
    const [was, is] = [nameIn(before.schema), nameIn(after.schema)];
    const key = `${direction} ${was} ${is}`;
    if (was !== undefined && is !== undefined) {
      if (compared.has(key)) return;
      compared.add(key);
    }
    const place = was === undefined ? at : (was.split('/').at(-1) ?? at);
    const [shape, now] = [shapeOf(before.document, before.schema), shapeOf(after.document, after.schema)];
    if (direction === 'request') requested(shape, now, place);
    else answered(shape, now, place, direction === 'answer');
    if (
      direction === 'request' &&
      shape.types.includes('object') &&
      shape.alternatives.size === 0 &&
      now.alternatives.size > 0 &&
      !now.alternatives.has(was ?? '')
    )
      note('request-form-removed', place);
    for (const [name, schema] of Object.entries(shape.properties)) {
      if (name in now.properties)
        compare(direction, `${place}.${name}`, { ...before, schema }, { ...after, schema: now.properties[name] });
    }
    for (const [form, schema] of shape.alternatives) {
      if (now.alternatives.has(form))
        compare(direction, place, { ...before, schema }, { ...after, schema: now.alternatives.get(form) });
    }
    for (const [part, of] of [
      ['items', '[]'],
      ['others', '.*'],
    ] as const) {
      // A part without a schema may have any value.
      if (shape[part] !== undefined || (direction === 'request' && now[part] !== undefined))
        compare(
          direction,
          `${place}${of}`,
          { ...before, schema: shape[part] ?? {} },
          { ...after, schema: now[part] ?? {} },
        );
    }
  };
  return compare;
};

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const;

const parametersOf = (document: unknown, operation: Node): ReadonlyMap<string, Node> =>
  new Map(
    ((operation['parameters'] ?? []) as readonly unknown[])
      .map((parameter) => resolved(document, parameter))
      .map((parameter) => [`${String(parameter['in'])} ${String(parameter['name'])}`, parameter]),
  );

const needsToken = ({ security }: Node): boolean =>
  !((security ?? []) as readonly Node[]).some((way) => Object.keys(way).length === 0);

/** Returns the ways to authenticate for an operation, each with everything that a client has to know about it. */
const waysOf = (document: unknown, { security }: Node): readonly string[] =>
  ((security ?? []) as readonly Node[])
    .filter((way) => Object.keys(way).length > 0)
    .map((way) =>
      JSON.stringify(
        Object.keys(way).map((name) => ({
          ...nodeAt(document, 'components', 'securitySchemes', name),
          description: undefined,
        })),
      ),
    );

/** Returns the changes of an OpenAPI document that break clients of the released one. */
const openApiChanges = (released: Node, current: Node): readonly BreakingChange[] => {
  const changes: BreakingChange[] = [];
  const note = (kind: BreakingKind, at: string): void => void changes.push({ kind, at });
  const compare = newSchemaComparison(note);
  const sides = (before: unknown, after: unknown): readonly [Side, Side] => [
    { document: released, schema: before },
    { document: current, schema: after },
  ];

  const compareParameters = (at: string, before: Node, after: Node): void => {
    const [were, are] = [parametersOf(released, before), parametersOf(current, after)];
    for (const [name, parameter] of were) {
      const now = are.get(name);
      if (now === undefined) note('parameter-removed', `${at} ${name}`);
      else compare('request', `${at} ${name}`, ...sides(parameter['schema'], now['schema']));
    }
    for (const [name, parameter] of are)
      if (parameter['required'] === true && were.get(name)?.['required'] !== true)
        note('parameter-required', `${at} ${name}`);
  };

  const compareBodies = (at: string, before: Node, after: Node): void => {
    const [was, is] = [nodeAt(before, 'requestBody'), nodeAt(after, 'requestBody')];
    if (is['required'] === true && was['required'] !== true) note('body-required', at);
    for (const [mediaType, content] of Object.entries(nodeAt(was, 'content'))) {
      const now = nodeAt(is, 'content')[mediaType];
      if (now === undefined) note('request-media-type-removed', `${at} ${mediaType}`);
      else compare('request', `${at} body`, ...sides(nodeAt(content)['schema'], nodeAt(now)['schema']));
    }
  };

  const compareAnswers = (at: string, before: Node, after: Node): void => {
    for (const [status, reference] of Object.entries(nodeAt(before, 'responses'))) {
      const response = resolved(released, reference);
      const given = nodeAt(after, 'responses')[status];
      // An error response that an operation no longer returns breaks no client.
      if (given === undefined) {
        if (/^[23]/.test(status)) note('success-status-removed', `${at} ${status}`);
        continue;
      }
      const now = resolved(current, given);
      for (const name of Object.keys(nodeAt(response, 'headers')))
        if (!(name in nodeAt(now, 'headers'))) note('answer-header-removed', `${at} ${status} ${name}`);
      for (const [mediaType, content] of Object.entries(nodeAt(response, 'content'))) {
        const other = nodeAt(now, 'content')[mediaType];
        if (other === undefined) note('answer-media-type-removed', `${at} ${status} ${mediaType}`);
        else
          compare(
            /^[23]/.test(status) ? 'answer' : 'refusal',
            `${at} ${status}`,
            ...sides(nodeAt(content)['schema'], nodeAt(other)['schema']),
          );
      }
    }
  };

  const servers = ((current['servers'] ?? []) as readonly Node[]).map(({ url }) => url);
  for (const { url } of (released['servers'] ?? []) as readonly Node[])
    if (!servers.includes(url)) note('server-removed', String(url));
  for (const [path, item] of Object.entries(nodeAt(released, 'paths'))) {
    for (const method of METHODS) {
      if (!isNode(item) || !isNode(item[method])) continue;
      const at = `${method.toUpperCase()} ${path}`;
      const [before, after] = [item[method], nodeAt(current, 'paths', path)[method]];
      if (!isNode(after)) {
        note('operation-removed', at);
        continue;
      }
      if (before['operationId'] !== after['operationId']) note('operation-renamed', at);
      if (JSON.stringify(before['tags']) !== JSON.stringify(after['tags'])) note('tag-renamed', at);
      if (needsToken(after) && !needsToken(before)) note('token-needed', at);
      else if (waysOf(released, before).some((way) => !waysOf(current, after).includes(way)))
        note('security-removed', at);
      compareParameters(at, before, after);
      compareBodies(at, before, after);
      compareAnswers(at, before, after);
    }
  }
  return changes;
};

/** Returns the changes of an AsyncAPI document that break readers or writers of the topics of the released one. */
const asyncApiChanges = (released: Node, current: Node): readonly BreakingChange[] => {
  const changes: BreakingChange[] = [];
  const note = (kind: BreakingKind, at: string): void => void changes.push({ kind, at });
  const compare = newSchemaComparison(note);
  const done = (document: Node, action: unknown): ReadonlySet<string> =>
    new Set(
      Object.values(nodeAt(document, 'operations')).flatMap((operation) =>
        nodeAt(operation)['action'] === action ? [String(nodeAt(operation, 'channel')['$ref'])] : [],
      ),
    );
  const received = done(released, 'receive');
  for (const [name, channel] of Object.entries(nodeAt(released, 'channels'))) {
    const before = nodeAt(channel);
    const after = nodeAt(current, 'channels', name);
    if (before['address'] !== after['address']) {
      note('topic-removed', String(before['address']));
      continue;
    }
    const channelReference = `#/channels/${name}`;
    for (const action of ['receive', 'send'])
      if (done(released, action).has(channelReference) && !done(current, action).has(channelReference))
        note('topic-removed', `${String(before['address'])} ${action}`);
    const direction: Direction = received.has(channelReference) ? 'request' : 'answer';
    for (const [message, reference] of Object.entries(nodeAt(before, 'messages'))) {
      const was = resolved(released, reference);
      const given = nodeAt(after, 'messages')[message];
      const at = `${String(before['address'])} ${String(was['name'])}`;
      if (given === undefined) {
        note('message-removed', at);
        continue;
      }
      const is = resolved(current, given);
      if (was['name'] !== is['name'] || was['contentType'] !== is['contentType']) note('message-removed', at);
      for (const part of ['payload', 'headers'])
        if (part in was)
          compare(
            direction,
            `${at} ${part}`,
            { document: released, schema: was[part] },
            { document: current, schema: is[part] },
          );
    }
  }
  return changes;
};

// The name of a problem schema contains all codes it may have. One more code, and so a new name, is no breaking change,
// because clients handle problems by `code`.
const isProblem = (schema: unknown): boolean =>
  JSON.stringify(nodeAt(schema)['allOf'] ?? '').includes('#/components/schemas/Problem"');

const schemaNames = (document: Node): readonly string[] =>
  Object.entries(nodeAt(document, 'components', 'schemas'))
    .filter(([, schema]) => !isProblem(schema))
    .map(([name]) => name);

/** Returns the changes of an OpenAPI or AsyncAPI document that break clients of the released one, each change once. */
export const breakingChanges = (released: unknown, current: unknown): readonly BreakingChange[] => {
  const [before, after] = [nodeAt(released), nodeAt(current)];
  const names = new Set(schemaNames(after));
  const removed = schemaNames(before)
    .filter((name) => !names.has(name))
    .map((at): BreakingChange => ({ kind: 'schema-removed', at }));
  const all = [...('asyncapi' in before ? asyncApiChanges(before, after) : openApiChanges(before, after)), ...removed];
  return [...new Map(all.map((change) => [`${change.kind} ${change.at}`, change])).values()];
};
