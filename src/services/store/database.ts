import { chmod, lstat, mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import KeyvSqlite from '@keyv/sqlite'
import { Database, type Statement } from 'sqlite3'
import { StoreFailure } from '../../domain/contracts/store.ts'
import { createLimiter } from '../../lib/concurrency.ts'

const prefix = 'sqlite://'

/** Where the database lies: `data/kling.sqlite` for `sqlite://data/kling.sqlite`, or `:memory:`. Throws StoreFailure. */
export function findDatabaseFile(url: string): string {
  const file = url.startsWith(prefix) ? url.slice(prefix.length) : ''
  // SQLite would open a temporary database without a name, gone with the process.
  if (file === '') throw new StoreFailure('The store cannot be opened: its address has to look like sqlite://<file>')
  return file
}

/** Read and written by the user of the bot alone. */
const fileMode = 0o600
const folderMode = 0o700

async function restrict(path: string): Promise<void> {
  if ((await lstat(path)).isFile()) await chmod(path, fileMode)
}

/**
 * Makes the folder of the database and an empty file for it where they are new, and takes the files of an earlier version out of
 * other users' reach. SQLite gives the files beside it the same mode. A folder that was there stays as it is: there may be other
 * things in it. Throws where the folder cannot be made; what is wrong with the file SQLite says itself.
 *
 * No file that is there is opened: closing it would end the locks that SQLite has on it in this process.
 *
 * @see https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
export async function keepPrivate(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: folderMode })
  await writeFile(file, '', { flag: 'wx', mode: fileMode }).catch(() => undefined)
  // One that is missing needs nothing; one of somebody else is theirs to decide about.
  for (const suffix of ['', '-wal', '-shm']) await restrict(`${file}${suffix}`).catch(() => undefined)
}

/** How long a statement waits for another process that writes, in milliseconds, while the database is opened. */
const openingTimeout = 5_000

/** As many as are used again and again, and some more. */
const mostCompiled = 100

/**
 * Only what has parameters, and few of them, is used again: a pragma may do its work while it is compiled, and a statement for many
 * writes is another one for each number of them. A kept one also holds its last parameters, which may be whole records.
 */
const mostParameters = 20

type Row = Record<string, unknown>
type Query = (sql: string, ...parameters: readonly unknown[]) => Promise<Row[]>

/** What Keyv's adapter does not have. */
interface Maker {
  /** Runs statements without parameters, one after the other, and stops at the first that fails. */
  make(statements: readonly string[]): Promise<void>
}

const readAll = (run: (done: (error: Error | null, rows: Row[]) => void) => void): Promise<Row[]> =>
  new Promise((resolve, reject) => run((error, rows) => (error === null ? resolve(rows) : reject(error))))

function openFile(file: string): Promise<Database> {
  return new Promise((resolve, reject) => {
    const database = new Database(file, (error) => (error === null ? resolve(database) : reject(error)))
    database.configure('busyTimeout', openingTimeout)
  })
}

const compile = (database: Database, sql: string): Promise<Statement> =>
  new Promise((resolve, reject) => {
    const statement = database.prepare(sql, (error) => (error === null ? resolve(statement) : reject(error)))
  })

/** Neither of them gives a reason that the statement did not give before. */
const reset = (statement: Statement): Promise<void> => new Promise((resolve) => statement.reset(() => resolve()))
const finalize = (statement: Statement): Promise<void> => new Promise((resolve) => statement.finalize(() => resolve()))

/**
 * A connection whose statements stay compiled. The triggers of a table are compiled into each statement that writes to it, and that
 * takes ten times as long as to run it.
 *
 * One statement runs at a time, and one that failed is reset before the next begins. A write that found the database locked is still
 * under way for SQLite: until then other writes succeed without being committed, and the reset takes them back.
 *
 * @see https://www.sqlite.org/lang_transaction.html#implicit_versus_explicit_transactions
 */
function openDatabase(file: string): Maker & { readonly query: Query; close(): Promise<void> } {
  const opening = openFile(file)
  // The error arrives at the first statement.
  opening.catch(() => undefined)
  const inTurn = createLimiter(1)
  /** By their text; the ones that were used last stand last. */
  const compiled = new Map<string, Statement>()

  async function take(database: Database, sql: string): Promise<Statement> {
    const statement = compiled.get(sql) ?? (await compile(database, sql))
    compiled.delete(sql)
    compiled.set(sql, statement)
    return statement
  }

  async function keepNewest(most: number): Promise<void> {
    for (const [sql, statement] of compiled) {
      if (compiled.size <= most) return
      compiled.delete(sql)
      await finalize(statement)
    }
  }

  async function runOnce(database: Database, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const statement = await compile(database, sql)
    try {
      return await readAll((done) => statement.all<Row>(parameters, done))
    } finally {
      await finalize(statement)
    }
  }

  async function runCompiled(database: Database, sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    const statement = await take(database, sql)
    try {
      return await readAll((done) => statement.all<Row>(parameters, done))
    } catch (error) {
      await reset(statement)
      throw error
    } finally {
      await keepNewest(mostCompiled)
    }
  }

  const query: Query = (sql, ...parameters) =>
    inTurn(async () => {
      const database = await opening
      const isKept = parameters.length > 0 && parameters.length <= mostParameters
      return isKept ? runCompiled(database, sql, parameters) : runOnce(database, sql, parameters)
    })

  return {
    query,
    make: (statements) =>
      inTurn(async () => {
        const database = await opening
        await new Promise<void>((resolve, reject) => {
          database.exec(statements.join(';\n'), (error) => (error === null ? resolve() : reject(error)))
        })
      }),
    close: () =>
      inTurn(async () => {
        const database = await opening
        await keepNewest(0)
        await new Promise<void>((resolve, reject) => {
          database.close((error) => (error === null ? resolve() : reject(error)))
        })
      }),
  }
}

/**
 * Keyv's adapter on a connection of ours to the file, which is left as it is. The adapter's own would compile each statement anew;
 * it gets an empty database in memory instead, and is closed.
 */
export function connect(file: string): KeyvSqlite & Maker {
  const adapter = new KeyvSqlite({ uri: `${prefix}:memory:` })
  adapter.on('error', () => undefined)
  // Every table listens to it, and there are more than Node takes for usual.
  adapter.setMaxListeners(0)
  adapter.close().catch(() => undefined)
  return Object.assign(adapter, openDatabase(file))
}
