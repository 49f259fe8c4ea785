import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const cache = fileURLToPath(new URL('../node_modules/.cache/', import.meta.url));

const LEAST = [3, 10] as const;

/** A Python with the requested packages, or the reason why there is none. */
export type FoundPython = { readonly python: string } | { readonly reason: string };

const orFail = (reason: string): FoundPython => {
  if (process.env['REQUIRE_PYTHON'] === '1') throw new Error(`REQUIRE_PYTHON=1, and there is no Python: ${reason}.`);
  return { reason };
};

const reasonOf = (error: unknown): string => {
  const { stderr = '', message = '' } = error as { readonly stderr?: string; readonly message?: string };
  return (stderr.trim().split('\n').at(-1) || message).slice(0, 300);
};

/**
 * Resolves to a Python with these packages (`name==version`) in a separate environment, which is created once and kept
 * under `node_modules/.cache`; or to the reason why there is none here, in which case the tests that need it must be
 * skipped. With `REQUIRE_PYTHON=1` it rejects instead.
 */
export const pythonWith = async (...packages: readonly string[]): Promise<FoundPython> => {
  const version = await run('python3', ['-c', 'import sys; print(*sys.version_info[:2])']).then(
    ({ stdout }) => stdout.trim().split(' ').map(Number),
    () => undefined,
  );
  if (version === undefined) return orFail('there is no python3; install Python 3.10 or newer');
  const [major = 0, minor = 0] = version;
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1]))
    return orFail(`python3 is of version ${major}.${minor}, not ${LEAST.join('.')} or newer`);
  const name = [`${major}.${minor}`, ...packages].join('-').replaceAll(/[^A-Za-z0-9.-]/g, '_');
  const kept = join(cache, `python-${name}`);
  const python = join(kept, 'bin', 'python');
  if (existsSync(python)) return { python };
  mkdirSync(dirname(kept), { recursive: true });
  const scratch = mkdtempSync(`${kept}-`);
  try {
    await run('python3', ['-m', 'venv', scratch]);
    // The environment's own Python finds its packages wherever the folder is moved to.
    await run(
      join(scratch, 'bin', 'python'),
      ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages],
      { maxBuffer: 2 ** 26 },
    );
    if (!existsSync(kept)) renameSync(scratch, kept);
    return { python };
  } catch (error) {
    if (existsSync(python)) return { python };
    return orFail(`pip cannot install ${packages.join(' ')}: ${reasonOf(error)}`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
