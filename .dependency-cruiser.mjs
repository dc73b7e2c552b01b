/** What every service may import. */
const below = ['domain/', 'lib/', 'log.ts']

/** The rooms along the life of a generation import one another in one direction only: each row names rows above it. */
const rooms = {
  'services/generation/records/': below,
  'services/generation/routing/': below,
  'services/generation/taskRunner.ts': ['services/generation/records/', ...below],
  'services/generation/cancel.ts': ['services/generation/records/', 'services/generation/routing/', ...below],
  'services/generation/intake/': ['services/generation/records/', 'services/generation/taskRunner.ts', ...below],
  'services/generation/submission/': [
    'services/generation/records/',
    'services/generation/routing/',
    'services/generation/taskRunner.ts',
    ...below,
  ],
  'services/generation/queue/': [
    'services/generation/records/',
    'services/generation/routing/',
    'services/generation/taskRunner.ts',
    'services/generation/submission/',
    ...below,
  ],
  'services/generation/polling/': [
    'services/generation/records/',
    'services/generation/routing/',
    'services/generation/taskRunner.ts',
    'services/generation/cancel.ts',
    ...below,
  ],
  'services/generation/outbox/': ['services/generation/records/', 'services/generation/routing/', ...below],
}

/**
 * Who may import whom. `npm run imports` enforces it; test/imports/importTable.test.ts proves that each rule fires.
 *
 * For each part of `src/`: what it may import beside its own files. A part within a part has a row of its own, and the part
 * around it may import it only where its row says so. `*` is any name.
 */
export const parts = {
  'domain/': [],
  'lib/': ['domain/clock.ts'],
  'log/': ['lib/'],
  'log.ts': ['log/', 'lib/'],
  'system*.ts': ['domain/', 'lib/'],
  'config/': ['domain/', 'lib/', 'log.ts'],
  'interactions/': ['domain/', 'lib/'],
  'views/': ['interactions/', 'domain/', 'lib/'],
  'commands/': ['views/', 'interactions/', 'domain/', 'lib/'],
  'components/': ['views/', 'interactions/', 'domain/', 'lib/'],
  'events/': ['commands/', 'components/', 'views/', 'interactions/', 'domain/', 'lib/', 'log.ts'],
  'discord/': ['process/', 'domain/', 'lib/', 'log.ts'],
  'process/': ['domain/', 'lib/', 'log.ts'],
  // Rooms meet through the contracts in domain/ alone.
  'services/delivery/': below,
  // Joins its rooms.
  'services/generation/': [...Object.keys(rooms), ...below],
  ...rooms,
  'services/drafts/': below,
  'services/history/': below,
  'services/limits/': below,
  // What looks into foreign bytes runs in a process of its own.
  'services/media/': below,
  'services/media/worker/': ['services/media/', ...below],
  'services/preferences/': below,
  'services/privacy/': below,
  'services/providers/': below,
  'services/rounds/': below,
  'services/schedule/': below,
  'services/reports/': below,
  'services/servers/': below,
  'services/store/': below,
  'services/threads/': below,
  'mediaWorker.ts': ['services/media/worker/', 'services/media/', 'system*.ts'],
  // The composition root joins everything.
  'composePrivacy.ts': ['*/', 'log.ts'],
  'composeServices.ts': ['composePrivacy.ts', '*/', 'log.ts'],
  'app.ts': ['composeServices.ts', '*/', '*.ts', 'log.ts', 'system*.ts'],
  'index.ts': [
    'app.ts',
    'config/',
    'process/',
    'services/providers/',
    'domain/',
    'lib/',
    '*.ts',
    'log.ts',
    'system*.ts',
  ],
  'personalData.ts': [
    'composePrivacy.ts',
    'config/',
    'process/',
    'services/media/',
    'services/providers/',
    'services/schedule/',
    'services/store/',
    'domain/',
    'lib/',
    '*.ts',
    'log.ts',
    'system*.ts',
  ],
  '*.ts': ['domain/', 'lib/', 'log.ts'],
}

/** Packages for every part of `src/`. */
export const common = ['zod']

