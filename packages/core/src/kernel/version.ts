import { z } from 'zod';

/** The largest version number that a database can store. */
export const MAX_VERSION = 2 ** 31 - 1;

/** A version of a guideline or an annotation UI, as a request names it. */
export const Version = z.int().min(1).max(MAX_VERSION);
