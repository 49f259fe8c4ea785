// Properties are tried with the same values every time, so that a test that fails fails again. `PROPERTY_SEED=random` tries values that nobody has seen yet.
import fc from 'fast-check';

const { PROPERTY_SEED = '20261123' } = process.env;
if (PROPERTY_SEED !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(PROPERTY_SEED) });
