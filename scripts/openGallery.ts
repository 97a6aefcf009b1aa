import { createReadStream, existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { chromium, type Locator, type Page } from 'playwright-core'
import { build } from 'vite'
import { findChromium, launchOptions } from './chromium.ts'

const root = join(import.meta.dirname, '..')

/// Where a Chromium is; tests in one are left out without.
export const chromiumPath = findChromium()

/// The gallery in a Chromium, for tests.
export interface OpenedGallery {
  /// One page for all tests: a new one would read and compile the stylesheet and the code again.
  readonly page: Page
  /// Errors that were thrown in a page.
  readonly errors: string[]
  newPage(): Promise<Page>
  /// Opens one story in [on], those of the palette ("palette"), or all of them; [query] is "theme=dark" or "locale=ar".
  open(story?: string, query?: string, on?: Page): Promise<Locator>
  close(): Promise<void>
}

/// Builds the gallery into build/[folder], a folder for each test file, and opens it.
export async function openGallery(folder: string): Promise<OpenedGallery> {
  const outDir = join(root, 'build', folder)
  await build({ configFile: join(root, 'packages/components/vite.config.ts'), logLevel: 'warn', build: { outDir } })
  const server = await serve(outDir)
  const browser = await chromium.launch(launchOptions(chromiumPath ?? ''))
  const errors: string[] = []
  const newPage = async () => {
    const fresh = await browser.newPage()
    fresh.setDefaultTimeout(30_000)
    fresh.on('pageerror', error => errors.push(error.message))
    return fresh
  }
  const page = await newPage()
  return {
    page,
    errors,
    newPage,
    async open(story = '', query = '', on = page) {
      const { port } = server.address() as AddressInfo
      // Another story alone would be no other page.
      await on.goto('about:blank')
      await on.goto(`http://127.0.0.1:${port}/gallery.html?${query}#${encodeURIComponent(story)}`)
      const place = on.locator(story && story !== 'palette' ? `[data-story="${story}"]` : 'main')
      await place.waitFor()
      // What shows a component may still be on its way.
      await place.locator('.millrace-loading-page, .millrace-awaited').first().waitFor({ state: 'detached' })
      return place
    },
    async close() {
      await browser.close()
      server.close()
    },
  }
}

/// What axe finds serious on the page.
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Finding[] }> } }
    interface Finding {
      readonly id: string
      readonly impact: string
      readonly nodes: readonly { readonly html: string }[]
    }
    const { violations } = await axe.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

async function serve(folder: string): Promise<Server> {
  const types: Readonly<Record<string, string>> = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.svg': 'image/svg+xml',
  }
  const server = createServer((request, response) => {
    const file = join(folder, new URL(request.url ?? '/', 'http://localhost').pathname)
    if (!file.startsWith(folder) || !existsSync(file)) return response.writeHead(404).end()
    response.setHeader('Cache-Control', 'max-age=600')
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream')
    return createReadStream(file).pipe(response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}
