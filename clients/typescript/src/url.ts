type Values = Readonly<Record<string, unknown>>;

// A segment of dots would be taken for a way up, and lead to another operation.
const segmentOf = (name: string, value: unknown): string => {
  const text = String(value ?? '');
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`"${text}" cannot be the ${name} of a path.`);
  return encodeURIComponent(text);
};

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const searchOf = (query: Values): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    // The contract writes an object (`style: form`, `explode: true`) as one parameter for each of its keys.
    if (isObject(value)) for (const [key, each] of Object.entries(value)) search.append(key, String(each));
    else
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== undefined) search.append(name, String(each));
  }
  return search.size === 0 ? '' : `?${search}`;
};

/** The URL of an operation: `path` as the contract writes it, filled; `query` as values, or as it stands after a `?`. */
export const urlOf = (base: string, path: string, parameters: Values, query: Values | string): string =>
  base +
  path.replace(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, parameters[name])) +
  (typeof query === 'string' ? query : searchOf(query));
