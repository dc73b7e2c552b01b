import type { Report } from '../report.ts'
import type { ShownCopy } from './history.ts'
import type { Page } from './servers.ts'

/** Who reports, and in which language their server reads. */
interface Reporter {
  readonly userId: string
  readonly guildId: string
  readonly guildLocale?: string
}

interface PointedMessage {
  readonly id: string
  readonly interactionId: string | undefined
  readonly recordIds: readonly string[]
}

/** Videos that somebody wants those who look after a server to see. Methods throw a UserError where the answer is no. */
export interface Reports {
  /**
   * The id of the video that stands in this message, which answered this interaction or has buttons about these records; of the
   * message where it is a copy.
   */
  findReported(message: PointedMessage): Promise<string>
  /** Keeps it, and posts it where the server wants that. Each person reports a video once: false where they did before. */
  report(reporter: Reporter, subjectId: string, reason: string): Promise<boolean>
  /** Where the copy with this message stands, and whose it is. */
  findCopy(messageId: string): Promise<ShownCopy | undefined>
  /** Takes the copy with this message away. */
  removeCopy(messageId: string): Promise<void>
  /** Undefined where it is not known, or no longer. */
  find(reportId: string): Promise<Report | undefined>
  /** Notes what became of it. One that was handled before stays as it is. */
  handle(reportId: string, by: string, outcome: 'removed' | 'dismissed'): Promise<Report>
  /** The newest first. */
  listOf(guildId: string, page: number): Promise<Page<Report>>
}
