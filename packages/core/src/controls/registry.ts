import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { boxes } from './boxes.ts';
import { choice } from './choice.ts';
import { choices } from './choices.ts';
import type { ControlModule } from './control.ts';
import { number } from './number.ts';
import { polygons } from './polygons.ts';
import { ranking } from './ranking.ts';
import { rating } from './rating.ts';
import { spans } from './spans.ts';
import { text } from './text.ts';

/** The kinds of control. A new kind needs a module of its own and a line here. */
export const controlModules = {
  choice,
  choices,
  rating,
  number,
  text,
  spans,
  boxes,
  polygons,
  ranking,
} as const;

type Schema = (typeof controlModules)[keyof typeof controlModules]['schema'];

/** One typed question of an annotation UI. */
export const Control = z
  .discriminatedUnion('kind', Object.values(controlModules).map(({ schema }) => schema) as [Schema, ...Schema[]])
  .meta({ id: 'Control' });
/** One typed question of an annotation UI. */
export type Control = Transport<typeof Control>;

/** The module of a control's kind. */
export const moduleOf = (control: Control): ControlModule<Control> => {
  const module: ControlModule<never> = controlModules[control.kind];
  // The module of its kind accepts this control.
  return module as ControlModule<Control>;
};
