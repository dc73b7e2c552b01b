export type RunwareCodeClass =
  | 'accepted'
  | 'content'
  | 'credit'
  | 'rateLimit'
  | 'key'
  | 'timeout'
  | 'gone'
  | 'cancelled'
  | 'server'
  | 'render'
  | 'input'
  | 'unknown'

/** `invalidProviderContent` is what Kling's moderation comes as; `contentModeration` was seen besides. */
const contentCodes: ReadonlySet<string> = new Set([
  'invalidProviderContent',
  'contentModeration',
  'contentPolicyViolation',
  'providerContentPolicyViolation',
  'sensitiveContentDetected',
  'unsafeContentDetected',
  'nsfwContentDetected',
  'promptBlocked',
  'imageBlocked',
  'moderationFailed',
])

const contentCode =
  /^(?!missing|unsupported|unknown|invalidSafety)\w*(?:moderat(?:ion|ed)|nsfw|unsafe|sensitiveContent|content(?:Polic|Filter|Violation|Blocked|Flagged|Rejected|Refused)|(?:prompt|image|input|output|video)(?:Blocked|Flagged|Rejected|Refused|Moderated)|safety(?:Violation|Filter|Check))/i

const busyCode =
  /rateLimit|concurren|tooMany(?:Requests|Tasks|Jobs)|parallel(?:Task|Request|Job)|queueFull|throttl|overCapacity/i

const keyCodes =
  /ApiKey|^(?:unauthorized|forbidden|permissionDenied|insufficientPermissions|authenticationFailed|authFailed|authTimeout)$|^(?:invalid|missing)(?:Authentication|Credentials)$|^token(?:Expired|Invalid|Missing|Revoked)$|^(?:account|organization|workspace)(?:Suspended|Disabled)$/

const serverCodes =
  /^(?:internalServerError|serviceUnavailable|serverUnavailable|standardError|unknownError|undefinedError|defaultError|unrecognizedResponse)$/

const renderCodes =
  /^provider|^(?:inferenceError|processingFailed|taskFailed|downloadFailed|uploadFailed|noAvailableServer|modelUnavailable|modelDisabled|modelNotReady)$/

const inputCodes = /^(?:invalid|missing|conflict|duplicate|unsupported|value|array|max|unknown|incompatible|mismatch)/

/**
 * Sorts the service's error codes. There are hundreds and they are not stable, so most go by their form, in the order in
 * which the service's own client looks at them.
 *
 * @see https://github.com/Runware/runware-typescript/blob/main/src/errors.ts
 */
export function classifyRunwareCode(code: string): RunwareCodeClass {
  // A repeated task id: the service has the task already.
  if (code === 'conflictTaskUUID') return 'accepted'
  if (contentCodes.has(code) || contentCode.test(code)) return 'content'
  if (/credits|quota|balance|paymentRequired/i.test(code)) return 'credit'
  if (busyCode.test(code)) return 'rateLimit'
  if (keyCodes.test(code)) return 'key'
  if (/timeout/i.test(code)) return 'timeout'
  if (code === 'taskCancelled') return 'cancelled'
  if (code === 'taskFailedOrNotFound' || /^task.*(?:NotFound|Expired)$/.test(code)) return 'gone'
  if (serverCodes.test(code)) return 'server'
  if (renderCodes.test(code)) return 'render'
  return inputCodes.test(code) ? 'input' : 'unknown'
}
