import { describe, expect, it } from 'vitest';
import { createLogger, logLevels } from '../src/log.ts';
import type { LogLevel } from '../src/log.ts';

const now = (): Date => new Date('2026-11-22T09:30:00.000Z');

const levelsWrittenAt = (level: LogLevel): readonly string[] => {
  const lines: string[] = [];
  const log = createLogger(level, (line) => lines.push(line), now);
  for (const severity of ['error', 'warn', 'info', 'debug'] as const) log[severity]({}, severity);
  return lines.map((line) => (JSON.parse(line) as { level: string }).level);
};

describe('the log', () => {
  it('writes one JSON object per line', () => {
    const lines: string[] = [];
    createLogger('info', (line) => lines.push(line), now).info({ url: 'http://localhost', text: 'two\nlines' }, 'serving');
    expect(lines).toEqual(['{"time":"2026-11-22T09:30:00.000Z","level":"info","message":"serving","url":"http://localhost","text":"two\\nlines"}\n']);
  });

  it('drops what is below its level', () => {
    expect(logLevels.map(levelsWrittenAt)).toEqual([[], ['error'], ['error', 'warn'], ['error', 'warn', 'info'], ['error', 'warn', 'info', 'debug']]);
  });
});
