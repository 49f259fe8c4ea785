import { err, fault, ok } from '@goldset/core';
import {
  decodeJsonText,
  isCleanText,
  jsonTextFault,
  MAX_DEPTH,
  momentFault,
  under,
  visible,
} from '@goldset/core/adapter';
import type { Fault, FaultCode, Result } from '@goldset/core';
import { textHeader } from './message.ts';
import type { Content, Header } from './message.ts';
import type { Refusal } from './refusal.ts';

/** A CloudEvent 1.0. Its data, if any, is JSON. */
export interface CloudEvent {
  readonly id: string;
  /** A URI reference that names the producer. Two events of one source must not have the same id. */
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  /** When the event was made, in RFC 3339. */
  readonly time?: string;
  readonly dataschema?: string;
  readonly extensions: Readonly<Record<string, string | number | boolean>>;
  /** The parsed data; `undefined` if there is none. */
  readonly data: unknown;
}

/** The media type of an event in structured mode: one JSON document. */
export const STRUCTURED_MEDIA_TYPE = 'application/cloudevents+json';

/** The maximum size of a value in bytes, even if the broker accepts more. */
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

const CONTENT_TYPE = 'content-type';
const PREFIX = 'ce_';
const MAX_EXTENSIONS = 100;
const URI_REFERENCE = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const ABSOLUTE_URI = /^[A-Za-z][A-Za-z0-9+.-]*:/;
const MEDIA_TYPE = /^[!#$%&'*+.^_`|~\w-]+\/[!#$%&'*+.^_`|~\w-]+\s*(?:;.*)?$/;
const ATTRIBUTE_NAME = /^[a-z0-9]{1,64}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
// Most attributes are printable ASCII, which needs no further check.
const PLAIN = /^[ -~]*$/;
// Control characters and noncharacters of Unicode, which no attribute may contain.
// oxlint-disable-next-line no-control-regex
const UNFIT = /[\u0000-\u001f\u007f-\u009f]|\p{Noncharacter_Code_Point}/u;

// RFC 3339 also allows a lower-case `t` and `z`.
const isMoment = (text: string): boolean => momentFault(text.toUpperCase()) === undefined;

interface AttributeRule {
  readonly max: number;
  readonly required?: true;
  readonly fits?: (text: string) => boolean;
  readonly detail?: string;
}

/** The attributes of CloudEvents 1.0 and their rules. */
const attributes = {
  specversion: { max: 3, required: true, fits: (text) => text === '1.0', detail: 'Must be "1.0".' },
  id: { max: 255, required: true },
  source: { max: 1_000, required: true, fits: (text) => URI_REFERENCE.test(text), detail: 'Must be a URI reference.' },
  type: { max: 255, required: true },
  subject: { max: 1_000 },
  time: {
    max: 64,
    fits: isMoment,
    detail: 'Must be a moment in RFC 3339, of the years 1 to 9999, with a zone, such as 2026-11-22T09:30:00Z.',
  },
  dataschema: {
    max: 1_000,
    fits: (text) => ABSOLUTE_URI.test(text) && URI_REFERENCE.test(text),
    detail: 'Must be an absolute URI.',
  },
  datacontenttype: { max: 255, fits: (text) => MEDIA_TYPE.test(text), detail: 'Must be a media type.' },
} as const satisfies Readonly<Record<string, AttributeRule>>;

type AttributeName = keyof typeof attributes;

const notAnEvent = (detail: string, faults?: readonly Fault[]): Refusal => ({
  code: 'not_a_cloud_event',
  detail,
  ...(faults === undefined ? {} : { faults }),
});

const attributeFault = (name: string, value: unknown, { max, fits, detail }: AttributeRule): Fault | undefined => {
  const at = (code: FaultCode, say: string): Fault => fault([name], code, say);
  if (typeof value !== 'string') return at('type', 'Must be a string.');
  if (value.length === 0 || value.length > max) return at('length', `Must have 1 to ${max} characters.`);
  if (!PLAIN.test(value) && (!isCleanText(value) || UNFIT.test(value)))
    return at('encoding', 'Must not hold control characters, noncharacters or lone surrogates.');
  return fits === undefined || fits(value) ? undefined : at('format', detail ?? 'Has a wrong form.');
};

const isInt32 = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= 2 ** 31 - 1;

const extensionFault = (name: string, value: unknown): Fault | undefined => {
  if (!ATTRIBUTE_NAME.test(name))
    return {
      pointer: '',
      code: 'unknown_field',
      detail: 'The name of an attribute has 1 to 64 lower-case letters and digits.',
    };
  if (typeof value === 'boolean' || (typeof value === 'number' && isInt32(value))) return undefined;
  if (typeof value !== 'string') return fault([name], 'type', 'Must be a string, a boolean or a 32-bit integer.');
  return value === '' ? undefined : attributeFault(name, value, { max: 4_096 });
};

/** Attributes by name, as they were sent. An attribute that is `null` counts as absent. */
type Given = Readonly<Record<string, unknown>>;

const rules = Object.entries<AttributeRule>(attributes).map(([name, rule]) => ({ name, rule }));

const isThere = (value: unknown): boolean => value !== undefined && value !== null;

// In structured mode, these members of the event hold the data and are not attributes.
const DATA = ['data', 'data_base64'];
const NONE: readonly string[] = [];

const extensionNames = (given: Given, beside: readonly string[]): readonly string[] => {
  let names: string[] | undefined;
  for (const name in given)
    if (
      !Object.hasOwn(attributes, name) &&
      !beside.includes(name) &&
      isThere(given[name]) &&
      Object.hasOwn(given, name)
    )
      (names ??= []).push(name);
  return names ?? NONE;
};

const attributeFaults = (given: Given, extensions: readonly string[]): readonly Fault[] => {
  const faults: Fault[] = [];
  const add = (found: Fault | undefined): void => void (found && faults.push(found));
  for (const { name, rule } of rules) {
    const value = given[name];
    if (isThere(value)) add(attributeFault(name, value, rule));
    else if (rule.required) add(fault([name], 'required', 'This attribute is required.'));
  }
  if (extensions.length > MAX_EXTENSIONS)
    add(fault([], 'length', `Must have at most ${MAX_EXTENSIONS} extension attributes.`));
  else for (const name of extensions) add(extensionFault(name, given[name]));
  return faults;
};

const NO_EXTENSIONS: CloudEvent['extensions'] = {};

const eventOf = (given: Given, data: unknown, beside = NONE): Result<CloudEvent, Refusal> => {
  const names = extensionNames(given, beside);
  const faults = attributeFaults(given, names);
  if (faults.length > 0) return err(notAnEvent('The attributes of the event have faults.', faults));
  const { id, source, type, subject, time, dataschema } = given as Readonly<Record<AttributeName, string>> &
    Readonly<Partial<Record<AttributeName, string | null>>>;
  const extensions =
    names.length === 0
      ? NO_EXTENSIONS
      : Object.fromEntries(names.map((name) => [name, given[name] as string | number | boolean]));
  const event: { -readonly [Name in keyof CloudEvent]: CloudEvent[Name] } = { id, source, type, extensions, data };
  if (isThere(subject)) event.subject = subject;
  if (isThere(time)) event.time = time;
  if (isThere(dataschema)) event.dataschema = dataschema;
  return ok(event);
};

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (bytes: Uint8Array): Result<string, Refusal> => {
  try {
    return ok(decoder.decode(bytes));
  } catch {
    return err({ code: 'malformed_json', detail: 'The value is not UTF-8.' });
  }
};

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  const text = textOf(bytes);
  return text.ok ? text.value : undefined;
};

