/** Where the adapter tells what happened: fields for machines, a message for people. No entry holds a body, a token or the value of a query parameter. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
