import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { findChromium, launchOptions } from './chromium.ts'
import { root } from './millraceCommand.ts'

/// One thing a person does and then sees. `run` throws when the page shows something else.
export interface Step<W> {
  readonly title: string
  run(walk: W): Promise<void>
}

/// What a walk under `scenarios/NAME/walk.ts` exports: its steps, in order, and the state they share.
export interface WalkModule<W> {
  readonly steps: readonly Step<W>[]
  begin(tools: WalkTools): Promise<W>
  end(walk: W): Promise<void>
}

/// A browser with one page, and a folder for its pictures.
export interface WalkTools {
  readonly browser: Browser
  readonly context: BrowserContext
  readonly page: Page
  /// Saves the page as `NAME-1280.png` and `NAME-390.png`.
  picture(name: string): Promise<void>
  /// What axe finds, as sentences: only what it calls serious or critical.
  seriousFindings(): Promise<string[]>
  /// Ends the browser; throws when a page had an error that nobody caught, or tried what its security policy refuses.
  close(): Promise<void>
}

export const desktop = { width: 1280, height: 800 }
export const phone = { width: 390, height: 844 }

/// Where the pictures of the walk [name] are left.
export function pictureFolder(name: string): string {
  return join(root, 'build', 'walks', name)
}

export async function openBrowser(walkName: string): Promise<WalkTools> {
  const executablePath = findChromium()
  if (!executablePath)
    throw new Error('There is no Chromium: set CHROMIUM_PATH, or run "npm test" once, which gets one.')
  const folder = pictureFolder(walkName)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch(launchOptions(executablePath))
  const context = await browser.newContext({ viewport: desktop, reducedMotion: 'reduce' })
  const defects = await defectsOf(context)
  const page = await context.newPage()
  return {
    browser,
    context,
    page,
    async picture(name) {
      for (const size of [phone, desktop]) {
        await page.setViewportSize(size)
        await page.screenshot({ path: join(folder, `${name}-${size.width}.png`) })
      }
    },
    seriousFindings: () => seriousFindings(page),
    async close() {
      await browser.close()
      if (defects.size) throw new Error(`While walking, the pages had errors:\n${[...defects].join('\n')}`)
    },
  }
}

/// What went wrong in pages without a person seeing it: errors that nobody caught, and what the content security policy
/// refused.
async function defectsOf(context: BrowserContext): Promise<ReadonlySet<string>> {
  const defects = new Set<string>()
  context.on('weberror', error => void defects.add(error.error().stack ?? error.error().message))
  context.on('console', message => {
    if (message.text().startsWith(REFUSED)) defects.add(message.text())
  })
  await context.addInitScript(`document.addEventListener('securitypolicyviolation', ${tellOfRefused})`)
  return defects
}

const REFUSED = 'Refused by the content security policy'

// Chromium's own editing of text tries style attributes; without them it goes on as well.
const tellOfRefused = `({ target, effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
  if (!target.closest?.('[contenteditable=true]'))
    console.error('${REFUSED}', effectiveDirective, blockedURI, 'from', sourceFile + ':' + lineNumber, target.outerHTML ?? '')
}`

// Evaluated rather than added as a script, so the page's content security policy stays as strict as it is.
async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'))
  const findings: Finding[] = await page.evaluate('axe.run().then(result => result.violations)')
  return findings
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(node => node.target.join(' ')).join(', ')})`)
}

interface Finding {
  readonly id: string
  readonly help: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly string[] }[]
}

/// Runs the steps of [module] in order and tells each; stops at the first that fails.
export async function runWalk<W>(name: string, module: WalkModule<W>, say: (text: string) => void): Promise<void> {
  const tools = await openBrowser(name)
  try {
    const walk = await module.begin(tools)
    try {
      for (const step of module.steps) {
        await step.run(walk)
        say(`✓ ${step.title}`)
      }
    } catch (error) {
      await tools.page.screenshot({ path: join(pictureFolder(name), 'stopped-here.png') })
      throw error
    } finally {
      await module.end(walk)
    }
  } finally {
    await tools.close()
  }
}

/// `npm run walk -- NAME`: walks through scenarios/NAME and says where the pictures are.
async function main(name: string | undefined): Promise<void> {
  const file = join(root, 'scenarios', name ?? '', 'walk.ts')
  if (!name || !existsSync(file)) {
    console.error(`There is ${name ? `no walk "${name}"` : 'a name missing'}. Try: npm run walk -- worked-example`)
    process.exitCode = 1
    return
  }
  try {
    await runWalk(name, await import(pathToFileURL(file).href), console.log)
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }
  console.log(`Pictures: ${relative(root, pictureFolder(name))}/`)
}

if (process.argv[1] === import.meta.filename) await main(process.argv[2])
