import { describe, expect, it } from 'vitest';
import { createLogger, logLevels } from '../src/log.ts';
import type { LogLevel } from '../src/log.ts';

const now = (): Date => new Date('2026-11-22T09:30:00.000Z');

const levelsWrittenAt = (level: LogLevel): readonly string[] => {
  const lines: string[] = [];
  const log = createLogger(level, { write: (line) => void lines.push(line) }, now);
  for (const severity of ['error', 'warn', 'info', 'debug'] as const) log[severity]({}, severity);
  return lines.map((line) => (JSON.parse(line) as { level: string }).level);
};

describe('the log', () => {
  it('writes one JSON object per line', () => {
    const lines: string[] = [];
    createLogger('info', { write: (line) => void lines.push(line) }, now).info(
      { url: 'http://localhost', text: 'two\nlines' },
      'serving',
    );
    expect(lines).toEqual([
      '{"level":"info","time":"2026-11-22T09:30:00.000Z","url":"http://localhost","text":"two\\nlines","message":"serving"}\n',
    ]);
  });

  it('hides what should never have got there', () => {
    const lines: string[] = [];
    createLogger('info', { write: (line) => void lines.push(line) }, now).info(
      {
        token: 'hidden 1',
        headers: { authorization: 'hidden 2' },
        item: { data: { text: 'hidden 3' } },
        request_id: 'r',
      },
      'careless',
    );
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      request_id: 'r',
      token: '[hidden]',
      headers: { authorization: '[hidden]' },
      item: { data: '[hidden]' },
    });
    expect(lines[0]).not.toMatch(/hidden \d/);
  });

  it('drops what is below its level', () => {
    expect(logLevels.map(levelsWrittenAt)).toEqual([
      [],
      ['error'],
      ['error', 'warn'],
      ['error', 'warn', 'info'],
      ['error', 'warn', 'info', 'debug'],
    ]);
  });
});
