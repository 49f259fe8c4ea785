import { fileURLToPath } from 'node:url';

/** The folder with the `items.ndjson` and `answers.ndjson` that tests import: that of `SAMPLE_DATA`, else `examples/data`. */
export const sampleData: string =
  process.env['SAMPLE_DATA'] ?? fileURLToPath(new URL('../examples/data', import.meta.url));
