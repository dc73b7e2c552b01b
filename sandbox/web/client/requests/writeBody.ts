const longestText = 240
const longestBody = 20_000

/** The body of a request for reading: JSON over several lines, with long texts (pictures above all) cut short. */
export function writeBody(body: unknown): string {
  const written = JSON.stringify(body, shorten, 2) ?? ''
  return written.length > longestBody
    ? `${written.slice(0, longestBody)}\n… ${count(written.length - longestBody)}`
    : written
}

function shorten(_key: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= longestText) return value
  const kept = longestText / 2
  return `${value.slice(0, kept)}… (${count(value.length - kept)})`
}

const count = (characters: number): string => `${characters.toLocaleString('en')} more characters`
