import type { Context } from '../environment.ts';
import { send } from '../response/compression.ts';
import { problemKind, problems, refuse } from '../response/problem.ts';
import type { ProblemCode } from '../response/problem.ts';
import { reply } from '../response/reply.ts';
import { code, escape, PAGE_HEADERS, pageOf } from './html-page.ts';

const isProblem = (name: string): name is ProblemCode => Object.hasOwn(problems, name);

const problemPage = (name: ProblemCode, basePath: string): string => {
  const { status, title, explanation, mend } = problemKind(name);
  return pageOf(
    `${title} – Goldset`,
    `<h1>${escape(title)}</h1>\n<p><code>${name}</code>, status ${status}</p>\n<p>${code(explanation)}</p>\n<h2>What to do</h2>\n<p>${code(mend)}</p>\n<p><a href="${basePath}/problems">All problems</a></p>`,
  );
};

const problemsPage = (basePath: string): string =>
  pageOf(
    'Problems – Goldset',
    `<h1>Problems</h1>\n<ul>\n${Object.entries(problems)
      .map(
        ([name, { status, title }]) =>
          `<li>${status} <a href="${basePath}/problems/${name}">${escape(title)}</a> (<code>${name}</code>)</li>`,
      )
      .join('\n')}\n</ul>`,
  );

/** Serves a page for each problem. The `type` of a problem is the URL of its page. */
export const serveProblems = (
  get: (path: string, handle: (c: Context) => Response | Promise<Response>) => void,
): void => {
  get('/problems', (c) => send(c, 200, problemsPage(c.get('basePath')), PAGE_HEADERS));
  get('/problems/:code', (c) => {
    const name = c.req.param('code') ?? '';
    return isProblem(name)
      ? reply(c, problemPage(name, c.get('basePath')), 200, PAGE_HEADERS)
      : refuse(c, { code: 'not_found' });
  });
};
