import { z } from 'zod';

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 * KIBIBYTE;

/** The maximum size of a request body without a token, in bytes. */
export const MAX_BYTES_WITHOUT_TOKEN = 16 * KIBIBYTE;

const [WITH_LISTS, WITH_VALUE, WITH_DATA, OTHERWISE] = [10 * MEBIBYTE, 4 * MEBIBYTE, 2 * MEBIBYTE, 256 * KIBIBYTE];

interface Wrapping {
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
}

/** A schema and all schemas that it wraps: those of optional fields, of defaults and of transformations. */
const layersOf = (schema: z.ZodType): readonly z.ZodType[] => {
  const { innerType, in: inner, out } = schema.def as Wrapping;
  return [schema, ...[innerType, inner, out].filter((layer) => layer !== undefined).flatMap(layersOf)];
};

const isListOfObjects = (schema: z.ZodType): boolean =>
  layersOf(schema).some(
    (layer) =>
      layer instanceof z.ZodArray &&
      layersOf(layer.element as z.ZodType).some(
        (element) => element instanceof z.ZodObject || element instanceof z.ZodUnion,
      ),
  );

/**
 * The maximum size of a JSON body of this schema after decompression, in bytes. It depends on the fields of the schema.
 */
export const bodyLimitOf = (schema: z.ZodType): number => {
  const fields: Readonly<Record<string, z.ZodType>> = Object.assign(
    {},
    ...layersOf(schema).map((layer) => (layer instanceof z.ZodObject ? layer.shape : {})),
  );
  if (Object.values(fields).some(isListOfObjects)) return WITH_LISTS;
  if ('value' in fields) return WITH_VALUE;
  return 'data' in fields || 'metadata' in fields ? WITH_DATA : OTHERWISE;
};

/** A number of bytes as text: `256 KiB`. */
export const sizeInWords = (bytes: number): string =>
  bytes < MEBIBYTE ? `${bytes / KIBIBYTE} KiB` : `${bytes / MEBIBYTE} MiB`;
