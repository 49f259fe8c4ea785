// Waits for the test run to end, however it ends, and then ends its Kafka and removes its data.
// Usage: node kafka-caretaker.mjs <directory>, with standard input held open by the run; the process id stands in the file "pid" of the directory.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const directory = process.argv[2];

const signal = (name) => {
  try {
    return process.kill(Number(readFileSync(join(directory, 'pid'), 'utf8')), name);
  } catch {
    return false;
  }
};

process.stdin.resume().once('close', async () => {
  // The directory goes last, so a process that it names is still this run's Kafka.
  if (directory === undefined || !existsSync(directory)) return;
  const deadline = Date.now() + 10_000;
  while (signal('SIGKILL') && Date.now() < deadline) await delay(50);
  rmSync(directory, { recursive: true, force: true });
});
