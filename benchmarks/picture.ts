/** One line of a picture. */
export interface Line {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** The content of a picture: lines over a logarithmic x axis, with a y axis from zero. */
export interface Picture {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly lines: readonly Line[];
}

const [WIDTH, HEIGHT] = [720, 400];
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 690, 70, 340];

// The colours can be distinguished from each other, and from a white or a black background.
const COLOURS = ['#3b82f6', '#f97316', '#16a34a', '#a855f7', '#dc2626', '#0891b2'] as const;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const place = (number: number): string => number.toFixed(1);

/** Returns the smallest step of 1, 2 or 5 times a power of ten that reaches `most` in at most `steps` steps. */
const stepFor = (most: number, steps: number): number => {
  const power = 10 ** Math.floor(Math.log10(most / steps));
  return power * ([1, 2, 5].find((factor) => factor * power * steps >= most) ?? 10);
};

const inWords = (number: number): string =>
  number >= 1_000_000 ? `${number / 1_000_000} M` : number.toLocaleString('en-GB', { maximumFractionDigits: 2 });

/** Returns a picture as SVG, without scripts and readable on white and on black. */
export const drawPicture = ({ title, x, y, lines }: Picture): string => {
  const points = lines.flatMap((line) => line.points);
  const xs = [...new Set(points.map(([at]) => at))].toSorted((a, b) => a - b);
  const [least, most] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 1)];
  const step = stepFor(Math.max(...points.map(([, value]) => value)), 5);
  const top = Math.ceil(Math.max(...points.map(([, value]) => value)) / step) * step;
  const across = (value: number): number => LEFT + ((Math.log(value) - least) / (most - least || 1)) * (RIGHT - LEFT);
  const up = (value: number): number => BOTTOM - (value / top) * (BOTTOM - TOP);
  const rungs = Array.from({ length: Math.round(top / step) + 1 }, (_, n) => n * step);
  const text = (at: readonly [number, number], anchor: string, said: string, more = ''): string =>
    `<text x="${place(at[0])}" y="${place(at[1])}" text-anchor="${anchor}"${more}>${escaped(said)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13" fill="#808080" role="img" aria-label="${escaped(title)}">`,
    text([LEFT, 24], 'start', title, ' font-size="16" font-weight="600"'),
    ...rungs.map(
      (value) =>
        `<line x1="${LEFT}" x2="${RIGHT}" y1="${place(up(value))}" y2="${place(up(value))}" stroke="#808080" stroke-opacity="${value === 0 ? 1 : 0.25}"/>`,
    ),
    ...rungs.map((value) => text([LEFT - 8, up(value) + 4], 'end', inWords(value))),
    ...xs.map((value) => text([across(value), BOTTOM + 20], 'middle', inWords(value))),
    text([(LEFT + RIGHT) / 2, HEIGHT - 14], 'middle', x),
    text([18, (TOP + BOTTOM) / 2], 'middle', y, ` transform="rotate(-90 18 ${(TOP + BOTTOM) / 2})"`),
    ...lines.flatMap(({ name, points: own }, n) => {
      const colour = COLOURS[n % COLOURS.length] ?? COLOURS[0];
      const places = own.map(([at, value]) => [place(across(at)), place(up(value))] as const);
      const key = LEFT + n * ((RIGHT - LEFT) / lines.length);
      return [
        `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${places.map((at) => at.join(',')).join(' ')}"/>`,
        ...places.map(([at, height]) => `<circle cx="${at}" cy="${height}" r="3.5" fill="${colour}"/>`),
        `<circle cx="${place(key + 5)}" cy="46" r="5" fill="${colour}"/>`,
        text([key + 16, 50.5], 'start', name),
      ];
    }),
    '</svg>',
    '',
  ].join('\n');
};