const invalidData = (found: Fault): Refusal => ({ code: 'invalid', detail: 'The data has faults.', faults: [found] });

/** Makes the `Refusal` for an error in the text of a JSON document. */
type RefusalOf = (found: Fault) => Refusal;

/** Parses JSON in UTF-8. As over HTTP, the whole text is checked before a value is built from it. */
const parseJson = (bytes: Uint8Array, maxDepth: number, refusalOf: RefusalOf): Result<unknown, Refusal> => {
  const decoded = decodeJsonText(bytes, decodeUtf8);
  if (!decoded.ok) return err({ code: 'malformed_json', detail: decoded.error.detail });
  const found = jsonTextFault(decoded.value.bytes, { maxDepth });
  if (found === undefined) return ok(JSON.parse(decoded.value.text) as unknown);
  return err(found.code === 'malformed_json' ? { code: 'malformed_json', detail: found.detail } : refusalOf(found));
};

const isOfData = ({ pointer }: Fault): boolean => pointer === '/data' || pointer.startsWith('/data/');

const refusalOfEvent: RefusalOf = (found) =>
  isOfData(found) ? invalidData(found) : notAnEvent('The event has faults.', [found]);

const refusalOfData: RefusalOf = (found) => invalidData(under(['data'], found));

interface MediaType {
  readonly type: string;
  readonly charset: string;
}

