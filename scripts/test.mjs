/// `npm test [-- words]`: every test, or those whose file path or name contains one of the words. Arguments that
/// begin with "-" go to vitest as they are. The last line counts what ran.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { buildWebFiles, filesBelow, installPackages, requireNode, root, say } from './prepare.mjs'

requireNode()
installPackages()
buildWebFiles()

const chromium = await getChromium()
const results = join(root, 'build', 'test-results.json')
rmSync(results, { force: true })
const { status } = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${results}`,
    ...selection(process.argv.slice(2)),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium ?? '' } },
)

const { passed, failed } = count(results, status)
if (!chromium)
  say('Browser tests were skipped: there is no Chromium here and none could be installed. Set CHROMIUM_PATH to one.')
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 || (!chromium && process.env.CI === 'true') ? 1 : 0

async function getChromium() {
  const { register } = await import('tsx/esm/api')
  const unregister = register()
  const { findOrInstallChromium } = await import('./chromium.ts')
  await unregister()
  return findOrInstallChromium(say)
}

// A word that occurs in a file's path selects files, any other the names of tests.
function selection(args) {
  const words = args.filter(arg => !arg.startsWith('-'))
  const files = ['packages', 'scenarios', 'scripts']
    .flatMap(folder => filesBelow(folder, '.test.ts', '.test.tsx'))
    .map(path => relative(root, path))
  const paths = words.filter(word => files.some(file => file.includes(word)))
  const names = words.filter(word => !paths.includes(word))
  return [...paths, ...(names.length ? ['-t', names.join('|')] : []), ...args.filter(arg => arg.startsWith('-'))]
}

// A file that could not even be loaded has no tests to count, and neither has a run that broke down: each is a failure.
function count(path, exitCode) {
  const {
    numPassedTests = 0,
    numFailedTests = 0,
    testResults = [],
  } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const brokenFiles = testResults.filter(
    file => file.status === 'failed' && !file.assertionResults.some(test => test.status === 'failed'),
  ).length
  const failed = numFailedTests + brokenFiles
  return { passed: numPassedTests, failed: failed || (exitCode === 0 ? 0 : 1) }
}
