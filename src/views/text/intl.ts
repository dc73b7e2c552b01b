import type { MicroDollars } from '../../domain/money.ts'

/** The forms a language may have for a count; `other` is the one that every language has. */
type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

/** What a language does with counts, numbers, money and lists. */
interface Writing {
  /** As `Intl` names the language: `de`. */
  readonly locale: string
  /** The form that the language has for this count. */
  plural(count: number, forms: PluralForms): string
  /** `5`, `0.5`; no more than six decimals. */
  number(value: number): string
  /** `$0.63`: in whole cents, never less than it is. */
  money(amount: MicroDollars): string
  /** The same of what somebody still has: never more than it is. */
  moneyLeft(amount: MicroDollars): string
  /** What a second costs, exactly: `$0.084` where cents are not enough. */
  rate(amount: MicroDollars): string
  /** `a, b, and c`, or with `disjunction` `a, b, or c`. */
  list(items: readonly string[], type: 'conjunction' | 'disjunction'): string
}

/** How the language is written, by the rules that the runtime knows for it. */
export function createWriting(locale: string): Writing {
  const rules = createOnce(() => new Intl.PluralRules(locale))
  const numbers = createOnce(() => new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 6 }))
  const cents = createOnce(() => createMoneyFormat(locale, 2))
  const tenthsOfCents = createOnce(() => createMoneyFormat(locale, 3))
  const conjunction = createOnce(() => new Intl.ListFormat(locale, { type: 'conjunction' }))
  const disjunction = createOnce(() => new Intl.ListFormat(locale, { type: 'disjunction' }))
  return {
    locale,
    plural: (count, forms) => forms[rules().select(count)] ?? forms.other,
    number: (value) => numbers().format(value),
    money: (amount) => cents().format(Math.ceil(amount / 10_000) / 100),
    moneyLeft: (amount) => cents().format(Math.floor(amount / 10_000) / 100),
    rate: (amount) => (amount % 10_000 === 0 ? cents : tenthsOfCents)().format(amount / 1_000_000),
    list: (items, type) => (type === 'conjunction' ? conjunction : disjunction)().format(items),
  }
}

function createMoneyFormat(locale: string, digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'USD',
    useGrouping: false,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** Each formatter takes a quarter of a megabyte of the runtime's tables, and most languages of a bot are never asked for. */
function createOnce<T extends object>(create: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= create()
    return made
  }
}
