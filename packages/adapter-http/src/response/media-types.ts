/** The media type of JSON. */
export const JSON_MEDIA_TYPE = 'application/json';

/** The media type of newline-delimited JSON. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** The media type of tables whose cells are separated by commas or another delimiter. */
export const CSV_MEDIA_TYPE = 'text/csv';

/** The media type of tables whose cells are separated by tabs. */
export const TSV_MEDIA_TYPE = 'text/tab-separated-values';
