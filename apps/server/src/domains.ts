import { domainToASCII, domainToUnicode } from 'node:url';
import type { DomainNames } from '@goldset/core';

/** Domain names by UTS 46 as Node has it: without transitional processing. */
export const domains: DomainNames = { toAscii: domainToASCII, toUnicode: domainToUnicode };
