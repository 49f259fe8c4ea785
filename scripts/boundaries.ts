import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import type { ICruiseResult, IConfiguration } from 'dependency-cruiser';

/** An import that a boundary forbids. */
export interface BoundaryViolation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** The result of the boundary check. */
export interface BoundaryReport {
  /** How many modules of the workspace were read; a check that reads none finds no violation. */
  readonly modules: number;
  readonly violations: readonly BoundaryViolation[];
}

/** The minimum number of modules by which a check counts as having read the workspace. */
export const MODULES_FLOOR = 60;

const configuration = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as IConfiguration;

/** The names of the boundaries. */
export const ruleNames: readonly string[] = [...new Set((configuration.forbidden ?? []).map(({ name }) => name ?? ''))];

/** Reads every module of the workspace at `root` and reports the imports that `.dependency-cruiser.cjs` forbids. */
export const checkBoundaries = async (root: string): Promise<BoundaryReport> => {
  const { options, ...ruleSet } = configuration;
  const { output } = await cruise(
    ['packages', 'apps', 'clients', 'examples'],
    { ...options, baseDir: root, ruleSet, validate: true },
    options?.enhancedResolveOptions,
  );
  const { modules, summary } = output as ICruiseResult;
  return {
    modules: modules.filter(
      ({ source, couldNotResolve }) =>
        couldNotResolve !== true && source.endsWith('.ts') && !source.includes('node_modules'),
    ).length,
    violations: summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
  };
};

if (import.meta.main) {
  const { modules, violations } = await checkBoundaries(fileURLToPath(new URL('..', import.meta.url)));
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`);
  if (modules < MODULES_FLOOR)
    console.error(
      `Only ${modules} modules were read, fewer than ${MODULES_FLOOR}: the gate does not see the workspace.`,
    );
  console.log(`${modules} modules, ${violations.length} violations`);
  if (violations.length > 0 || modules < MODULES_FLOOR) process.exitCode = 1;
}
