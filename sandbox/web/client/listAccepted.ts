const groups = ['image', 'video', 'audio']

/** What a file dialog is restricted to (its `accept`), from an option's or field's `file_types`. */
export const listAccepted = (fileTypes: readonly string[]): string =>
  fileTypes.map((type) => (groups.includes(type) ? `${type}/*` : type)).join(',')
