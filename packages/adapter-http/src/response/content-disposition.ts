// What shows nothing or turns the text around it, and characters that are no characters.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const FORBIDDEN = /[/\\:*?"<>|]/g;
// Windows keeps these names for devices, whatever follows them behind a dot.
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** With its extension it fits into the 255 bytes that file systems give a name. */
const MOST_BYTES = 200;

const shortened = (name: string): string => {
  let short = '';
  let bytes = 0;
  for (const character of name) {
    bytes += Buffer.byteLength(character);
    if (bytes > MOST_BYTES) break;
    short += character;
  }
  return short;
};

/** A file name that every file system takes, as near to a name as that allows; without an extension. */
export const fileNameOf = (name: string): string => {
  const plain = name
    .replaceAll(/\s/gu, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(FORBIDDEN, '-')
    .replaceAll(/ +/g, ' ')
    .normalize('NFC');
  // No file is hidden, and no name ends as Windows would not write it.
  const safe = shortened(plain.replace(/^[. ]+/, '')).replace(/[. ]+$/, '');
  return safe === '' ? 'export' : safe.replace(DEVICE, '_$1');
};

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/** The header `Content-Disposition` (RFC 6266) of a file that is named after something: with the name in ASCII, and in full (RFC 8187) for all who read that. */
export const attachment = (name: string, extension: string): string => {
  const file = `${fileNameOf(name)}.${extension}`;
  // Some readers take a percent sign for an escape here.
  const ascii = file.replaceAll(/[^ -~]|%/gu, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file).replaceAll(/['()*]/g, percent)}`;
};
