import { memoryStoreHarness, newEmptyProject, valueOf } from '@goldset/core/testing';
import type { ProjectWorld } from '@goldset/core/testing';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOfExport, recordsOf } from '../src/testing/contract/world.ts';
import type { Control, ImportAnnotation, JsonObject } from '../src/index.ts';
import { delimiters } from '../src/tables/index.ts';
import { answered, anyText, controlOf, kinds, trialOf } from './control-trials.ts';

/** An annotation UI of several kinds, and answers to it about one text each. */
interface Asked {
  readonly controls: readonly Control[];
  readonly answers: readonly { readonly text: string; readonly value: JsonObject }[];
}

// What every column is called is a name of a control, too.
const TAKEN = ['data', 'source', 'annotator', 'external_id', 'value.data', "'", '=x', '-', "''x", '@', 'value.'];

const control: fc.Arbitrary<Control> = fc
  .tuple(fc.constantFrom(...kinds).chain(controlOf), fc.option(fc.constantFrom(...TAKEN)))
  .map(([own, name]) => (name === null ? own : { ...own, name }));

// A text begins like a formula more often than chance would have it.
const spiced = (own: Control, value: JsonObject[string]): fc.Arbitrary<JsonObject[string]> =>
  own.kind !== 'text' || typeof value !== 'string'
    ? fc.constant(value)
    : fc
        .constantFrom('', "'", '=', '-1', '\t', '\r', '"', 'x')
        .map((begin) => [...(begin + value)].slice(0, own.max_length).join(''));

const asked: fc.Arbitrary<Asked> = fc
  .uniqueArray(control, { minLength: 1, maxLength: 4, selector: ({ name }) => name })
  .chain((controls) => {
    const answer = anyText.chain((text) =>
      fc
        .tuple(
          ...controls.map((own) =>
            trialOf(own)
              .valid(own as never, text)
              .chain((value) => spiced(own, value))
              .chain((value) =>
                own.required ? fc.constant(value) : fc.option(fc.constant(value), { nil: undefined }),
              ),
          ),
        )
        .map((values) => ({
          text,
          value: Object.fromEntries(
            controls.flatMap(({ name }, place) =>
              values[place] === undefined ? [] : [[name, values[place] as JsonObject[string]]],
            ),
          ),
        })),
    );
    return fc.array(answer, { minLength: 1, maxLength: 3 }).map((answers) => ({ controls, answers }));
  });

const anyName = fc.oneof(
  fc.constantFrom('w1', "'w", '=w', '-', 'a,b', 'a\nb', '"'),
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 6 })
    .filter((name) => /[\p{L}\p{N}]/u.test(name) && !name.includes('@')),
);

const project = fc.record({
  versions: fc.array(asked, { minLength: 1, maxLength: 3 }),
  prefix: fc.constantFrom('', "'", '=', '-', '"', ',', '\t', ' '),
  names: fc.uniqueArray(anyName, { minLength: 1, maxLength: 3 }),
});

const harness = memoryStoreHarness();

const newTarget = async (versions: readonly Asked[], items: readonly object[]): Promise<ProjectWorld> => {
  const world = await newEmptyProject(harness);
  for (const [version, { controls }] of versions.entries()) {
    valueOf(
      await world.application.createAnnotationUI(world.admin, {
        project_id: world.project.id,
        name: `v${version + 1}`,
        controls,
      }),
    );
    await world.publish();
  }
  const imported = await world.importItems(items);
  expect(imported.errors).toEqual([]);
  return world;
};

const answersOf = async (world: ProjectWorld): Promise<readonly unknown[]> =>
  (await world.exported({ people: 'email' })).flatMap(({ external_id, annotations }) =>
    annotations
      .map(({ annotator: { name, source }, value, guideline_version, annotation_ui_version, created_at }) => ({
        external_id,
        name,
        source,
        value,
        guideline_version,
        annotation_ui_version,
        created_at,
      }))
      .toSorted((a, b) => (a.name + String(a.source) < b.name + String(b.source) ? -1 : 1)),
  );

test('what any project exports as a table, an import reads as the same answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      project,
      fc.constantFrom(...delimiters),
      fc.constantFrom('\r\n', '\n', '\r'),
      fc.boolean(),
      async ({ versions, prefix, names }, delimiter, end, isEscaped) => {
        const items: object[] = [];
        const lines: ImportAnnotation[] = [];
        for (const [place, { answers }] of versions.entries()) {
          for (const [nth, { text, value }] of answers.entries()) {
            const external_id = `${prefix}${place}-${nth}`;
            items.push({ external_id, data: { text } });
            for (const [index, annotator] of names.entries()) {
              const guideline = index % 2 === 0 ? { guideline_version: place + 1 } : {};
              lines.push({
                external_id,
                annotator,
                ...(index === 1 ? { source: "'crowd" } : {}),
                value,
                annotation_ui_version: place + 1,
                created_at: '2025-01-02T03:04:05.678Z',
                ...guideline,
              });
            }
          }
        }
        const from = await newTarget(versions, items);
        expect((await from.importAnswers(lines)).errors).toEqual([]);
        const formulas = isEscaped ? 'escape' : 'keep';
        const format = delimiter === '\t' ? ({ format: 'tsv' } as const) : ({ format: 'csv', delimiter } as const);
        const rows = await linesOfExport(await from.beginExport({ ...format, formulas, people: 'email' }));
        const to = await newTarget(versions, items);
        const table = rows.map((row) => row + end).join('');
        const result = valueOf(
          await to.application.importAnnotations(to.admin, {
            project_id: to.project.id,
            records: recordsOf(table, delimiter),
            delimiter,
            formulas,
            on_conflict: 'reject',
            on_error: 'continue',
          }),
        );
        expect({ table, ...result }).toEqual({
          table,
          created: lines.length,
          updated: 0,
          unchanged: 0,
          rejected: 0,
          errors: [],
        });
        expect(await answersOf(to)).toEqual(await answersOf(from));
      },
    ),
    { numRuns: 100 },
  );
}, 120_000);

test('every kind of control is read from the cell that it is written into', async () => {
  for (const kind of kinds) {
    await fc.assert(
      fc.asyncProperty(answered(kind), async ({ control: own, text, valid }) => {
        const versions = [{ controls: [own], answers: [] }];
        const items = [{ external_id: 'x', data: { text } }];
        const [from, to] = [await newTarget(versions, items), await newTarget(versions, items)];
        expect(
          (await from.importAnswers([{ external_id: 'x', annotator: 'w', value: { [own.name]: valid } }])).errors,
        ).toEqual([]);
        const rows = await linesOfExport(await from.beginExport({ format: 'csv' }));
        const records = recordsOf(rows.map((row) => `${row}\r\n`).join(''));
        const { errors } = valueOf(
          await to.application.importAnnotations(to.admin, {
            project_id: to.project.id,
            records,
            formulas: 'escape',
            on_conflict: 'reject',
            on_error: 'continue',
          }),
        );
        expect({ rows, errors }).toEqual({ rows, errors: [] });
        expect((await to.annotations()).map(({ value }) => value)).toEqual(
          (await from.annotations()).map(({ value }) => value),
        );
      }),
      { numRuns: 15 },
    );
  }
}, 120_000);
