// Characters that are invisible or change how the text around them is displayed: control, format and surrogate
// characters, private-use and unassigned ones, line separators, blanks other than the space, and letters that are
// blank.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
  ).join('');

/** Escapes each invisible character as `\u…`, for messages that quote input. */
export const visible = (text: string): string => text.replace(INVISIBLE, escaped);
