const HEAD =
  '// Written by `npm run generate` from README.md, so that its examples are compiled and run. Do not edit.\n';

/** The TypeScript of a document, as one program. */
export const readmeExamples = (markdown: string): string =>
  HEAD + [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => `\n${code}`).join('');
