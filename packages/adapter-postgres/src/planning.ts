/**
 * What the planner is told on every connection. Each statement is written as probes of an index, row by row; a plan that
 * was made while a table was empty is kept, and there any other way looks as cheap. No plan depends on a parameter's
 * value, so none is made twice.
 */
export const PLANNING = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
} as const;
