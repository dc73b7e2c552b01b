import type { Problem } from './findProblems.ts'

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
