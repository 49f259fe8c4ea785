import { describe, expect, test } from 'vitest';
import { ImportAnnotation } from '../src/annotations/index.ts';
import { ImportPrediction } from '../src/predictions/index.ts';
import { ImportSkip } from '../src/tasks/index.ts';
import { ImportItem } from '../src/transfer/index.ts';
import { parse } from '../src/kernel/index.ts';

const faultsOf = (schema: Parameters<typeof parse>[0], line: unknown): readonly string[] => {
  const parsed = parse(schema, line);
  return parsed.ok ? [] : parsed.error.map(({ pointer, code }) => `${pointer} ${code}`).toSorted();
};

const ID = '0199d3a0-6f7e-7c3a-9d7e-2b1f0c8a0002';

describe('the faults of a line are said together', () => {
  test.each([
    [ImportPrediction, {}, ['/external_id required', '/model required', '/model_version required', '/value required']],
    [
      ImportPrediction,
      { external_id: 'a', item_id: ID, model: '', model_version: '1', value: {} },
      ['/item_id duplicate', '/model length'],
    ],
    [
      ImportPrediction,
      { external_id: 7, model: 'm', model_version: '1', value: {}, extra: 1 },
      ['/external_id type', '/extra unknown_field'],
    ],
    [
      ImportPrediction,
      { external_id: null, item_id: null, model: 'm', model_version: '1', value: [] },
      ['/external_id required', '/value type'],
    ],
    [
      ImportAnnotation,
      { annotator: '', created_at: 'then' },
      ['/annotator length', '/created_at format', '/external_id required', '/value required'],
    ],
    [
      ImportSkip,
      { annotator: 'w', skipped_at: '2026-02-30T00:00:00Z' },
      ['/external_id required', '/skipped_at format'],
    ],
    [ImportPrediction, 7, [' type']],
    [ImportPrediction, [], [' type']],
    [ImportPrediction, null, [' type']],
    [ImportAnnotation, {}, ['/annotator required', '/external_id required', '/value required']],
    [
      ImportAnnotation,
      { external_id: 'a', annotator: '', value: {}, revisions: [] },
      ['/annotator length', '/revisions length', '/value duplicate'],
    ],
    [ImportAnnotation, { external_id: 'a', annotator: '', revisions: 7 }, ['/annotator length', '/revisions type']],
    [
      ImportAnnotation,
      {
        annotator: '',
        revisions: [
          { value: {}, created_at: '2026-01-02T00:00:00Z' },
          { value: {}, created_at: '2026-01-01T00:00:00Z' },
        ],
      },
      ['/annotator length', '/external_id required', '/revisions/1/created_at range'],
    ],
    [
      ImportAnnotation,
      {
        external_id: 'a',
        annotator: 'w',
        revisions: [
          { value: {}, created_at: 'then' },
          { value: {}, created_at: 'now' },
        ],
      },
      ['/revisions/0/created_at format', '/revisions/1/created_at format'],
    ],
    [
      ImportSkip,
      { annotator: '', requeued_at: '2026-01-01T00:00:00Z' },
      ['/annotator length', '/external_id required', '/skipped_at required'],
    ],
    [
      ImportSkip,
      { external_id: 'a', annotator: 'w', skipped_at: 'now', requeued_at: '2026-01-01T00:00:00Z' },
      ['/skipped_at format'],
    ],
    [
      ImportSkip,
      { external_id: 'a', annotator: '', skipped_at: '2026-01-02T00:00:00Z', requeued_at: '2026-01-01T00:00:00Z' },
      ['/annotator length', '/requeued_at range'],
    ],
    [
      ImportItem,
      { data: {}, annotations: [{ annotator: { name: '' } }] },
      ['/annotations/0/annotator/name length', '/annotations/0/value required'],
    ],
  ])('%#', (schema, line, faults) => {
    expect(faultsOf(schema, line)).toEqual(faults);
  });
});
