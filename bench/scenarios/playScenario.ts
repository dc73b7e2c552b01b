/** The other side of `runScenario`: plays with the options that were given, reports, and ends the process. */
export async function playScenario<Options>(play: (options: Options) => Promise<unknown>): Promise<void> {
  const value = await play(JSON.parse(process.argv[2] ?? '') as Options)
  if (process.send === undefined) throw new Error('A scenario reports to the process that started it')
  process.send({ value })
  process.disconnect()
  process.exit(0)
}
