/** Why a job came to no end of its own. */
export type WorkerTrouble =
  /** The worker died over it, twice. */
  | 'crashed'
  | 'tooLong'
  | 'tooHeavy'
  /** Too many jobs wait already, or it waited too long. */
  | 'busy'
  | 'stopped'

/** The worker could not do the job, which says nothing about the bytes, unless the same happens again. */
export class WorkerFailure extends Error {
  readonly trouble: WorkerTrouble

  constructor(trouble: WorkerTrouble, message: string) {
    super(message)
    this.name = `WorkerFailure[${trouble}]`
    this.trouble = trouble
  }
}
