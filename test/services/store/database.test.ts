import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { connect } from '../../../src/services/store/database.ts'
import { openRaw } from '../../support/openRaw.ts'

test('what is written after another write found the database locked is committed at once', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'kling-database-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  const file = join(directory, 'kling.sqlite')
  const database = connect(file)
  await database.query('PRAGMA journal_mode = WAL')
  await database.query('PRAGMA busy_timeout = 1')
  await database.query('CREATE TABLE videos (name)')
  const other = openRaw(file)
  await other.query('BEGIN IMMEDIATE')

  // A second write begins as soon as the first one has failed, before anybody could react.
  const refused = database.query('INSERT INTO videos (name) VALUES (?)', 'refused').catch(String)
  const alsoRefused = database.query('INSERT INTO videos (name) SELECT ?', 'refused as well').catch(String)
  expect([await refused, await alsoRefused].join()).toMatch(/SQLITE_BUSY.*SQLITE_BUSY/)
  await other.query('ROLLBACK')
  await database.query('INSERT INTO videos (name) VALUES (?), (?)', 'first', 'second')
  expect(await other.query('SELECT name FROM videos')).toEqual([{ name: 'first' }, { name: 'second' }])
  await database.close()
})
