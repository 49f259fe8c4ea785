import { z } from 'zod';
import { faultCodes, Name } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

/** How an import treats lines that conflict with stored data, and lines with errors. */
export const ImportOptions = z.strictObject({
  on_conflict: z
    .enum(['reject', 'update'])
    .default('reject')
    .meta({ description: 'What happens to a line of which there is one already, with other content.' }),
  on_error: z.enum(['continue', 'abort']).default('continue').meta({
    description: 'Whether a bad line leaves the others alone, or nothing is written at all (at most 10 MiB).',
  }),
});
/** How an import treats lines that conflict with stored data, and lines with errors. */
export type ImportOptions = Transport<typeof ImportOptions>;

/** The options of an import whose lines name people. */
export const NamingImportOptions = ImportOptions.extend({
  source: Name.optional().meta({
    description:
      'Where the names in the lines come from that say no `source` of their own: the tool, the vendor or the batch. One name of two sources is two external users. Without a source, a name means the same external user in every import into the organization that says none.',
  }),
});
/** The options of an import whose lines name people. */
export type NamingImportOptions = Transport<typeof NamingImportOptions>;

/** A validation error of one line of an import. */
export const ImportError = z
  .object({
    line: z.int().min(1).meta({ description: 'Counts from 1; in JSON, the place in the list.' }),
    pointer: z.string(),
    code: z.enum(faultCodes),
    detail: z.string(),
  })
  .meta({ id: 'ImportError' });
/** A validation error of one line of an import. */
export type ImportError = Transport<typeof ImportError>;

/**
 * The result of an import. Every line that is not blank is counted once; a line whose event had taken effect already
 * counts as unchanged.
 */
export const ImportResult = z
  .object({
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    rejected: z.int().min(0),
    errors: z.array(ImportError).meta({ description: 'The first 100, in line order.' }),
  })
  .meta({ id: 'ImportResult' });
/** The result of an import. */
export type ImportResult = Transport<typeof ImportResult>;
