import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumPath, openGallery, type OpenedGallery, seriousFindings } from '../../../../scripts/openGallery.ts'

describe.skipIf(!chromiumPath)('the palette', () => {
  let gallery: OpenedGallery
  let page: Page
  const open = (story: string, query = '') => gallery.open(story, query)

  beforeAll(async () => {
    gallery = await openGallery('gallery-palette')
    ;({ page } = gallery)
  })
  afterAll(() => gallery?.close())

  beforeEach(async () => {
    gallery.errors.length = 0
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto('about:blank')
  })
  afterEach(() => {
    expect(gallery.errors).toEqual([])
  })

  const toast = (text: string) => page.locator('.slds-notify_toast', { hasText: text }).waitFor()
  const hasFocus = (place: Locator) => place.evaluate(element => element === document.activeElement)

  it('buttons run the interactions of their own name', async () => {
    const group = await open('Button Group')
    await group.getByRole('button', { name: 'Reject' }).click()
    await toast('Rejected')
    expect(await page.locator('.slds-notify_toast').count()).toBe(1)
    expect(await group.getByRole('button', { name: 'Later' }).isDisabled()).toBe(true)
    const icons = await open('Button Icon')
    await icons.getByRole('button', { name: 'Edit the contact' }).click()
    await toast('Edit')
  })

  it('a menu opens, moves with arrows and chooses with Enter', async () => {
    const menus = await open('Button Menu')
    await menus.getByRole('button', { name: 'More' }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    expect(await hasFocus(page.getByRole('menuitem', { name: 'Archive' }))).toBe(true)
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await toast('Copied')
    expect(await hasFocus(menus.getByRole('button', { name: 'More' }))).toBe(true)
  })

  it('tabs move with arrows past what is disabled, and to the other side where people read from the right', async () => {
    const tabs = await open('Tabs')
    const details = tabs.getByRole('tab', { name: 'Details' })
    await details.focus()
    await page.keyboard.press('ArrowRight')
    await tabs.getByText('What is related.').waitFor()
    expect(await hasFocus(tabs.getByRole('tab', { name: /Related/ }))).toBe(true)
    await page.keyboard.press('ArrowRight')
    expect(await hasFocus(details)).toBe(true)
    expect(await tabs.getByText('What is related.').count()).toBe(0)
    await tabs.getByText('The second.').waitFor()

    const arabic = await open('Tabs', 'locale=ar')
    await arabic.getByRole('tab', { name: 'Details' }).focus()
    await page.keyboard.press('ArrowLeft')
    await arabic.getByText('What is related.').waitFor()
  })

  it('sections of an accordion unfold, several where that is allowed', async () => {
    const accordion = await open('Accordion')
    await accordion.getByText('Where it goes.').waitFor()
    const billing = accordion.getByRole('button', { name: 'Billing' })
    expect(await billing.getAttribute('aria-expanded')).toBe('false')
    await billing.click()
    await accordion.getByText('Who pays.').waitFor()
    expect(await accordion.getByText('Where it goes.').isVisible()).toBe(true)
  })

  it('a page header shows references in its details', async () => {
    const header = await open('Page Header')
    await header.getByText('12', { exact: true }).waitFor()
    expect(await header.locator('dt').allInnerTexts()).toEqual(['Owner', 'Contacts', 'Website'])
  })

  it('rich text keeps its format and loses its scripts', async () => {
    const text = await open('Rich Text')
    await text.locator('b', { hasText: 'bold' }).waitFor()
    expect(await text.getByText('red', { exact: true }).getAttribute('style')).toBe('color: rgb(186, 5, 23);')
    expect(await text.locator('script, [onerror]').count()).toBe(0)
    expect(await text.locator('a').getAttribute('rel')).toBe('noopener noreferrer')
    expect(await page.title()).toBe('Gallery')
  })

  it('a picture is never a script', async () => {
    const images = await open('Image')
    expect(await images.locator('img').count()).toBe(2)
    await images.getByRole('button', { name: 'Mountains in a circle' }).click()
    await toast('A picture')
  })

  it('an alert goes when it is closed', async () => {
    const alerts = await open('Alert')
    await alerts.getByRole('button', { name: 'Close' }).click()
    await toast('Closed')
    expect(await alerts.getByText('It ends in three days.').count()).toBe(0)
  })

  it('metrics are worked out and compared', async () => {
    const metrics = await open('Metric')
    await metrics.getByText('$81,477').waitFor()
    const texts = await metrics.locator('.millrace-metric').allInnerTexts()
    const [revenue, cases, views, unknown] = texts.map(text => text.replaceAll(/\s+/g, ' '))
    expect(revenue).toBe('Revenue $81,477 up +16.4% since May')
    expect(cases).toBe('Open cases 12 down -4')
    expect(views).toBe('Page views 1.2M Click for more')
    expect(unknown).toBe('Not known –')
    expect(await metrics.locator('.millrace-trend.is-good').count()).toBe(2)
    await metrics.getByRole('button', { name: /Page views/ }).click()
    await toast('More')
  })

  it('progress is told to screen readers too', async () => {
    const progress = await open('Progress')
    const bars = progress.getByRole('progressbar')
    expect(await bars.evaluateAll(all => all.map(bar => bar.getAttribute('aria-valuetext')))).toEqual([
      '42% done',
      '95% done',
      '75% done',
    ])
    expect(await progress.locator('[aria-current=step]').allTextContents()).toEqual(['Address (current step)'])
    await progress.getByRole('button', { name: /Payment/ }).click()
    await toast('Payment')
  })

  it('a chart is drawn, and is a table for those who want one', async () => {
    const charts = await open('Chart')
    await charts.getByRole('img', { name: 'Contacts by Status: a chart of 4 groups.' }).waitFor()
    const chart = charts.locator('article', { hasText: 'Contacts by Status' })
    await chart.getByRole('button', { name: 'Show as table' }).click()
    expect(await chart.locator('tbody tr').allInnerTexts()).toEqual([
      'New\t15',
      'Working\t15',
      'Active\t15',
      'Inactive\t15',
    ])
    await chart.getByRole('button', { name: 'Active: 15', exact: true }).click()
    await toast('Active: 15')
  })

  it('a segment of a chart can be clicked', async () => {
    const charts = await open('Chart')
    const drawing = charts.getByRole('img', { name: /^Contacts by Status/ })
    await drawing.waitFor()
    const box = await drawing.boundingBox()
    // At the right of the top of the ring is its first part.
    await expect
      .poll(async () => {
        await page.mouse.click(box!.x + box!.width / 2 + 60, box!.y + 50)
        return page.locator('.slds-notify_toast', { hasText: 'New: 15' }).count()
      })
      .toBeGreaterThan(0)
  })

  it.each([
    ['Chart without data', 'There is no data to show.'],
    ['Chart that fails', 'Contacts could not be loaded.'],
    ['List without items', 'No records to show.'],
    ['Dynamic Component that is not there', 'There is no Dynamic Component "Missing".'],
  ])('%s says so', async (story, text) => {
    const place = await open(story)
    await place.getByText(text).waitFor()
  })

  it('items of a list are clicked, checked and acted on', async () => {
    const list = await open('List')
    await list.getByRole('button', { name: 'Ada Ng 1' }).first().click()
    await toast('Clicked Ada Ng 1')
    await list.locator('[data-key]', { hasText: 'Bo Okafor' }).locator('label').click()
    expect(await list.getByRole('checkbox', { name: 'Select Bo Okafor 2' }).isChecked()).toBe(true)
    await list.getByRole('button', { name: 'Actions for Chidi Lindqvist 3' }).click()
    await page.getByRole('menuitem', { name: 'Call' }).click()
    await toast('Call Chidi Lindqvist 3')
    await list.getByText('Works at Alpine Ski House').waitFor()
  })

  it('what is repeated knows its record', async () => {
    const repeater = await open('Repeater')
    await repeater.getByText('Is Working.').waitFor()
    expect(await repeater.locator('li[data-key]').count()).toBe(3)
    await repeater.locator('li', { hasText: 'Bo Okafor 2' }).getByRole('button', { name: 'Greet' }).click()
    await toast('Hello Bo Okafor 2')
  })

  it('a nested Dynamic Component has inputs and gives outputs', async () => {
    const nested = await open('Dynamic Component')
    await nested.getByRole('heading', { name: 'Hello nothing yet' }).waitFor()
    await nested.getByRole('button', { name: 'Answer' }).click()
    await nested.getByText('It answered: well met').waitFor()
    await nested.getByRole('heading', { name: 'Hello well met' }).waitFor()
  })

  it('styling hooks and widths reach the component', async () => {
    const styled = await open('Style')
    const button = styled.getByRole('button', { name: 'With hooks' })
    expect(await button.evaluate(element => getComputedStyle(element).backgroundColor)).toBe('rgb(46, 132, 74)')
    const [card, whole] = await Promise.all([styled.locator('.slds-card').boundingBox(), styled.boundingBox()])
    expect(Math.round(card!.width)).toBe(Math.round(whole!.width / 2))
    expect(Math.round(card!.x + card!.width)).toBe(Math.round(whole!.x + whole!.width))
  })

  it('the focus stays close when what had it goes away', async () => {
    const story = await open('Visibility')
    await story.getByRole('button', { name: 'Vanish' }).focus()
    await page.keyboard.press('Enter')
    await story.getByText('It is gone.').waitFor()
    expect(await page.evaluate(() => document.activeElement?.closest('[data-story]')?.getAttribute('data-story'))).toBe(
      'Visibility',
    )
  })

  it('columns stand below each other on a phone', async () => {
    const places = async () => {
      const columns = await open('Columns')
      const [main, side] = await Promise.all(
        ['Main', 'Side'].map(name => columns.locator('.slds-card', { hasText: name }).first().boundingBox()),
      )
      return { main: main!, side: side! }
    }
    const wide = await places()
    expect(wide.side.y).toBe(wide.main.y)
    await page.setViewportSize({ width: 390, height: 800 })
    const narrow = await places()
    expect(narrow.side.y).toBeGreaterThan(narrow.main.y)
    expect(narrow.side.width).toBe(narrow.main.width)
  })

  it('our own texts are in the language of the reader', async () => {
    const list = await open('List without items', 'locale=de_CH')
    await list.getByText('Keine Datensätze vorhanden.').waitFor()
    const chart = await open('Chart that fails', 'locale=ja')
    await chart.getByText('Contactsを読み込めませんでした。').waitFor()
    const other = await open('List without items', 'locale=nl')
    await other.getByText('No records to show.').waitFor()
  })

  describe.each(['', 'theme=dark', 'locale=ar', 'density=compact'])('seen with "%s"', query => {
    it.each([1280, 390])('is not wider than %i pixels, and axe finds nothing serious', async width => {
      await page.setViewportSize({ width, height: 900 })
      await gallery.open('palette', query, page)
      await page.locator('[data-story="Repeater"] li').first().waitFor()
      await page.locator('[data-story="Chart"] canvas').first().waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width)
      expect(await seriousFindings(page)).toEqual([])
    })
  })
})
