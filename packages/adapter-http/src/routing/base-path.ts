/** The path of all operations, below the base path. */
export const API_PATH = '/v1';

const SEGMENTS = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*$/;

/**
 * The base path of an option, without a slash at its end; empty for the root. Throws if the text is not a valid path.
 */
export const basePathOf = (option: string): string => {
  const path = option.replace(/\/$/, '');
  if (SEGMENTS.test(path)) return path;
  throw new TypeError(
    `The base path "${option}" cannot be used. Write a path such as "/goldset": each segment begins with a slash and consists of letters, digits, "-", ".", "_" and "~".`,
  );
};
