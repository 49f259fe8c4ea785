/**
 * The text that the first start prints before it stores the first user: that user's address, and a line to paste with
 * the token.
 */
export const tokenNotice = (email: string, secret: string): string =>
  `The first user is ${email}. Its token, shown only this once:\n\nexport GOLDSET_TOKEN=${secret}\n\n`;

/** The text that every start prints when the server accepts requests: its URL, and three commands to paste. */
export const greeting = (url: string): string => {
  const authorization = '-H "Authorization: Bearer $GOLDSET_TOKEN"';
  return [
    `Goldset serves ${url}`,
    `Documentation: ${url}/docs`,
    '',
    'Try it, in a shell where GOLDSET_TOKEN is set:',
    '',
    `curl ${authorization} ${url}/v1/me`,
    `curl ${authorization} -H 'Content-Type: application/json' -d '{"name": "Example"}' ${url}/v1/organizations`,
    `curl ${authorization} ${url}/v1/me/organizations`,
    '',
    '',
  ].join('\n');
};
