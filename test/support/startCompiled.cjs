// Runs bot.cjs beside it from what Node compiled of it before, where that is there and fits.

const { existsSync, readFileSync, writeFileSync } = require('node:fs')
const { createRequire, wrap } = require('node:module')
const { join } = require('node:path')
const { Script, constants } = require('node:vm')

const filename = join(__dirname, 'bot.cjs')
const compiled = `${filename}.compiled`
const isCompiled = existsSync(compiled)
const script = new Script(wrap(readFileSync(filename, 'utf8')), {
  filename,
  ...(isCompiled && { cachedData: readFileSync(compiled) }),
  importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
})
if (!isCompiled) process.on('exit', () => writeFileSync(compiled, script.createCachedData()))
const bot = { exports: {} }
script.runInThisContext()(bot.exports, createRequire(filename), bot, filename, __dirname)
