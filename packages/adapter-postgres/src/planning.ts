/**
 * What the planner is told on every connection. Each statement is written as probes of an index, row by row; a plan that
 * was made while a table was empty is kept, and there any other way looks as cheap. No plan depends on a parameter's
 * value, so none is made twice. What an index is read for costs far more than to go down into it once more: else, while
 * nothing is known of a large table, all that an index has of a project looks cheaper than a probe for each of some ids.
 */
export const PLANNING = {
  enable_seqscan: 'off',
  enable_bitmapscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_material: 'off',
  cpu_index_tuple_cost: '1',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
} as const;
