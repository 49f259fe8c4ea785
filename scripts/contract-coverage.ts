// The last step of a test run: checks that some test received each status that the contract declares for an operation.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Contract {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly operationId: string; readonly responses: object }>>>
  >;
}

const directory = process.env['GOLDSET_CONTRACT_SEEN'];
if (directory === undefined || directory === '') {
  console.error('GOLDSET_CONTRACT_SEEN must name the directory in which the tests noted what they saw.');
  process.exit(1);
}

const contract = parse(readFileSync(new URL('../openapi.yaml', import.meta.url), 'utf8')) as Contract;

const seen = new Set(readdirSync(directory).flatMap((name) => readFileSync(join(directory, name), 'utf8').split('\n')));

// `default` stands for 500, which no test can cause in an operation that works.
const declared = Object.values(contract.paths)
  .flatMap((methods) => Object.values(methods))
  .flatMap(({ operationId, responses }) =>
    Object.keys(responses)
      .filter((status) => status !== 'default')
      .map((status) => `${operationId} ${status}`),
  );

const missing = declared.filter((pair) => !seen.has(pair));
for (const pair of missing) console.error(`Declared in openapi.yaml, but never seen in a test: ${pair}`);
console.log(`${declared.length - missing.length} of ${declared.length} declared answers were seen`);
if (missing.length > 0 || declared.length === 0) process.exitCode = 1;
