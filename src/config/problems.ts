/** Variable names and their texts, as in `process.env`. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What keeps the bot from starting; said without the value, which may be a key in the wrong place. */
export interface Problem {
  /** The variable, or several: `RUNCOMFY_API_KEY, RUNWARE_API_KEY`. */
  readonly variable: string
  readonly problem: string
  readonly fix: string
}

/** All problems as a text for the terminal, each with the variable, what is wrong and the fix. */
export function formatProblems(problems: readonly Problem[]): string {
  const count = problems.length === 1 ? 'One setting has' : `${problems.length} settings have`
  const paragraphs = problems.map(({ variable, problem, fix }) => `  ${variable} ${problem}.\n    ${fix}`)
  return [
    `The bot cannot start. ${count} to be mended, in the environment or in the file .env:`,
    ...paragraphs,
    'The file .env.example explains every setting.',
  ].join('\n\n')
}

/** Whatever begins as one of ours in our file was meant for us, unless other programs have such variables, too. */
const sharedPrefixes: readonly string[] = ['DATABASE_', 'DISCORD_', 'LOG_']

/** Names that resemble these are common: other programs have a `DATABASE_URI` or a `LOGLEVEL`. */
const commonNames = /^(?:DATABASE|LOG)_/

/** More letters than this apart, and two names have nothing to do with each other. */
const mostDifferent = 2

export interface GivenNames {
  /** The variables of the process, many of which belong to others. */
  readonly process: Variables
  /** Those of the file `.env`, and its text. */
  readonly file: Variables
  readonly text: string
}

/**
 * Settings that are not in force although somebody set them: a budget under a wrong name leaves the usual one in its place.
 * A variable of the process that only resembles one of ours may be another program's, and is let pass where ours is set too.
 */
export function findMisspelt(names: readonly string[], { process, file, text }: GivenNames): Problem[] {
  const isKnown = (name: string) => names.includes(name)
  const ofFile = Object.keys(file)
    .filter((name) => !isKnown(name))
    .flatMap((name) => {
      const meant = findMeant(names, name)
      return meant.length > 0 ? describeUnknown(name, `Write ${meant.join(' or ')}, or take the line out.`) : []
    })
  const ofProcess = Object.keys(process)
    .filter((name) => !isKnown(name))
    .flatMap((name) => {
      const nearest = findNearest(names, name)
      const isSet = process[nearest.name] !== undefined || file[nearest.name] !== undefined
      const isOurs = nearest.distance <= mostDifferent && !isSet && !commonNames.test(nearest.name)
      if (!isOurs) return []
      return describeUnknown(name, `Set ${nearest.name} instead; beside it, if ${name} is for another program.`)
    })
  const withoutSign = names
    .filter(
      (name) =>
        file[name] === undefined && new RegExp(`^\\s*(?:export\\s+)?${name}(?:\\s*:|[ \\t]+[^=\\s])`, 'm').test(text),
    )
    .map((name) => ({
      variable: name,
      problem: 'stands in the file .env without an equals sign',
      fix: `Write it like ${name}=value.`,
    }))
  return [...ofFile, ...ofProcess, ...withoutSign]
}

function describeUnknown(name: string, fix: string): Problem[] {
  return [{ variable: name, problem: 'is not a setting of this bot', fix }]
}

/** The settings that a name in our own file may stand for. */
function findMeant(names: readonly string[], name: string): readonly string[] {
  const nearest = findNearest(names, name)
  if (nearest.distance <= mostDifferent) return [nearest.name]
  const prefix = /^[A-Z]+_/.exec(name)?.[0]
  if (prefix === undefined || sharedPrefixes.includes(prefix)) return []
  return names.filter((known) => known.startsWith(prefix))
}

function findNearest(names: readonly string[], name: string): { readonly name: string; readonly distance: number } {
  const measured = names.map((known) => ({ name: known, distance: countEdits(name.toUpperCase(), known) }))
  return measured.reduce((best, each) => (each.distance < best.distance ? each : best))
}

/** How many letters have to be put in, taken out or replaced. */
function countEdits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1]
    for (const [place, wanted] of [...other].entries()) {
      const replaced = (row[place] ?? 0) + (letter === wanted ? 0 : 1)
      next.push(Math.min(replaced, (row[place + 1] ?? 0) + 1, (next[place] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
