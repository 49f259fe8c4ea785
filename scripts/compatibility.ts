import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { breakingChanges } from './breaking-changes.ts';

/** The documents that are compared with the copies of the last release. */
export const contractNames = ['openapi.yaml', 'asyncapi.yaml'] as const;

const RELEASED = 'docs/released';
const ENTRIES = `${RELEASED}/breaking-changes.yaml`;

interface Entry {
  readonly document: string;
  readonly kind: string;
  readonly at: string;
  readonly because: string;
}

const documents = new Map<string, unknown>();

/**
 * Parses a YAML text once. The copies of the last release are large and mostly equal to the documents they are compared
 * with.
 */
const parsed = (text: string): unknown => {
  if (!documents.has(text)) documents.set(text, parse(text) as unknown);
  return documents.get(text);
};

const isWhole = ({ document, kind, at, because }: Partial<Entry>): boolean =>
  [document, kind, at, because].every((field) => typeof field === 'string' && field.trim() !== '');

const keyOf = ({ document, kind, at }: Pick<Entry, 'document' | 'kind' | 'at'>): string =>
  `${document}: ${kind} at ${at}`;

/**
 * Returns what prevents a release of the contracts below `root`: a missing copy of the last release, a breaking change
 * without an entry, or an entry without a change.
 */
export const compatibilityFaults = (root: string): readonly string[] => {
  const missing = [...contractNames.map((name) => `${RELEASED}/${name}`), ENTRIES].filter(
    (path) => !existsSync(join(root, path)),
  );
  if (missing.length > 0)
    return missing.map(
      (path) => `${path} is missing: without it nobody sees what breaks clients. Take it from the last release.`,
    );
  const read = (path: string): unknown => parsed(readFileSync(join(root, path), 'utf8'));
  const entries = (read(ENTRIES) ?? []) as readonly Entry[];
  const found = contractNames.flatMap((document) =>
    breakingChanges(read(`${RELEASED}/${document}`), read(document)).map((change) => keyOf({ document, ...change })),
  );
  const known = entries.map(keyOf);
  return [
    ...entries
      .filter((entry) => !isWhole(entry))
      .map(
        (entry) =>
          `${ENTRIES} has an entry without \`document\`, \`kind\`, \`at\` or \`because\`: ${JSON.stringify(entry)}.`,
      ),
    ...found
      .filter((key) => !known.includes(key))
      .map(
        (key) =>
          `${key} breaks clients of the last release: make the change in a way that does not, or add it to ${ENTRIES} with its reason.`,
      ),
    ...known
      .filter((key) => !found.includes(key))
      .map((key) => `${key} stands in ${ENTRIES}, and nothing changed there: remove the entry.`),
  ];
};
