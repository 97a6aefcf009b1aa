import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createServer } from '@millrace/server'
import type { FastifyInstance } from 'fastify'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findChromium, launchOptions } from '../../../../scripts/chromium.ts'
import { exampleServer, type ExampleServer } from '../../../../scripts/exampleServer.ts'

const root = join(import.meta.dirname, '../../../..')
const webFolder = join(root, 'build/embedding')
const executablePath = findChromium()

/// A component with an input, an output, a query, a toast, a place to go to and a menu.
const greeting = {
  apiName: 'Greeting',
  label: 'Greeting',
  resources: [
    { type: 'variable', apiName: 'firstName', dataType: 'Text', defaultValue: 'you', availability: ['input'] },
    { type: 'variable', apiName: 'numbers', dataType: 'Number', isCollection: true, availability: ['input'] },
    { type: 'variable', apiName: 'answer', dataType: 'Text', availability: ['output'] },
    { type: 'query', apiName: 'Contacts', objectApiName: 'Contact', fields: ['Name'], limit: 5 },
  ],
  components: [
    {
      type: 'Card',
      apiName: 'Card1',
      attributes: { title: 'Hello {!firstName}', iconName: 'standard:contact' },
      children: {
        body: [
          { type: 'Text', apiName: 'Count', attributes: { value: '{!Contacts.nbItems} contacts, {!numbers}' } },
          {
            type: 'Button',
            apiName: 'Reply',
            attributes: { label: 'Reply' },
            interactions: {
              click: [
                { type: 'assignment', variable: 'answer', value: 'well met' },
                { type: 'showToast', title: 'Replied' },
              ],
            },
          },
          {
            type: 'Button',
            apiName: 'Go',
            attributes: { label: 'Go' },
            interactions: { click: [{ type: 'navigate', destination: 'page', pageApiName: 'Home' }] },
          },
          {
            type: 'ButtonMenu',
            apiName: 'More',
            attributes: { label: 'More', items: [{ name: 'a', label: 'First' }] },
          },
        ],
      },
    },
  ],
}

