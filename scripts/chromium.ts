import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/// Path of a Chromium for tests and walks: CHROMIUM_PATH, one on the PATH, or the one that Playwright downloaded;
/// undefined when there is none.
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM_PATH'], ...onPath(), chromium.executablePath()].find(path => path && existsSync(path))
}

/// Finds a Chromium or gets one: with apt-get where that is possible, else Playwright's own download.
/// Undefined when neither works; [say] hears what is tried and why it failed.
export function findOrInstallChromium(say: (text: string) => void): string | undefined {
  const found = findChromium()
  if (found) return found
  if (process.getuid?.() === 0 && isOnPath('apt-get')) {
    say('Installing Chromium with apt-get …')
    attempt(say, 'apt-get', ['update', '-q'])
    attempt(say, 'apt-get', ['install', '-y', '-q', 'chromium', 'fonts-liberation'])
  }
  if (!findChromium()) {
    say("Downloading Playwright's Chromium …")
    attempt(say, 'npx', ['playwright-core', 'install', 'chromium'])
  }
  return findChromium()
}

/// How Chromium is started. It refuses its own sandbox for root.
export function launchOptions(executablePath: string) {
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}

function onPath(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  return folders().flatMap(folder => names.map(name => join(folder, name)).filter(isExecutable))
}

function isOnPath(name: string): boolean {
  return folders().some(folder => isExecutable(join(folder, name)))
}

function folders(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function attempt(say: (text: string) => void, command: string, args: string[]): void {
  const { status, stderr, error } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 10 * 60_000,
  })
  if (status === 0) return
  const reason = error?.message ?? stderr.trim().split('\n').at(-1)
  say(`  "${command} ${args.join(' ')}" did not work: ${reason}`)
}
