import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { eventSchemas } from '@goldset/core';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { asyncApiDocument, asyncApiYaml, decodeCloudEvent, encodeStructured } from '../src/index.ts';
import type { CloudEvent } from '../src/index.ts';
import { handlers, handlersByOperation } from '../src/handlers.ts';
import { decodeMessage } from '../src/decode.ts';
import { committedText, contract, contractFaults } from './contract.ts';

const meta = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@asyncapi/specs/schemas/3.0.0.json'), 'utf8'),
) as object;

describe('the contract', () => {
  test('is written the same each time, and equal to the committed file', () => {
    expect(JSON.stringify(asyncApiDocument())).toBe(JSON.stringify(asyncApiDocument()));
    expect(asyncApiYaml()).toBe(committedText);
  });

  test('is AsyncAPI 3.0, by the JSON Schema of its makers', () => {
    // The schema brings that of JSON Schema along.
    const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
    formats.default(ajv);
    const validate = ajv.compile(meta);
    validate(contract);
    expect(validate.errors ?? []).toEqual([]);
  });

  test('refers to nothing that is not there', () => {
    const at = (path: string): unknown =>
      path
        .slice(2)
        .split('/')
        .reduce<unknown>((value, key) => Object(value)[key] as unknown, contract);
    const references = [...committedText.matchAll(/\$ref: "?(#\/[\w/]+)"?/g)].map(([, path]) => path ?? '');
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((path) => at(path) === undefined)).toEqual([]);
  });

  test('has every type of event once, on the topic it belongs to, and every change that is told', () => {
    const types = handlers.map(({ type }) => type);
    expect(new Set(types).size).toBe(types.length);
    for (const { type, topic } of handlers) {
      const names = Object.keys(contract.channels[topic]?.messages ?? {});
      expect(names.map((name) => contract.components.messages[name]?.name)).toContain(type);
    }
    expect(
      Object.keys(contract.channels['events']?.messages ?? {})
        .map((name) => contract.components.messages[name]?.name)
        .toSorted(),
    ).toEqual(Object.keys(eventSchemas).toSorted());
  });

  test.each(handlers.map((handler) => [handler.type, handler] as const))(
    'has an example of %s that fits it, and that is understood',
    (type, { topic }) => {
      const message = Object.values(contract.components.messages).find(({ name }) => name === type);
      const payload = message?.examples?.[0]?.payload as unknown as CloudEvent & { readonly type: string };
      expect(contractFaults(`goldset.${topic}`, payload)).toEqual([]);
      const encoded = encodeStructured({ ...payload, extensions: {}, data: payload.data });
      expect(decodeCloudEvent(encoded).ok).toBe(true);
      expect(decodeMessage(topic, encoded)).toMatchObject({ ok: true });
    },
  );

  test('says of each operation why no event asks for it, or has one', () => {
    for (const [operation, entry] of Object.entries(handlersByOperation)) {
      if ('because' in entry) expect(entry.because, operation).toMatch(/^[A-Z].*\.$/);
      else expect(entry.operation).toBe(operation);
    }
  });
});