describe.skipIf(!executablePath)('a page of another site', () => {
  let server: ExampleServer
  let app: FastifyInstance
  let site: Server
  let browser: Browser
  let page: Page
  let html = ''
  let address = ''
  let siteAddress = ''

  beforeAll(async () => {
    await build({
      configFile: join(root, 'packages/builder/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: webFolder },
    })
    server = await exampleServer()
    site = createHttpServer((_, response) => {
      response.setHeader('Content-Type', 'text/html; charset=utf-8')
      response.end(html)
    })
    await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve))
    siteAddress = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
    const folder = join(server.folder, 'dynamicComponents')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'Greeting.dynamicComponent.json'), JSON.stringify(greeting))
    configure({ embedding: { allowedOrigins: [siteAddress] } })
    await server.org.reload()
    app = await createServer({ org: server.org, webFolder })
    address = await app.listen({ port: 0, host: '127.0.0.1' })
    browser = await chromium.launch(launchOptions(executablePath ?? ''))
    page = await browser.newPage()
    page.setDefaultTimeout(10_000)
  })

  afterAll(async () => {
    await browser?.close()
    site?.close()
    await app?.close()
    await server?.close()
  })

  beforeEach(() => page.goto('about:blank'))

  const configure = (configuration: unknown): void =>
    writeFileSync(join(server.folder, 'millrace.json'), JSON.stringify(configuration))

  /// Shows [body] as that site's page, with what it does in a script.
  async function show(body: string, script = ''): Promise<void> {
    html = `<!doctype html><html lang="en"><head><title>Intranet</title>
      <style>h1 { color: rgb(1, 2, 3); font: 30px serif } body { margin: 40px }</style></head>
      <body><main><h1>Intranet</h1><p id="own">Our own words <button id="theirs">Ours</button></p>${body}</main>
      <script>
        window.seen = []
        for (const name of ['output', 'toast', 'navigate'])
          document.addEventListener('millrace:' + name, event => window.seen.push([name, event.detail]))
        ${script}
      </script>
      <script type="module" src="${address}/embed.js"></script></body></html>`
    await page.goto(siteAddress)
  }

  const withToken = () =>
    `document.addEventListener('millrace:token', event => event.detail.respondWith('${server.token}'));`
  const seen = () => page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)
  const title = (name: string) => page.getByRole('heading', { name: `Hello ${name}` }).waitFor()

  it('shows a Dynamic Component with its inputs and data', async () => {
    await show(`<millrace-component name="Greeting" first-name="Ada"></millrace-component>`, withToken())
    await title('Ada')
    await page.getByText(/^[1-9]\d* contacts/).waitFor()
  })

  it('changes inputs later: as an attribute, and as values', async () => {
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await title('you')
    await page.evaluate(() => document.querySelector('millrace-component')?.setAttribute('first-name', 'Bo'))
    await title('Bo')
    await page.evaluate(() =>
      Object.assign(document.querySelector('millrace-component') ?? {}, { inputs: { numbers: [1, 2.5] } }),
    )
    await page.getByText('contacts, [1, 2.5]').waitFor()
  })

  it('hears of outputs and toasts', async () => {
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await page.getByRole('button', { name: 'Reply' }).click()
    await page.locator('.slds-notify_toast', { hasText: 'Replied' }).waitFor()
    expect(await seen()).toEqual([
      ['output', { name: 'answer', value: 'well met' }],
      ['toast', expect.objectContaining({ title: 'Replied' })],
    ])
    expect(
      await page.evaluate(
        () => (document.querySelector('millrace-component') as unknown as { outputs: unknown }).outputs,
      ),
    ).toEqual({ answer: 'well met' })
  })

  it('can show toasts and go places itself', async () => {
    await show(
      `<millrace-component name="Greeting"></millrace-component>`,
      `${withToken()} for (const name of ['toast', 'navigate']) document.addEventListener('millrace:' + name, event => event.preventDefault());`,
    )
    await page.getByRole('button', { name: 'Reply' }).click()
    await page.getByRole('button', { name: 'Go' }).click()
    await expect
      .poll(async () => (await seen()).map(one => (one as unknown[])[0]))
      .toEqual(['output', 'toast', 'navigate'])
    expect(page.url()).toBe(`${siteAddress}/`)
    expect(await page.locator('.slds-notify_toast').count()).toBe(0)
  })

  it('goes to a page of the server otherwise', async () => {
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await page.getByRole('button', { name: 'Go' }).click()
    await page.waitForURL(`${address}/**`)
  })

  it('asks for another token when one has run out, and says so when there is none', async () => {
    await show(
      `<millrace-component name="Greeting"></millrace-component>`,
      `document.addEventListener('millrace:token', event => event.detail.respondWith(event.detail.wasRefused ? '${server.token}' : 'old'))`,
    )
    await title('you')
    await show(`<millrace-component name="Greeting"></millrace-component>`)
    await page.getByText('could not be loaded').waitFor()
  })

  it('may have the token written in the element', async () => {
    await show(`<millrace-component name="Greeting" token="${server.token}"></millrace-component>`)
    await title('you')
  })

  it('keeps its own looks, and the component has those of the design system', async () => {
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await title('you')
    const look = (selector: string) =>
      page.locator(selector).evaluate(element => {
        const { color, fontFamily, fontSize, margin, backgroundColor } = getComputedStyle(element)
        return { color, fontFamily, fontSize, margin, backgroundColor }
      })
    expect(await look('h1')).toMatchObject({ color: 'rgb(1, 2, 3)', fontFamily: 'serif', fontSize: '30px' })
    expect(await look('body')).toMatchObject({ margin: '40px', backgroundColor: 'rgba(0, 0, 0, 0)' })
    expect((await look('#theirs')).backgroundColor).not.toBe('rgba(0, 0, 0, 0)')
    expect(await look('millrace-component .slds-card')).toMatchObject({ backgroundColor: 'rgb(255, 255, 255)' })
    expect((await look('millrace-component .slds-card__header-title')).fontSize).toBe('16px')
    await page.getByRole('button', { name: 'More' }).click()
    expect(await look('.slds-dropdown')).toMatchObject({ backgroundColor: 'rgb(255, 255, 255)' })
    await page.screenshot({ path: join(webFolder, 'embedded.png') })
  })

  it('may have it dark', async () => {
    await show(`<millrace-component name="Greeting" theme="dark"></millrace-component>`, withToken())
    await title('you')
    const background = await page
      .locator('millrace-component .slds-card')
      .evaluate(element => getComputedStyle(element).backgroundColor)
    expect(background).toBe('rgb(30, 31, 34)')
  })

  it('is not served when its origin is not allowed', async () => {
    configure({})
    await server.org.reload()
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await page.getByText('The server does not answer.').waitFor()
  })

  describe('a page of the server itself', () => {
    async function signIn(): Promise<void> {
      const code = await server.org.credentials.issue('signIn', server.org.administratorId)
      await page.goto(`${address}/sign-in?code=${code}`)
      await page.getByRole('button', { name: 'Signed in as Ada Ng' }).waitFor()
    }
    const root = () => page.evaluate(() => ({ ...document.documentElement.dataset }))

    it('is dark or dense for whom it shall be, also the next time', async () => {
      await signIn()
      expect(await root()).toEqual({ millraceTheme: 'light', millraceDensity: 'comfortable' })
      for (const choice of ['Theme: Dark', 'Density: Compact']) {
        await page.getByRole('button', { name: 'Signed in as Ada Ng' }).click()
        await page.getByRole('menuitemradio', { name: choice }).click()
      }
      expect(await root()).toEqual({ millraceTheme: 'dark', millraceDensity: 'compact' })
      await page.reload()
      await page.getByRole('button', { name: 'Signed in as Ada Ng' }).click()
      expect(await page.getByRole('menuitemradio', { checked: true }).allInnerTexts()).toEqual([
        'Theme: Dark',
        'Density: Compact',
        'Language: English',
      ])
      await page.keyboard.press('Escape')
      await page.screenshot({ path: join(webFolder, 'dark.png') })
    })

    it("follows the device when nobody chose, and loads the operator's own stylesheet last", async () => {
      mkdirSync(join(server.folder, 'theme'), { recursive: true })
      writeFileSync(join(server.folder, 'theme/company.css'), ':root { --slds-g-color-brand-base-50: #6a1b9a; }')
      configure({ theme: { stylesheet: 'theme/company.css' } })
      await server.org.reload()
      await signIn()
      await page.evaluate(() => localStorage.clear())
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.reload()
      await page.getByRole('button', { name: 'Signed in as Ada Ng' }).waitFor()
      expect((await root())['millraceTheme']).toBe('dark')
      await page.emulateMedia({ colorScheme: 'light' })
      await expect.poll(async () => (await root())['millraceTheme']).toBe('light')
      const brand = await page.evaluate(() =>
        getComputedStyle(document.documentElement).getPropertyValue('--slds-g-color-brand-base-50'),
      )
      expect(brand).toBe('#6a1b9a')
      expect(await page.locator('link[rel=stylesheet]').last().getAttribute('href')).toBe('/theme.css')
    })
  })

  it('axe finds nothing serious in it', async () => {
    configure({ embedding: { allowedOrigins: [siteAddress] } })
    await server.org.reload()
    await show(`<millrace-component name="Greeting"></millrace-component>`, withToken())
    await title('you')
    await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') })
    const findings = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }
      return (await axe.run()).violations.filter(({ impact }) => /serious|critical/.test(impact)).map(({ id }) => id)
    })
    expect(findings).toEqual([])
  })
})
