import { hash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const cache = new URL('../node_modules/.cache/yaml/', import.meta.url);

const read = <T>(path: URL): T | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
};

/**
 * Returns the content of a YAML file of the root folder by its name. Parsing a large one takes a second and many test
 * files need it, so the result is cached as JSON for the others.
 */
export const committedYaml = <T>(name: string): T => {
  const text = readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
  const kept = new URL(`${hash('sha256', text)}.json`, cache);
  const known = read<T>(kept);
  if (known !== undefined) return known;
  const document = parse(text) as T;
  mkdirSync(cache, { recursive: true });
  const scratch = new URL(`${randomUUID()}.json`, cache);
  writeFileSync(scratch, JSON.stringify(document));
  renameSync(scratch, kept);
  return document;
};
