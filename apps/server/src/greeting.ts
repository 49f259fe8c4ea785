/** What the first start says before the first user is stored: whose token it is, and the token in a line to paste. */
export const tokenNotice = (email: string, secret: string): string =>
  `The first user is ${email}. Its token, shown only this once:\n\nexport GOLDSET_TOKEN=${secret}\n\n`;

/** What every start says when it serves: where, and three lines to paste. */
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
