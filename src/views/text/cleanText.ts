/** Overrides, embeddings and isolates turn the text around them about. */
const bidirectionalControls = /[\u202A-\u202E\u2066-\u2069]/g
const lineBreaks = /\r\n|[\r\v\f\u0085\u2028\u2029]/g
const invisible = /[\u200B\u2060\uFEFF\u00AD]/g
const control = /(?!\n)\p{Cc}/gu
const loneSurrogate = /\p{Surrogate}/gu
/** Marks piled up on one letter cover the lines around it. */
const piledMarks = /(\p{M}{4})\p{M}+/gu

/** Somebody's text without what cannot be seen, cannot be sent or disturbs its surroundings. Joined emoji stay whole. */
export function cleanText(text: string): string {
  return text
    .replace(lineBreaks, '\n')
    .replaceAll('\t', ' ')
    .replace(loneSurrogate, '')
    .replace(control, '')
    .replace(bidirectionalControls, '')
    .replace(invisible, '')
    .replace(piledMarks, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
