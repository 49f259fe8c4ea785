import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerSchema, validateAnswer } from '../src/controls/index.ts';
import type { Control } from '../src/controls/index.ts';
import { jsonFault } from '../src/adapter.ts';
import type { Json, JsonObject } from '../src/index.ts';
import { answered, kinds, trialOf } from './control-trials.ts';

const ajv = new Ajv2020({ strict: true, ownProperties: true });

/** What accepts an answer, once it has been sent as JSON: the server, its JSON Schema, both or none. */
const judge = (
  controls: readonly Control[],
  data: JsonObject,
): ((value: JsonObject) => { readonly server: boolean; readonly schema: boolean }) => {
  const fits = ajv.compile(answerSchema(controls));
  return (value) => {
    const sent = JSON.parse(JSON.stringify(value)) as JsonObject;
    // What Goldset cannot keep is refused before any schema is looked at.
    return { server: jsonFault(sent) === undefined && validateAnswer(controls, sent, data).ok, schema: fits(sent) };
  };
};

describe.each(kinds)('the schema of an answer to %s', (kind) => {
  test('accepts what fits', () => {
    fc.assert(
      fc.property(answered(kind), ({ control, text, valid }) => {
        expect(judge([control], { text })({ [control.name]: valid })).toEqual({ server: true, schema: true });
      }),
      { numRuns: 60 },
    );
  });

  test('refuses with the server whatever a schema can', () => {
    fc.assert(
      fc.property(answered(kind), ({ control, text, valid }) => {
        const judged = judge([control], { text });
        for (const wrong of trialOf(control).wrong(control as never, valid as never)) {
          expect({ wrong, ...judged({ [control.name]: wrong }) }).toEqual({ wrong, server: false, schema: false });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('names in words what it cannot refuse', () => {
    fc.assert(
      fc.property(answered(kind), ({ control, text, valid }) => {
        const judged = judge([control], { text });
        const beyond = trialOf(control).beyond?.(control as never, valid as never, text) ?? [];
        for (const wrong of beyond)
          expect({ wrong, server: judged({ [control.name]: wrong }).server }).toEqual({ wrong, server: false });
        expect(JSON.stringify(answerSchema([control])).includes('$comment')).toBe(beyond.length > 0);
      }),
      { numRuns: 60 },
    );
  });

  test('accepts whatever the server accepts, and so refuses nothing that it accepts', () => {
    fc.assert(
      fc.property(
        answered(kind),
        fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 10 }),
        fc.constantFrom('text', 'none', 'list'),
        ({ control, text, valid }, hostile, has) => {
          const judged = judge([control], has === 'text' ? { text } : has === 'list' ? { text: [text] } : {});
          const near = [
            ...trialOf(control).wrong(control as never, valid as never),
            ...(trialOf(control).beyond?.(control as never, valid as never, text) ?? []),
          ];
          for (const value of [valid, ...near, ...hostile] as readonly Json[]) {
            const { server, schema } = judged({ [control.name]: value });
            expect({ value, holds: schema || !server }).toEqual({ value, holds: true });
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the schema of an answer to several controls', () => {
  const several = fc.uniqueArray(fc.constantFrom(...kinds).chain(answered), {
    minLength: 1,
    maxLength: 5,
    selector: ({ control }) => control.name,
  });

  test('requires what must be answered, and has room for nothing else', () => {
    fc.assert(
      fc.property(several, (list) => {
        // Spans are valid in the text they were made for.
        const controls = list.filter(({ control }, index) => control.kind !== 'spans' || index === 0);
        const judged = judge(
          controls.map(({ control }) => control),
          { text: list[0]?.text ?? '' },
        );
        const value: JsonObject = Object.fromEntries(controls.map(({ control, valid }) => [control.name, valid]));
        expect(judged(value)).toEqual({ server: true, schema: true });
        for (const { control } of controls) {
          const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== control.name));
          expect(judged(rest)).toEqual({ server: !control.required, schema: !control.required });
        }
        const more = controls.map(({ control }) => control.name).join('') + '?';
        expect(judged({ ...value, [more]: 1 })).toEqual({ server: false, schema: false });
      }),
      { numRuns: 60 },
    );
  });
});
