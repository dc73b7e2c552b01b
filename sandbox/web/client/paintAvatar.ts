const colours = ['#5865f2', '#3ba55c', '#d9822b', '#c9447a', '#4a8fb8'] as const

/** Somebody's colour, which stays theirs. */
export const colourOf = (id: string): string =>
  colours[[...id].reduce((total, character) => total + character.charCodeAt(0), 0) % colours.length] ?? colours[0]

/** A picture for somebody who has none, as an address that needs no network: the first letter, in a colour that stays theirs. */
export function paintAvatar(id: string, name: string): string {
  const letter = escapeXml([...name][0]?.toUpperCase() ?? '?')
  const font = `font-family="Noto Sans,Helvetica,Arial,sans-serif" font-size="15" font-weight="600"`
  const text = `<text x="16" y="21.5" text-anchor="middle" ${font} fill="#fff">${letter}</text>`
  const circle = `<circle cx="16" cy="16" r="16" fill="${colourOf(id)}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle}${text}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
