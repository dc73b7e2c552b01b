import { ProviderError, type ProviderErrorCode, type ProviderErrorFacts } from '../../domain/contracts/provider.ts'

/** Whether the same call may succeed later, by what went wrong. */
const retryable: Readonly<Record<ProviderErrorCode, boolean>> = {
  invalidInput: false,
  rejectedContent: false,
  unauthorized: false,
  outOfCredit: false,
  rateLimited: true,
  unavailable: true,
  badResponse: true,
  timeout: true,
}

/** A ProviderError whose `retryable` follows from its code, so that nobody has to guess it later. */
export function createProviderError(facts: Omit<ProviderErrorFacts, 'retryable'>): ProviderError {
  return new ProviderError({ ...facts, retryable: retryable[facts.code] })
}

/** What a failed call means. */
export interface ErrorClass {
  readonly code: ProviderErrorCode
  /** Whether a submit may have been accepted all the same. */
  readonly ambiguous: boolean
}

/**
 * What an HTTP status alone says about a call that did not succeed. Only a 4xx proves that a submit was refused, and of
 * those not 408 and 409: the server may have begun before it gave up, or may hold the job already.
 */
export function classifyStatus(status: number): ErrorClass {
  if (status >= 500) return { code: 'unavailable', ambiguous: true }
  switch (status) {
    case 401:
    case 403:
      return { code: 'unauthorized', ambiguous: false }
    case 402:
      return { code: 'outOfCredit', ambiguous: false }
    case 408:
      return { code: 'timeout', ambiguous: true }
    case 409:
      return { code: 'unavailable', ambiguous: true }
    case 429:
      return { code: 'rateLimited', ambiguous: false }
  }
  return status >= 400 ? { code: 'invalidInput', ambiguous: false } : { code: 'badResponse', ambiguous: true }
}

/**
 * Kling's own codes: 1300 is the platform's policy, 1301 its content security policy. A bare number may be a size.
 * @see https://kling.ai/document-api
 */
