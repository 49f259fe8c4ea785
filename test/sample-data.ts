import { fileURLToPath } from 'node:url';

/**
 * The folder with the `items.ndjson` and `answers.ndjson` that tests import: `SAMPLE_DATA`, or `examples/data` by
 * default.
 */
export const sampleData: string =
  process.env['SAMPLE_DATA'] ?? fileURLToPath(new URL('../examples/data', import.meta.url));
