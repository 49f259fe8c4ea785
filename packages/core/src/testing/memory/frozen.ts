/** Freezes a value at every depth. A value that is frozen already is assumed to be so at every depth. */
export const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value)) frozen(inner);
  return value;
};

/** Returns a deep copy of a value of plain objects and arrays; any other value in it is kept as it is. */
export const copied = <T>(value: T): T => {
  if (Array.isArray(value)) return value.map(copied) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)])) as T;
};
