import { z } from 'zod';
import type { Transport } from '../kernel/index.ts';
import { choice } from './choice.ts';
import type { ControlModule } from './control.ts';

/** What an annotator is asked: one typed question of an annotation UI. */
export const Control = z.discriminatedUnion('kind', [choice.schema]).meta({ id: 'Control' });
/** What an annotator is asked: one typed question of an annotation UI. */
export type Control = Transport<typeof Control>;

/** The kinds of control; a new kind is a module of its own and a line here. */
export const controlModules = { choice } as const satisfies { readonly [Kind in Control['kind']]: ControlModule<Extract<Control, { kind: Kind }>> };

/** The module of a control's kind. */
export const moduleOf = (control: Control): ControlModule<Control> => controlModules[control.kind];
