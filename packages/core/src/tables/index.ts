export { booleanCells, jsonCells, numberCells, readJsonCell, textCells, wordCells } from './cells.ts';
export type { Cells, ReadCell, ReadJsonCell } from './cells.ts';
export { MAX_COLUMNS, newCsvReader } from './csv-reader.ts';
export type { CsvReader, CsvReaderOptions, CsvRecord } from './csv-reader.ts';
export { csvRowWriter } from './csv-writer.ts';
export type { CsvForm, WrittenCell } from './csv-writer.ts';
export { escapeFormula, unescapeFormula } from './formulas.ts';
export { namesIn } from './name-list.ts';
export { Delimiter, delimiters } from './transports.ts';
