// Characters that are invisible, change the direction of the text, or are not assigned.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
const FORBIDDEN = /[/\\:*?"<>|]/g;
// Windows reserves these names for devices, with any extension.
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/** Leaves space for the extension within the 255 bytes that file systems allow for a name. */
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

/** A file name, without extension, that every file system accepts. It is as close to the given name as possible. */
export const fileNameOf = (name: string): string => {
  const plain = name
    .replaceAll(/\s/gu, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(FORBIDDEN, '-')
    .replaceAll(/ +/g, ' ')
    .normalize('NFC');
  // The name must not begin with a dot, which hides a file, or end with a dot or a space, which Windows removes.
  const safe = shortened(plain.replace(/^[. ]+/, '')).replace(/[. ]+$/, '');
  return safe === '' ? 'export' : safe.replace(DEVICE, '_$1');
};

const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * The header `Content-Disposition` (RFC 6266) of a file with this name. It has the name in ASCII, and in full (RFC
 * 8187) for clients that support that.
 */
export const attachment = (name: string, extension: string): string => {
  const file = `${fileNameOf(name)}.${extension}`;
  // Some clients treat a percent sign as an escape here.
  const ascii = file.replaceAll(/[^ -~]|%/gu, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file).replaceAll(/['()*]/g, percent)}`;
};
