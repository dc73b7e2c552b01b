import { Colors } from 'discord.js'
import type { MessageView } from '../domain/message.ts'
import { renderSentence } from './renderSentence.ts'
import { refusalSentences } from './sentences/refusal.ts'

/** For a defect of ours: an apology and the code under which the log has the rest. */
export function renderUnexpected(reportId: string): MessageView {
  return renderSentence(refusalSentences.unexpected(reportId), Colors.Red)
}
