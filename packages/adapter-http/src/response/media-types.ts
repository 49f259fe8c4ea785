/** The media type of JSON. */
export const JSON_MEDIA_TYPE = 'application/json';

/** The media type of newline-delimited JSON. */
export const NDJSON_MEDIA_TYPE = 'application/x-ndjson';

/** The media type of tables whose cells have a comma, or another delimiter, between them. */
export const CSV_MEDIA_TYPE = 'text/csv';

/** The media type of tables whose cells have tabs between them. */
export const TSV_MEDIA_TYPE = 'text/tab-separated-values';
