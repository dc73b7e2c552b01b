import { join } from 'node:path'

const hashPattern = /^[0-9a-f]{64}$/

export function isHash(candidate: string): boolean {
  return hashPattern.test(candidate)
}

/** Where the file of that SHA-256 lies. Throws on anything else, so that nothing foreign ever becomes part of a path. */
export function locateFile(directory: string, hash: string): string {
  if (!isHash(hash)) throw new TypeError('A kept file is named by 64 hexadecimal digits')
  return join(directory, hash)
}
