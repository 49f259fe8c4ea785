import type { Row } from './row.ts';

/** The options of a part of the report. */
export interface PartOptions {
  /** Whether to use a tenth of the sizes. */
  readonly quick: boolean;
  /** Reports the progress; never on standard output, which is reserved for the report. */
  readonly say: (line: string) => void;
  /** The directory into which pictures are written; without it, none are written. */
  readonly pictures?: string;
}

/** A part of the report, which measures its rows. It stops everything it has started, even if it fails. */
export type Part = (options: PartOptions) => Promise<readonly Row[]>;
