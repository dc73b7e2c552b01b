import type { Generation } from '../domain/generation.ts'
import type { MessageView } from '../domain/message.ts'
import { findMessageLink } from './findMessageLink.ts'
import { renderSentence } from './renderSentence.ts'
import { repeatedSentences } from './sentences/repeated.ts'

/** For a command or click that was taken before: points to what it started then. */
export function renderRepeated(generation: Pick<Generation, 'origin'>): MessageView {
  const link = findMessageLink(generation.origin)
  return renderSentence(link === undefined ? repeatedSentences.withoutLink : repeatedSentences.withLink(link))
}
