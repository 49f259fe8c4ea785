interface MediaType {
  readonly type: string;
  readonly parameters: Readonly<Record<string, string>>;
}

// No ordinary client sends more. Parsing more would cost more than the rest of the request.
const MOST_PARAMETERS = 20;
const MOST_RANGES = 100;

const mediaTypeOf = (text: string): MediaType => {
  const [type = '', ...parameters] = text.split(';', MOST_PARAMETERS).map((part) => part.trim().toLowerCase());
  return {
    type,
    parameters: Object.fromEntries(
      parameters.map((parameter) => {
        const [name = '', value = ''] = parameter.split('=', 2);
        return [name.trim(), value.trim().replace(/^"(.*)"$/, '$1')];
      }),
    ),
  };
};

/** The media type that a `Content-Type` header names; `undefined` if its character set is not UTF-8. */
export const contentTypeOf = (header: string): string | undefined => {
  const { type, parameters } = mediaTypeOf(header);
  return (parameters['charset'] ?? 'utf-8') === 'utf-8' ? type : undefined;
};

/** Whether an `Accept` header allows a response of this media type. The most specific range that matches decides. */
export const accepts = (header: string | undefined, mediaType: string): boolean => {
  if (header === undefined || header === '*/*' || header === mediaType || header.trim() === '') return true;
  const ranges = header.split(',', MOST_RANGES).map(mediaTypeOf);
  for (const range of [mediaType, `${mediaType.slice(0, mediaType.indexOf('/'))}/*`, '*/*']) {
    const found = ranges.find(({ type }) => type === range);
    if (found !== undefined) return Number(found.parameters['q'] ?? '1') > 0;
  }
  return false;
};
