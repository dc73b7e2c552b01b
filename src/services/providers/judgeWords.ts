import type { ProviderErrorCode } from '../../domain/contracts/provider.ts'
import { isContentRefusal } from './isContentRefusal.ts'

const job = '(?:requests?|tasks?|jobs?|generations?|renders?|videos?|submissions?|predictions?|calls?)'
const atOnce = '(?:concurrent(?:ly)?|parallel|simultaneous(?:ly)?|active|pending|running|queued|ongoing|in[ -]flight)'

/** What services say of too much at once, whatever the status they say it with. */
const busy = new RegExp(
  [
    `too many (?:${atOnce} )*${job}`,
    `too many ${atOnce}|too many in parallel`,
    `${atOnce}[ _-]${job}[^.]{0,40}(?:limit|exceed|reach|over|maximum|quota)`,
    `(?:limit|max(?:imum)?)\\b[^.]{0,40}${atOnce}[ _-]${job}`,
    'concurrency',
    'queue (?:is |was )?(?:currently )?full|full queue|(?:at|over|exceeds?) (?:full |max(?:imum)? )?capacity',
    'rate[ _-]?limit|throttl|slow down',
  ].join('|'),
  'i',
)

const empty =
  /insufficient[ _](?:account[ _])?(?:balance|credits?|funds?)|(?:balance|credits?) (?:is |are )?(?:not enough|insufficient|exhausted|too low|depleted|used up)|(?:not enough|no|out of) (?:balance|credits?|funds)\b|top[ -]?up|payment required|in arrears/i

/**
 * What the words of a refusal say where neither code nor status does: enough to do just now, no credit, refused content.
 * Nothing where they say something else.
 */
export function judgeWords(
  text: string,
): Extract<ProviderErrorCode, 'rateLimited' | 'outOfCredit' | 'rejectedContent'> | undefined {
  if (busy.test(text)) return 'rateLimited'
  if (empty.test(text)) return 'outOfCredit'
  return isContentRefusal(text) ? 'rejectedContent' : undefined
}
