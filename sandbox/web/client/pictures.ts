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

/** The example of the demo: a paper boat on a pond at sunrise, as SVG, so that no file and no font is needed. */
export const paperBoat = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540">
  <defs>
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#2b3a67"/><stop offset="0.6" stop-color="#e58f7b"/><stop offset="1" stop-color="#ffd9a0"/>
    </linearGradient>
    <linearGradient id="pond" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#f2b48b"/><stop offset="0.3" stop-color="#4f6d8f"/><stop offset="1" stop-color="#16233f"/>
    </linearGradient>
  </defs>
  <rect width="960" height="330" fill="url(#sky)"/>
  <circle cx="690" cy="300" r="70" fill="#fff0c9"/>
  <path d="M0 330 Q140 250 300 312 T620 300 T960 318 V330 Z" fill="#33415f"/>
  <rect y="330" width="960" height="210" fill="url(#pond)"/>
  <g fill="#fff0c9">
    <rect x="640" y="344" width="100" height="4" rx="2"/><rect x="610" y="362" width="140" height="4" rx="2" opacity="0.7"/>
    <rect x="655" y="382" width="90" height="4" rx="2" opacity="0.5"/><rect x="630" y="408" width="130" height="4" rx="2" opacity="0.3"/>
  </g>
  <path d="M250 420 L330 470 H470 L550 420 L400 440 Z" fill="#f6f4ee"/>
  <path d="M400 300 L330 430 L400 440 Z" fill="#ffffff"/>
  <path d="M400 300 L470 430 L400 440 Z" fill="#d9dbe4"/>
  <path d="M250 420 L400 440 L330 470 Z" fill="#e4e2dc"/>
  <ellipse cx="400" cy="480" rx="130" ry="8" fill="#0f1830" opacity="0.5"/>
</svg>`

export const paperBoatPrompt =
  'The paper boat sets out across the pond at sunrise. Slow push-in, soft light, small ripples.'
