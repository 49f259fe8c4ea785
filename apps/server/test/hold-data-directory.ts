// Holds a data directory, says how that went, and does what standard input says: `serving`, `stopping`, `release`.
import { createInterface } from 'node:readline';
import { holdDataDirectory } from '../src/data-directory.ts';

try {
  const held = await holdDataDirectory(process.argv[2] ?? '', { patience: 5_000 });
  console.log('held');
  for await (const word of createInterface({ input: process.stdin })) {
    if (word === 'serving') held.serving('http://127.0.0.1:4711');
    else if (word === 'stopping') held.stopping();
    else held.release();
    console.log('done');
  }
} catch (error) {
  console.log((error as Error).message);
}