const klingCode = /^\s*130[01]\s*(?:$|:)|\b(?:code|error|kling)["']?\s*[:=#(]?\s*130[01]\b|[[(]130[01][\])]/i

/** Words of another trade that contain a telling one: they are taken out before anything is looked for. */
const homonyms =
  /(?:case|time|latency|whitespace)[- ]?(?:in)?sensitive|sensitive (?:to|parameter|field|header|key)\b|accept (?:\w+ ){0,4}(?:polic\w+|terms)|content[- ]security[- ]policy(?= (?:directive|header))|content[- ](?:type|length|encoding|disposition)\S*|safe ?tensors|(?:thread|type|memory|url)[- ]safety|\b(?:bucket|access|iam|cors|retry|cache|caching|retention|referrer|network|security group|rate[- ]limit(?:ing)?|scaling|quota|billing|key)[- ]policy|policy of (?:the |this )?(?:bucket|network|storage|host|server)|invalid[_ ]?safety\w*|safety (?:timeout|margin|parameter|mode)|feature flag\w*|explicit(?:ly)? (?:set|given|content[- ]type)/gi

/** Phrases that nobody uses for anything but refused content. */
const unmistakable = [
  'risk[ _-]?control',
  'content[ _-]?security',
  '(?:trigger\\w*|violat\\w*|breach\\w*|against) (?:\\w+ ){0,3}(?:platform|community|safety|content|usage|acceptable use)\\b[^.]{0,30}(?:strategy|polic|guideline|rule|standard|terms)',
  'trigger\\w* (?:the )?strategy of the platform',
  'moderat(?:ion|ed|or)',
  '(?:content|usage|safety|acceptable[ _-]use|responsible[ _-]ai)[ _-]?polic',
  'polic(?:y|ies)[ _-]?violat',
  'violat\\w* (?:\\w+ ){0,4}(?:polic|guideline|terms of (?:use|service))',
  '(?:usage|community|content|safety) guideline',
  'against (?:our|the) (?:\\w+ )?(?:rule|polic|guideline|term)',
  'content[ _-]?(?:violat|restrict|refus|reject|block|filter|flag)',
  '(?:generated|output|result|content|video|image)s? (?:\\w+ ){0,2}filtered',
  'invalid content detected|(?:due to|because of) (?:its |the |their )?content',
  '(?:high|text|image|content|prompt)[ _-]risk|guard ?rail|responsible ai|\\braifiltered',
  '(?:image|content|text|prompt|picture|security|safety) (?:review|audit|inspection) (?:\\w+ ){0,2}(?:fail|reject|not)|audit (?:failed|not)',
  'community standards?',
  '(?:safety|content|nsfw|profanity|moderation)[ _-]?(?:filter|check|checker|system|classifier|review|audit|guard)',
  'not[ _-]safe[ _-]for[ _-]work',
  'nsfw',
  'sensitive',
  'safety',
  '(?:unsafe|harmful|prohibited|sensitive|offensive|inappropriate|objectionable|illegal|restricted|disallowed|forbidden|violent|graphic|adult|hateful|explicit|banned|unlawful)[ _-](?:or \\w+ )?(?:content|material|word|term|image|imagery|input|prompt|text|information|keyword|language|topic|subject)',
  'nudity|violence|pornograph|sexual|self[ _-]harm|hate speech|child abuse|\\bcsam\\b|\\bgore\\b',
  'public (?:figure|person)|celebrit|(?:real|recogni[sz]able|identifiable) (?:person|people|face)|\\b(?:a|are|is|of|depict\\w*|contain\\w*) minors?\\b|politic(?:al|ian)|\\blikeness\\b|\\bdeep ?fakes?\\b',
  'copyright|trademark|intellectual property',
  'censor|blocklist|blacklisted (?:word|term)',
  '敏感|违规|审核|风控|内容安全|不合规',
]
const telling = new RegExp(unmistakable.join('|'), 'i')

/** Words of refusal that a machine uses as well: they tell only where they are about what a person gave. */
const refusing =
  /\b(?:refus|reject|block|prohibit|forbid|forbidden|disallow|flagg|declin|inappropriate|not (?:be )?(?:allowed|permitted|acceptable)|(?:can(?:no|')t|unable to|won't) (?:generate|create|produce|process|assist)|did not pass|(?:fail(?:ed|ure)? to|not) pass)\w*/i
const given =
  /\b(?:prompts?|content|words?|texts?|terms?|inputs?|images?|pictures?|photos?|videos?|media|subject|depict\w*|generation|review|audit)\b/i
const technical =
  /\b(?:hosts?|servers?|connect\w*|download\w*|upload\w*|fetch\w*|urls?|links?|https?|headers?|encoding|mime|length|size|bytes|format|codec|decod\w*|resolution|dimensions?|pixels?|ratio|robots(?:\.txt)?|cors|firewall|ip|dns|proxy|bucket|permissions?|access|accounts?|api|key|token|quota|rate|limit|budget|credits?|balance|parameters?|fields?|schema|type|characters?|duration|timeout|timed|region|hotlink\w*|cloudflare|billing|too (?:long|short|large|small|many)|4\d\d|empty|missing|required|corrupt\w*|worker|gpu|queue)\b/i

function isRefused(sentence: string): boolean {
  return refusing.test(sentence) && given.test(sentence) && !technical.test(sentence)
}

/**
 * Whether a provider's free text says that the content was refused. Only for responses without a telling code: neither
 * provider documents its words.
 */
export function isContentRefusal(text: string): boolean {
  if (klingCode.test(text)) return true
  const plain = text.replace(homonyms, '')
  return telling.test(plain) || text.split(/(?<=[.;!\n])\s/).some(isRefused)
}

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
export function classifyText(
  text: string,
): Extract<ProviderErrorCode, 'rateLimited' | 'outOfCredit' | 'rejectedContent'> | undefined {
  if (busy.test(text)) return 'rateLimited'
  if (empty.test(text)) return 'outOfCredit'
  return isContentRefusal(text) ? 'rejectedContent' : undefined
}
