/**
 * The log of the adapter: fields for machines and a message for people. No entry contains a body, a token or the value
 * of a query parameter.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
