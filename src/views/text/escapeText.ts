const inlineSyntax = /[\\`*_~|<[\]:]/g
const lineSyntax = /^([ ]*)([#>+-])/gm
const numberedList = /^([ ]*\d+)([.)])/gm
const massMention = /@(?=everyone|here)/gi

/**
 * Shows somebody's text exactly as typed: no formatting, links, mentions, emoji codes, headings, lists or spoilers.
 *
 * A backslash before `<` ends user, role, channel, command, time and emoji forms; before `:` it ends addresses and emoji
 * codes. The mass mentions are broken with a zero-width space besides, since the push notification ignores backslashes.
 *
 * @see https://discord.com/developers/docs/reference#message-formatting
 */
export function escapeText(text: string): string {
  return text
    .replace(inlineSyntax, '\\$&')
    .replace(lineSyntax, '$1\\$2')
    .replace(numberedList, '$1\\$2')
    .replace(massMention, '@\u200B')
}
