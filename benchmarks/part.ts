import type { Row } from './row.ts';

/** How a part of the report is run. */
export interface PartOptions {
  /** On a tenth of the sizes. */
  readonly quick: boolean;
  /** Tells how far it is; never on standard output, which is for the report alone. */
  readonly say: (line: string) => void;
}

/** A part of the report: measures its rows. What it starts it ends, also when it fails. */
export type Part = (options: PartOptions) => Promise<readonly Row[]>;
