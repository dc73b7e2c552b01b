const colours = ['#4a8fb8', '#3ba55c', '#c9447a', '#5865f2', '#8a63d2', '#d9822b'] as const

/** Somebody's colour: their first letter's, so that names beside each other in the alphabet are told apart; else their id's. */
const colourOf = (id: string, name: string): string =>
  colours[(name.codePointAt(0) ?? Number(id.slice(-4))) % colours.length] ?? colours[0]

/** A picture for somebody who has none, as an address that needs no network: the first letter in its colour. */
export function paintAvatar(id: string, name: string): string {
  const letter = escapeXml([...name][0]?.toUpperCase() ?? '?')
  const font = `font-family="Noto Sans,Helvetica,Arial,sans-serif" font-size="15" font-weight="600"`
  const text = `<text x="16" y="21.5" text-anchor="middle" ${font} fill="#fff">${letter}</text>`
  const circle = `<circle cx="16" cy="16" r="16" fill="${colourOf(id, name)}"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle}${text}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