const readMediaType = (text: string): MediaType => ({
  type: (text.split(';', 1)[0] ?? '').trim().toLowerCase(),
  charset: /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(text)?.[1]?.toLowerCase() ?? 'utf-8',
});

const readIsJson = (mediaType: string): boolean => {
  const { type, charset } = readMediaType(mediaType);
  return /^application\/(?:[^/]+\+)?json$/.test(type) && charset === 'utf-8';
};

/** Remembers the result of a function for the last text, because most messages of a topic have the same one. */
const ofOneText = <Value>(read: (text: string) => Value): ((text: string) => Value) => {
  let last: { readonly text: string; readonly value: Value } | undefined;
  return (text) => (last?.text === text ? last : (last = { text, value: read(text) })).value;
};

const mediaTypeOf = ofOneText(readMediaType);
const isJson = ofOneText(readIsJson);

const notJson = (detail: string): Result<never, Refusal> =>
  err(notAnEvent(detail, [fault(['datacontenttype'], 'format', detail)]));

const bytesOfBase64 = (text: unknown): Uint8Array | undefined =>
  typeof text === 'string' && BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;

const decodeStructured = (value: Uint8Array): Result<CloudEvent, Refusal> => {
  // The data is one level below the event.
  const parsed = parseJson(value, MAX_DEPTH + 1, refusalOfEvent);
  if (!parsed.ok) return parsed;
  const document = parsed.value;
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    return err(notAnEvent('The value is no JSON object.'));
  const given = document as Given;
  const { data, data_base64: base64 } = given;
  if (data !== undefined && base64 !== undefined)
    return err(
      notAnEvent('The event has both `data` and `data_base64`.', [
        fault(['data_base64'], 'duplicate', 'Send one of the two.'),
      ]),
    );
  const event = eventOf(given, data, DATA);
  if (!event.ok) return event;
  const mediaType = given['datacontenttype'];
  if (typeof mediaType === 'string' && !isJson(mediaType)) return notJson('The data must be JSON in UTF-8.');
  if (base64 === undefined) return event;
  const bytes = bytesOfBase64(base64);
  if (bytes === undefined)
    return err(
      notAnEvent('`data_base64` is not base64.', [
        fault(['data_base64'], 'format', 'Must be base64 (RFC 4648, section 4).'),
      ]),
    );
  return withData(event.value, bytes);
};

const withData = (event: CloudEvent, bytes: Uint8Array): Result<CloudEvent, Refusal> => {
  const parsed = parseJson(bytes, MAX_DEPTH, refusalOfData);
  return parsed.ok ? ok({ ...event, data: parsed.value }) : parsed;
};

const decodeBinary = (value: Uint8Array, mediaType: string | undefined, given: Given): Result<CloudEvent, Refusal> => {
  if (Object.hasOwn(given, 'datacontenttype'))
    return notJson('In binary mode the media type of the data stands in the header content-type.');
  const event = eventOf(mediaType === undefined ? given : { ...given, datacontenttype: mediaType }, undefined);
  if (!event.ok) return event;
  return mediaType !== undefined && !isJson(mediaType)
    ? notJson('The data must be JSON in UTF-8.')
    : withData(event.value, value);
};

/** What the headers of a message tell about its event. */
interface Said {
  readonly mediaType: string | undefined;
  /** The attributes by name; only in binary mode. */
  readonly attributes: Readonly<Record<string, string>> | undefined;
}

