import sqlite3 from 'sqlite3'

/** Opens the store and kills the process before the first statement that begins so. Arguments: the build, the database, the statement. */
const [build, file, fatal] = process.argv.slice(2)
const { prototype } = sqlite3.Database
for (const method of ['all', 'prepare']) {
  const run = prototype[method]
  prototype[method] = function runOrDie(sql, ...rest) {
    if (sql.trimStart().startsWith(fatal)) process.kill(process.pid, 'SIGKILL')
    return run.call(this, sql, ...rest)
  }
}
const { createStore } = await import(`${build}/src/services/store/createStore.js`)
const clock = { now: () => 1_000, after: () => () => undefined }
const log = Object.fromEntries(['debug', 'info', 'warn', 'error'].map((level) => [level, () => undefined]))
await createStore({ url: `sqlite://${file}`, clock, log })
