// Property tests use the same values every time, so that a failing test fails again. `PROPERTY_SEED=random` uses new
// values.
import fc from 'fast-check';

const { PROPERTY_SEED = '20261123' } = process.env;
if (PROPERTY_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(PROPERTY_SEED) });
