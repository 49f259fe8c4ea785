import { domainToASCII, domainToUnicode } from 'node:url';
import type { DomainNames } from '@goldset/core';

/** Converts domain names by UTS 46 as Node implements it: without transitional processing. */
export const domains: DomainNames = { toAscii: domainToASCII, toUnicode: domainToUnicode };
