/// What has to be there before the project can run from a clone: a Node that is new enough, the packages of
/// package-lock.json, the web files. Each step looks first and does nothing when there is nothing to do. Plain Node,
/// no packages: this is what runs before there are any.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/// Ends the process with a sentence when this Node is older than package.json's "engines" asks for.
export function requireNode() {
  const wanted = readJson('package.json').engines.node.replace('>=', '')
  if (isAtLeast(process.versions.node, wanted)) return
  fail(`Millrace needs Node.js ${wanted} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`)
}

/// Installs what package-lock.json names, unless it is there already. Not `npm ci`: that refuses when the registry at
/// hand lacks an optional package of another platform. The lock file stays as it is.
export function installPackages() {
  if (isInstalled()) return
  say('Installing packages …')
  npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error')
}

/// Builds the files that the browser loads, unless their sources are as they were at the last build.
export function buildWebFiles() {
  const hash = hashOf(webSources())
  const stamp = join(root, 'build', 'web.sha256')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return
  say('Building the web files …')
  for (const part of ['build:pages', 'build:setup']) npm('run', part, '--silent', '--', '--logLevel', 'warn')
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, hash)
}

export function say(text) {
  console.error(text)
}

/// Every file below [folder] whose path ends in one of [endings], sorted.
export function filesBelow(folder, ...endings) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && endings.some(ending => entry.name.endsWith(ending)))
    .map(entry => join(entry.parentPath ?? entry.path, entry.name))
    .sort()
}

// npm leaves a copy of the lock file with what it really installed: comparing the two is exact, where dates are not.
function isInstalled() {
  const installed = 'node_modules/.package-lock.json'
  if (!existsSync(join(root, installed))) return false
  const have = readJson(installed).packages
  return Object.entries(readJson('package-lock.json').packages).every(
    ([path, { version, optional }]) =>
      !path.startsWith('node_modules/') || have[path]?.version === version || (optional && !have[path]),
  )
}

function webSources() {
  const packages = ['values', 'metadata', 'formula', 'runtime', 'components', 'builder']
  const endings = ['.ts', '.tsx', '.css', '.html', '.svg', '.json']
  return packages
    .flatMap(name => filesBelow(join('packages', name), ...endings))
    .filter(path => !path.includes('node_modules') && !/\.test\.tsx?$|\.tsbuildinfo$/.test(path))
    .concat(join(root, 'package-lock.json'))
}

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path))
  return hash.digest('hex')
}

// `npm start` says which npm it is; that one also exists where no npm is on the PATH.
function npm(...args) {
  const own = process.env.npm_execpath
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []]
  const { status, error } = spawnSync(command, [...first, ...args], {
    cwd: root,
    // What npm prints belongs to the progress, not to the output that a script may read.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && command === 'npm',
  })
  if (error) fail(`npm could not be started: ${error.message}`)
  if (status !== 0)
    fail(`"npm ${args[0] === 'run' ? args.slice(0, 2).join(' ') : args[0]}" failed; its own messages are above.`)
}

function isAtLeast(version, wanted) {
  const [major, minor] = version.split('.').map(Number)
  const [wantedMajor, wantedMinor = 0] = wanted.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

function readJson(path) {
  return JSON.parse(readFileSync(join(root, path), 'utf8'))
}

function fail(text) {
  console.error(text)
  process.exit(1)
}
