import type { MessageView } from '../domain/contracts/delivery.ts'
import { UserError } from '../domain/userError.ts'
import type { Log } from '../log.ts'
import { selectTexts } from '../views/text/texts.ts'
import { renderUnexpected, renderUserError } from '../views/userError.ts'

interface ErrorExplanation {
  readonly log: Log
  /** A short id that the person can quote and the operator can search for. */
  readonly createReportId: () => string
}

/** Turns what a handler threw into what people read, in the language that Discord names so; with `isPublic` for whoever is there. */
export type ExplainError = (error: unknown, locale: string | undefined, isPublic?: boolean) => MessageView

/**
 * The error policy, in this order:
 *
 * 1. a UserError is a polite no: its sentence, nothing in the log above debug;
 * 2. anything else is a defect: the person gets a report id and no detail, the log gets both.
 */
export function createErrorExplainer({ log, createReportId }: ErrorExplanation): ExplainError {
  return (error, locale, isPublic) => {
    if (error instanceof UserError) {
      log.debug({ code: error.reason.code }, 'A command was refused')
      return renderUserError(selectTexts(locale), error.reason, isPublic)
    }
    const reportId = createReportId()
    log.error({ error, reportId }, 'A command failed unexpectedly')
    return renderUnexpected(selectTexts(locale), reportId)
  }
}
