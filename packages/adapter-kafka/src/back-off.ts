/** When something is tried again after it failed so many times in a row, in milliseconds: 100 at first, doubled each time, at most 30 seconds, less up to half of it by chance. */
export const backOff = (failures: number, random: () => number): number => {
  const most = Math.min(30_000, 100 * 2 ** Math.min(Math.max(0, failures - 1), 16));
  return Math.ceil(most * (1 - random() / 2));
};