/** Which parts of `src/` may import a package. Every other package is for development. */
export const packages = {
  '(discord.js|discord-api-types|@discordjs/.+)': [
    'commands/',
    'components/',
    'discord/',
    'events/',
    'interactions/',
    'views/',
    'services/delivery/',
    '*.ts',
  ],
  undici: ['services/providers/', '*.ts'],
  pino: ['log/', 'log.ts'],
  '(keyv|@keyv/sqlite|sqlite3)': ['services/store/'],
  '(sharp|mediabunny)': ['services/media/worker/'],
  'p-limit': ['lib/'],
}

/** Parts of `src/` that are pure: no input and output, but for the type of a stream. */
export const pure = ['domain/', 'lib/', 'interactions/', 'views/', 'commands/', 'components/']

/** What the sandboxes, the demo and the page may import; `src/domain/` is open to all but the page. */
export const sandbox = {
  /** They run the bot: its entry and what it is given. */
  entries: '^sandbox/(bot|demo|screenshots|web/server)/',
  entriesMayImport:
    '^src/([^/]+\\.ts$|(config|domain|lib|log|process)/|services/((providers|store)/|media/workerProcess\\.ts))',
  /** They run in a browser, and know the rest by `protocol.ts`. */
  page: '^sandbox/(web/(page|client)|discord/client)/',
  pageMayImport:
    '^sandbox/(web/(page|client|protocol\\.ts)|discord/(client/|(json|flags)\\.ts))|node_modules/(lit|@lit|lit-html|@skyra/discord-components-core|discord-markdown-parser|discord-api-types)/',
}

const toExpression = (text) => text.replaceAll('.', '\\.').replaceAll('*', '[^/]*')
const isFolder = (part) => part.endsWith('/')

/** Which parts have a row of their own although this one's path fits them, too. */
function findExceptions(part) {
  const others = Object.keys(parts).filter((other) => other !== part)
  if (part === '*.ts') return others.filter((other) => !other.includes('/'))
  return isFolder(part) && part !== '*/' ? others.filter((other) => other.startsWith(part)) : []
}

const toPath = (part) => `^src/${toExpression(part)}${isFolder(part) ? '' : '$'}`
function toPattern(part) {
  const exceptions = findExceptions(part).map(toPath)
  return exceptions.length === 0 ? toPath(part) : `(?!${exceptions.join('|')})${toPath(part)}`
}

const rule = (name, from, to) => ({ name, severity: 'error', from, to })

function keepRow([part, allowed]) {
  const open = [part, ...allowed].map(toPattern)
  return rule(
    `${part} imports what its row says`,
    { path: toPattern(part) },
    { path: '^(src|sandbox|test|bench)/', pathNot: open },
  )
}

/** Also where it is not installed. */
const toPackagePath = (name) => `(^|node_modules/)${toExpression(name)}(/|$)`

function keepPackage([name, allowed]) {
  const outside = { path: '^src/', pathNot: allowed.map(toPath) }
  return rule(`${name} stays in its rooms`, outside, { path: toPackagePath(name) })
}

export default {
  forbidden: [
    ...Object.entries(parts).map(keepRow),
    ...Object.entries(packages).map(keepPackage),
    rule('every part has a row', { path: '^src/', pathNot: Object.keys(parts).map(toPath) }, { path: '^src/' }),
    rule(
      'src uses packages of its own',
      { path: '^src/' },
      { path: 'node_modules/', pathNot: [...common, ...Object.keys(packages)].map(toPackagePath) },
    ),
    rule(
      'no input and output where it is pure',
      { path: pure.map(toPath) },
      { dependencyTypes: ['core'], pathNot: '^(node:)?stream$' },
    ),
    rule(
      'sandbox knows domain only',
      { path: '^sandbox/', pathNot: sandbox.entries },
      { path: '^src/', pathNot: '^src/domain/' },
    ),
    rule('entries run the bot', { path: sandbox.entries }, { path: '^src/', pathNot: sandbox.entriesMayImport }),
    rule('sandbox knows no tests', { path: '^sandbox/' }, { path: '^(test|bench)/|node_modules/(vitest|@vitest)/' }),
    rule(
      'the page runs in a browser',
      { path: sandbox.page, pathNot: '\\.config\\.ts$' },
      { pathNot: sandbox.pageMayImport },
    ),
    rule('everything is found', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Types count as imports.
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
