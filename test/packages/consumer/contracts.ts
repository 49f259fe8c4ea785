// Runs contract suites of the core on the memory store of the core; the arguments name the suites.
import { contractSuites, memoryStoreHarness } from '@goldset/core/testing';
import type { ContractSuite } from '@goldset/core/testing';

const areas = process.argv.slice(2);
const harness = memoryStoreHarness();
let passed = 0;
for (const [area, suite] of Object.entries<ContractSuite>(contractSuites).filter(([name]) => areas.includes(name))) {
  for (const [name, run] of Object.entries(suite)) {
    try {
      await run(harness);
      passed += 1;
    } catch (error) {
      console.error(`${area}: ${name}`, error);
      process.exitCode = 1;
    }
  }
}
console.log(JSON.stringify({ passed }));
