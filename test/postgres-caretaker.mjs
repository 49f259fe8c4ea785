// Waits for the test run to end, however it ends, and then stops its PostgreSQL and removes its data.
// Usage: node postgres-caretaker.mjs <process id> <data directory>, with standard input held open by the run.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const [pid, directory] = [Number(process.argv[2]), process.argv[3]];

const signal = (name) => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};

process.stdin.resume().once('close', async () => {
  // The data goes last, so a process that works in it is still this run's PostgreSQL.
  if (directory === undefined || !existsSync(directory)) return;
  signal('SIGQUIT');
  const deadline = Date.now() + 10_000;
  while (signal(0) && existsSync(join(directory, 'postgres', 'data', 'postmaster.pid')) && Date.now() < deadline)
    await delay(50);
  rmSync(directory, { recursive: true, force: true });
});
