const units = ['bytes', 'KB', 'MB', 'GB']

/** `1.2 MB`: the size of a file as the client shows it. */
export function describeSize(bytes: number): string {
  const power = bytes < 1_024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  const size = bytes / 1_024 ** power
  return `${power === 0 ? size : Number(size.toFixed(2))} ${units[power]}`
}
