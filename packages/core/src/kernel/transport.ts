import type { z } from 'zod';

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** The type of a transport: the output of its zod schema, readonly at every depth. */
export type Transport<Schema extends z.ZodType> = DeepReadonly<z.output<Schema>>;
