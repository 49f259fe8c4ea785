type Values = Readonly<Record<string, unknown>>;

// A URL parser resolves a segment of dots as a relative path, which would lead to another operation.
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
    // By the contract (`style: form`, `explode: true`), an object becomes one parameter for each of its keys.
    if (isObject(value)) for (const [key, each] of Object.entries(value)) search.append(key, String(each));
    else
      for (const each of Array.isArray(value) ? value : [value])
        if (each !== undefined) search.append(name, String(each));
  }
  return search.size === 0 ? '' : `?${search}`;
};

/**
 * Returns the URL of an operation. `path` is the template of the contract, filled with `parameters`; `query` is an
 * object of values, or a text that is appended as it is, with its `?`.
 */
export const urlOf = (base: string, path: string, parameters: Values, query: Values | string): string =>
  base +
  path.replace(/\{(\w+)\}/g, (_, name: string) => segmentOf(name, parameters[name])) +
  (typeof query === 'string' ? query : searchOf(query));
