import { z } from 'zod';
import { Id, Name } from '../kernel/index.ts';
import type { Transport } from '../kernel/index.ts';

/** The short form of a user, in lists and references. */
export const CompactUser = z.object({ id: Id, name: Name }).meta({ id: 'CompactUser' });
/** The short form of a user, in lists and references. */
export type CompactUser = Transport<typeof CompactUser>;
