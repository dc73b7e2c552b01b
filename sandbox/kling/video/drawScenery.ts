import { createHash } from 'node:crypto'
import sharp from 'sharp'

/** A landscape in the evening, the same for the same words. */
export async function drawBackdrop(words: string, width: number, height: number): Promise<Buffer> {
  const seed = createHash('sha256').update(words).digest()
  /** From 0 to 1. */
  const draw = (index: number): number => (seed[index % seed.length] ?? 0) / 255
  const [night, land, dawn] = [205 + draw(0) * 70, 200 + draw(9) * 130, 10 + draw(18) * 35].map(Math.round)
  const sun = { x: width * (0.25 + draw(1) * 0.5), y: height * (0.3 + draw(2) * 0.22), radius: height * 0.09 }
  const ridges = [0, 1, 2, 3].map((index) => {
    const base = height * (0.52 + index * 0.12)
    const swing = height * (0.1 + draw(index + 3) * 0.08)
    const colour = `hsl(${land}, ${38 - index * 5}%, ${34 - index * 8}%)`
    return `<path d="${drawRidge(width, height, base, swing, (point) => draw(index * 7 + point + 5))}" fill="${colour}"/>`
  })
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${Math.ceil(width)}" height="${Math.ceil(height)}">
    <linearGradient id="sky" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="hsl(${night}, 45%, 20%)"/>
      <stop offset="0.45" stop-color="hsl(${night}, 40%, 48%)"/>
      <stop offset="0.7" stop-color="hsl(${dawn}, 80%, 72%)"/>
    </linearGradient>
    <radialGradient id="glow">
      <stop offset="0" stop-color="#fff6dc"/><stop offset="0.2" stop-color="#ffeec0" stop-opacity="0.85"/>
      <stop offset="1" stop-color="#ffe2a0" stop-opacity="0"/>
    </radialGradient>
    <rect width="100%" height="100%" fill="url(#sky)"/>
    <circle cx="${sun.x}" cy="${sun.y}" r="${sun.radius * 4}" fill="url(#glow)"/>
    ${ridges.join('')}
  </svg>`
  return sharp(Buffer.from(svg)).blur(0.8).png().toBuffer()
}

/** The outline of hills from side to side. */
function drawRidge(
  width: number,
  height: number,
  base: number,
  swing: number,
  draw: (point: number) => number,
): string {
  const points = 6
  const step = width / points
  const heightAt = (point: number): number => base + (draw(point) - 0.5) * 2 * swing
  let path = `M0 ${heightAt(0)}`
  for (let point = 1; point <= points; point += 1) {
    const [from, to, x] = [heightAt(point - 1), heightAt(point), point * step]
    path += ` C${x - step * 0.6} ${from} ${x - step * 0.4} ${to} ${x} ${to}`
  }
  return `${path} V${height} H0 Z`
}

const longestTitle = 140

/** The words in the lower part of a picture that is transparent otherwise, and dark at its edges as film is. */
export async function drawTitle(
  words: string,
  { width, height, caption }: { width: number; height: number; caption: string },
): Promise<Buffer> {
  const short = Math.min(width, height)
  const edge = Math.round(short * 0.06)
  const [titleSize, captionSize] = [Math.round(short * 0.062), Math.round(short * 0.042)]
  const shade = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <radialGradient id="edges" r="0.75">
      <stop offset="0.6" stop-opacity="0"/><stop offset="1" stop-opacity="0.45"/>
    </radialGradient>
    <linearGradient id="below" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0.5" stop-opacity="0"/><stop offset="1" stop-opacity="0.8"/>
    </linearGradient>
    <rect width="100%" height="100%" fill="url(#edges)"/><rect width="100%" height="100%" fill="url(#below)"/>
  </svg>`
  const lowest = height - edge
  const small = await writeText(caption, { size: captionSize, width: width - edge * 2, opacity: 70 })
  const large = await writeText(shorten(words), { size: titleSize, width: width - edge * 2, opacity: 100 })
  const captionTop = lowest - (small?.height ?? 0)
  const titleTop = captionTop - Math.round(edge / 2) - (large?.height ?? 0)
  return sharp(Buffer.from(shade))
    .composite([
      ...(large === undefined ? [] : [{ input: large.picture, left: edge, top: Math.max(titleTop, 0) }]),
      ...(small === undefined ? [] : [{ input: small.picture, left: edge, top: captionTop }]),
    ])
    .png()
    .toBuffer()
}

function shorten(words: string): string {
  const text = words.replaceAll(/\s+/g, ' ').trim()
  const letters = [...text]
  return letters.length <= longestTitle
    ? text
    : `${letters
        .slice(0, longestTitle - 1)
        .join('')
        .trimEnd()}…`
}

/** Text in the usual font of the machine, in lines that fit; nothing where there is nothing to write, or no font to write it in. */
async function writeText(
  words: string,
  { size, width, opacity }: { size: number; width: number; opacity: number },
): Promise<{ readonly picture: Buffer; readonly height: number } | undefined> {
  if (words === '') return undefined
  const text = `<span foreground="white" alpha="${opacity}%">${escapeMarkup(words)}</span>`
  try {
    const written = sharp({ text: { text, font: `sans-serif ${size}px`, width, rgba: true, wrap: 'word-char' } }).png()
    const { data, info } = await written.toBuffer({ resolveWithObject: true })
    return { picture: data, height: info.height }
  } catch {
    return undefined
  }
}

const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
