const refusing =
  /moderation|moderated|content[ _-]?polic|policy[ _-]?violation|usage guideline|sensitive|risk[ _-]?control|safety|nsfw|refused|prohibited|inappropriate|flagged/i

/** Phrases that contain such a word and mean something else. */
const innocent = /(?:case|time)[- ]sensitive|connection (?:was )?refused|ECONNREFUSED|refused to connect/gi

/**
 * Whether a provider's free text says that the content was refused. Only for answers without a telling code: neither
 * provider documents its words.
 */
export function isContentRefusal(text: string): boolean {
  return refusing.test(text.replace(innocent, ''))
}
