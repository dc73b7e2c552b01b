const formats = {
  conjunction: new Intl.ListFormat('en', { type: 'conjunction' }),
  disjunction: new Intl.ListFormat('en', { type: 'disjunction' }),
}

/** `a, b, and c` or `a, b, or c`. */
export function formatList(items: readonly string[], type: keyof typeof formats): string {
  return formats[type].format(items)
}