/** Reads the headers of an event. Each may occur at most once and must be UTF-8. */
const readHeaders = (headers: readonly Header[]): Result<Said, Refusal> => {
  let mediaType: string | undefined;
  let given: Record<string, string> | undefined;
  for (const [name, value] of headers) {
    const isMediaType = name.toLowerCase() === CONTENT_TYPE;
    if (!isMediaType && !name.startsWith(PREFIX)) continue;
    const attribute = name.slice(PREFIX.length);
    if (isMediaType ? mediaType !== undefined : given !== undefined && Object.hasOwn(given, attribute))
      return err(notAnEvent(`The header ${isMediaType ? CONTENT_TYPE : visible(name)} stands there twice.`));
    const text = value === null ? undefined : textOf(value);
    if (text?.ok !== true)
      return err(notAnEvent(`The header ${isMediaType ? CONTENT_TYPE : visible(name)} is not UTF-8.`));
    if (isMediaType) mediaType = text.value;
    // An assignment would fail for the name `__proto__`.
    else Object.defineProperty((given ??= {}), attribute, { value: text.value, enumerable: true });
  }
  return ok({ mediaType, attributes: given });
};

/**
 * Reads a message as a CloudEvent 1.0, in structured or binary mode. As over HTTP, data that Goldset could not store
 * and return unchanged is refused.
 */
export const decodeCloudEvent = ({
  value,
  headers,
}: Pick<Content, 'value' | 'headers'>): Result<CloudEvent, Refusal> => {
  if (value === null || value.length === 0)
    return err({
      code: 'empty',
      detail: value === null ? 'The message is a tombstone: it has no value.' : 'The value is empty.',
    });
  if (value.length > MAX_MESSAGE_BYTES)
    return err({ code: 'too_large', detail: `The value has more than ${MAX_MESSAGE_BYTES / 1024 / 1024} MiB.` });
  const said = readHeaders(headers);
  if (!said.ok) return said;
  const { type, charset } = mediaTypeOf(said.value.mediaType ?? '');
  if (type.startsWith('application/cloudevents')) {
    if (type !== STRUCTURED_MEDIA_TYPE || charset !== 'utf-8')
      return err(notAnEvent(`Only ${STRUCTURED_MEDIA_TYPE} in UTF-8 is read, and binary mode.`));
    return decodeStructured(value);
  }
  const { mediaType, attributes: given } = said.value;
  if (given === undefined)
    return err(
      notAnEvent(
        `The message has neither the content-type ${STRUCTURED_MEDIA_TYPE} nor headers that begin with ${PREFIX}.`,
      ),
    );
  return decodeBinary(value, mediaType, given);
};

/** The headers and the value of an event that is written. The key is not included. */
export type EncodedEvent = Pick<Content, 'headers'> & { readonly value: Uint8Array };

const encoder = new TextEncoder();

const JSON_MEDIA_TYPE = 'application/json';

const attributesOf = ({
  extensions,
  data: _,
  ...event
}: CloudEvent): Readonly<Record<string, string | number | boolean>> => ({
  specversion: '1.0',
  ...event,
  ...extensions,
});

const STRUCTURED = [textHeader(CONTENT_TYPE, `${STRUCTURED_MEDIA_TYPE}; charset=utf-8`)];

/** Encodes an event in structured mode: one JSON document. */
export const encodeStructured = (event: CloudEvent): EncodedEvent => {
  const { data } = event;
  const document = {
    ...attributesOf(event),
    ...(data === undefined ? {} : { datacontenttype: JSON_MEDIA_TYPE, data }),
  };
  return { value: encoder.encode(JSON.stringify(document)), headers: STRUCTURED };
};

/** Encodes an event in binary mode: its data as the value, its attributes as headers. */
export const encodeBinary = (event: CloudEvent): EncodedEvent => ({
  value: encoder.encode(JSON.stringify(event.data ?? null)),
  headers: [
    textHeader(CONTENT_TYPE, JSON_MEDIA_TYPE),
    ...Object.entries(attributesOf(event)).map(([name, value]) => textHeader(PREFIX + name, String(value))),
  ],
});
