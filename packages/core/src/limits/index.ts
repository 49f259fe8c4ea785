export { EMPTY_AFTER, leaked, RATE_LIMIT, secondsUntilRoom } from './rate-limit.ts';
export type { RateLevel, RateLimitsRepository } from './repository.ts';
