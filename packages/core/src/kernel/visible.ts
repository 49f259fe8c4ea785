// What shows nothing, or changes how what stands around it is shown: control, format and surrogate characters, separators of lines, odd blanks, and letters that are blank.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

const escaped = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, place) => `\\u${character.charCodeAt(place).toString(16).padStart(4, '0')}`,
  ).join('');

/** The same text with each character that shows nothing as `\u…`, for messages that quote what was sent. */
export const visible = (text: string): string => text.replace(INVISIBLE, escaped);
