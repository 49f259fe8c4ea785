/** The token of an `Authorization` header; `undefined` if there is none. */
export const bearerOf = (header: string | undefined): string | undefined =>
  header?.match(/^bearer +([!-~]{1,256}) *$/i)?.[1];
