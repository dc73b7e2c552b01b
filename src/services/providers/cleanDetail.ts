const longestDetail = 300

/** A text of a provider without what a person wrote: it may be quoted, and says nothing of the provider's. */
export function hidePrompts(text: string, prompts: readonly string[] = []): string {
  // The longest first, so that no part of one is left over when another one is contained in it.
  const hidden = [...prompts].filter((prompt) => prompt !== '').sort((a, b) => b.length - a.length)
  return hidden.reduce((cleaned, prompt) => cleaned.replaceAll(prompt, '[prompt]'), text)
}

/**
 * What a provider said, made fit for the log: without addresses (they may be signed), pictures and the given prompts,
 * and short.
 */
export function cleanDetail(text: string, prompts: readonly string[] = []): string {
  return hidePrompts(text, prompts)
    .replace(/data:[^\s"']+/gi, '[data]')
    .replace(/https?:\/\/[^\s"'<>]+/gi, '[link]')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestDetail)
}
