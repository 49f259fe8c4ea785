import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Socket } from 'node:net';
import { javaWithKafka } from './kafka-server.ts';

interface Tools {
  ask(line: string): Promise<string>;
}

const program = fileURLToPath(new URL('kafka/Tools.java', import.meta.url));

/**
 * Starts a Java virtual machine that runs tools one after another. It ends when this process does, because its input is
 * then closed.
 */
const startTools = (onEnded: () => void): Tools => {
  const child = spawn('java', [...javaWithKafka(), program], { stdio: ['pipe', 'pipe', 'pipe'] });
  const streams = [child.stdin, child.stdout, child.stderr] as unknown as readonly Socket[];
  const waiting: { readonly resolve: (text: string) => void; readonly reject: (error: Error) => void }[] = [];
  let printed = Buffer.alloc(0);
  let complaints = '';

  // Only a request without a response yet keeps this process running.
  const hold = (isHeld: boolean): void => {
    for (const one of [child, ...streams]) {
      if (isHeld) one.ref();
      else one.unref();
    }
  };
  const answer = (): void => {
    for (;;) {
      const end = printed.indexOf('\n');
      const length = Number(printed.toString('utf8', 0, Math.max(0, end)));
      if (end < 0 || printed.length < end + 1 + length) return;
      waiting.shift()?.resolve(printed.toString('utf8', end + 1, end + 1 + length));
      printed = printed.subarray(end + 1 + length);
      if (waiting.length === 0) hold(false);
    }
  };
  const end = (why: string): void => {
    onEnded();
    for (const { reject } of waiting.splice(0)) reject(new Error(`Kafka's tools ended: ${why}\n${complaints}`));
  };
  child.stdout.on('data', (chunk: Buffer) => {
    printed = Buffer.concat([printed, chunk]);
    answer();
  });
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString('utf8')).slice(-10_000)));
  child.stdin.on('error', () => undefined);
  child.once('error', (error) => end(error.message));
  child.once('close', (code, signal) => end(String(code ?? signal)));
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        hold(true);
        child.stdin.write(`${line}\n`);
      }),
  };
};

let tools: Tools | undefined;

/**
 * Runs one of Kafka's own tools by the name of its class, and resolves to its output. Call it only if `whyNoKafka` has
 * resolved to `undefined`. A virtual machine takes far longer to start than a tool takes to run, so all tools of a
 * process run in one.
 */
export const runKafkaTool = (className: string, ...args: readonly string[]): Promise<string> => {
  tools ??= startTools(() => (tools = undefined));
  return tools.ask([className, ...args].join('\t'));
};
