import { strict as assert } from 'node:assert'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { interactionTypes } from '../../packages/runtime/src/index.ts'
import { copyExample, root, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// Every kind of interaction as a person meets it, on the contacts of the worked example and a page of buttons.
export interface Walk extends WalkTools {
  readonly millrace: RunningMillrace
  readonly service: Server
  readonly asked: string[]
  removeFolder(): void
}

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }
const components = 'force-app/main/default/dynamicComponents'

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  const asked: string[] = []
  const service = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"sky":"clear"}')
  })
  await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
  try {
    cpSync(join(root, 'scenarios/interactions/project'), folder, { recursive: true })
    allowService(folder, (service.address() as AddressInfo).port)
    const millrace = await startMillrace(folder)
    tools.page.setDefaultTimeout(10_000)
    await tools.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    return { ...tools, millrace, service, asked, removeFolder: remove }
  } catch (error) {
    service.close()
    remove()
    throw error
  }
}

function allowService(folder: string, port: number): void {
  const credentials = join(folder, 'force-app/main/default/namedCredentials')
  mkdirSync(credentials, { recursive: true })
  const endpoint = `http://127.0.0.1:${port}/weather`
  writeFileSync(
    join(credentials, 'Weather.namedCredential-meta.xml'),
    `<NamedCredential xmlns="http://soap.sforce.com/2006/04/metadata"><label>Weather</label><endpoint>${endpoint}</endpoint></NamedCredential>`,
  )
  const callouts = { allow: ['127.0.0.1'], allowPrivate: ['127.0.0.1'] }
  writeFileSync(join(folder, 'millrace.json'), JSON.stringify({ callouts }))
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace.stop()
  walk.service.close()
  walk.removeFolder()
}

export const steps: readonly Step<Walk>[] = [
  {
    title: 'Every kind of interaction is on the page',
    async run() {
      const folder = join(root, 'scenarios/interactions/project', components)
      const text = ['Interactions', 'Rename_Contact', 'Second']
        .map(name => readFileSync(join(folder, `${name}.dynamicComponent.json`), 'utf8'))
        .join()
      assert.deepEqual(
        // Flows with screens have a walk of their own, scenarios/screen-flows.
        interactionTypes
          .map(({ type }) => type)
          .filter(type => !type.startsWith('openFlow') && !text.includes(`"type": "${type}"`)),
        [],
      )
    },
  },
  {
    title: 'The page shows its buttons and the contacts',
    async run(walk) {
      await walk.page.goto(walk.millrace.signInLink)
      await open(walk)
      assert.deepEqual(await walk.page.locator('.millrace-error-text').allTextContents(), [])
      await isAccessible(walk)
      await walk.picture('1-page')
    },
  },
  {
    title: 'A toast leads to a record and takes back what was done',
    async run(walk) {
      await press(walk, 'Show Toast')
      const toast = walk.page.locator('.slds-notify_toast')
      await says(toast, 'See the first contact or the manual.')
      assert.match((await toast.getByRole('link').first().getAttribute('href'))!, /^\/lightning\/r\/003\w+\/view$/)
      await press(walk, 'Show Warning')
      await isAccessible(walk)
      await walk.picture('2-toasts')
      await walk.page.getByRole('button', { name: 'Undo' }).click()
      await stateSays(walk, 'answer undone')
      await closeToasts(walk)
    },
  },
  {
    title: 'An alert is closed with its button or with Escape, and the focus returns',
    async run(walk) {
      await press(walk, 'Open Alert')
      await says(dialog(walk), 'The quarter is closed')
      await hasFocus(walk, 'OK')
      assert.equal(await walk.page.evaluate('document.querySelector("#root, #app")?.inert'), true)
      await isAccessible(walk)
      await walk.picture('3-alert')
      await walk.page.keyboard.press('Escape')
      await gone(dialog(walk))
      await hasFocus(walk, 'Open Alert')
      await press(walk, 'Open Alert')
      await dialog(walk).getByRole('button', { name: 'OK' }).click()
      await gone(dialog(walk))
    },
  },
  {
    title: 'A question is answered with yes or with no',
    async run(walk) {
      await press(walk, 'Open Confirm')
      await dialog(walk).waitFor()
      await hasFocus(walk, 'Not yet')
      await isAccessible(walk)
      await walk.picture('4-confirm')
      await dialog(walk).getByRole('button', { name: 'Send' }).click()
      await stateSays(walk, 'answer yes')
      await press(walk, 'Open Confirm')
      await hasFocus(walk, 'Not yet')
      await walk.page.keyboard.press('Enter')
      await stateSays(walk, 'answer no')
    },
  },
  {
    title: 'A question for a value wants an answer',
    async run(walk) {
      await press(walk, 'Open Prompt')
      await dialog(walk).getByRole('button', { name: 'OK' }).click()
      await says(dialog(walk), 'Complete this field.')
      await isAccessible(walk)
      await walk.picture('5-prompt')
      await walk.page.keyboard.type('It rained')
      await walk.page.keyboard.press('Enter')
      await stateSays(walk, 'answer It rained')
    },
  },
  {
    title: 'Variables, records and JSON are assigned, and another button does it too',
    async run(walk) {
      await press(walk, 'Assignment')
      await stateSays(walk, 'count 2; answer It rained; person Typed; sky grey')
      await press(walk, 'Trigger Event')
      await stateSays(walk, 'count 3')
      await press(walk, 'Focus Component')
      await walk.page.waitForFunction(() => document.activeElement?.textContent === 'Last')
      await press(walk, 'Set Attribute')
      await walk.page.getByRole('row', { selected: true }).first().waitFor()
    },
  },
  {
    title: 'A flow runs for the selected row',
    async run(walk) {
      await press(walk, 'Execute Flow')
      await says(toasts(walk), '1 active')
      await closeToasts(walk)
    },
  },
  {
    title: 'A record is created, updated, read, upserted and deleted',
    async run(walk) {
      await press(walk, 'Create Record')
      await says(toasts(walk), 'Ada Aaronson')
      await cell(walk, 'Aaronson').waitFor()
      await press(walk, 'Update Record')
      await cell(walk, 'Aaron').waitFor()
      await press(walk, 'Get Records')
      await stateSays(walk, 'person Aaron;')
      await press(walk, 'Upsert Record')
      await cell(walk, 'Abbot').waitFor()
      await press(walk, 'Delete Record')
      await gone(cell(walk, 'Abbot'))
      await closeToasts(walk)
    },
  },
  {
    title: 'What cannot be saved is told with the field',
    async run(walk) {
      await press(walk, 'Fail')
      await says(toasts(walk), 'LastName')
      await walk.picture('6-failure')
      await closeToasts(walk)
    },
  },
  {
    title: 'A dialog renames the selected contact; a question opens over it',
    async run(walk) {
      await selectFirst(walk)
      const name = await firstName(walk)
      await press(walk, 'Open Dialog')
      const field = dialog(walk).getByLabel('Last Name')
      await field.waitFor()
      assert.equal(await field.inputValue(), name)
      await walk.page.waitForFunction(() => document.activeElement?.tagName === 'INPUT')
      await dialog(walk).getByRole('button', { name: 'Ask First' }).click()
      await walk.page.getByRole('alertdialog').waitFor()
      await isAccessible(walk)
      await walk.picture('7-dialogs')
      await walk.page.keyboard.press('Escape')
      await gone(walk.page.getByRole('alertdialog'))
      await hasFocus(walk, 'Ask First')
      await field.fill('Aardvark')
      await walk.picture('8-dialog')
      await dialog(walk).getByRole('button', { name: 'Save' }).click()
      await gone(dialog(walk))
      await cell(walk, 'Aardvark').waitFor()
      await stateSays(walk, 'answer Aardvark')
      await hasFocus(walk, 'Open Dialog')
    },
  },
  {
    title: 'A dialog that is closed changes nothing and says so',
    async run(walk) {
      await press(walk, 'Open Dialog')
      const field = dialog(walk).getByLabel('Last Name')
      await field.fill('Nobody')
      await dialog(walk).getByRole('button', { name: 'Reset' }).click()
      await walk.page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('.slds-modal input')?.value === 'Aardvark',
      )
      await dialog(walk).getByRole('button', { name: 'Close' }).click()
      await says(toasts(walk), 'Not renamed')
      await cell(walk, 'Aardvark').waitFor()
      await closeToasts(walk)
    },
  },
  {
    title: 'A panel makes room on a desktop and covers on a phone',
    async run(walk) {
      const { page } = walk
      await press(walk, 'Open Panel')
      const panel = page.getByRole('region', { name: 'Rename Contact' })
      await panel.getByLabel('Last Name').waitFor()
      const [box, main] = [await panel.boundingBox(), await page.locator('main').boundingBox()]
      assert(box && main && main.x + main.width <= box.x + 1, 'the page lies under the panel')
      await isAccessible(walk)
      await walk.picture('9-panel')
      await page.setViewportSize(phone)
      const covering = page.getByRole('dialog', { name: 'Rename Contact' })
      await covering.waitFor()
      await isAccessible(walk)
      await page.setViewportSize(desktop)
      await panel.getByLabel('Last Name').fill('Abacus')
      await panel.getByRole('button', { name: 'Save' }).click()
      await gone(panel)
      await stateSays(walk, 'answer Abacus')
      await cell(walk, 'Abacus').waitFor()
    },
  },
  {
    title: 'Values are copied and downloaded, the page is printed',
    async run(walk) {
      const { page } = walk
      await press(walk, 'Copy')
      await stateSays(walk, 'answer Abacus')
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'one\ntwo\nthree')
      const download = page.waitForEvent('download')
      await press(walk, 'Download')
      const file = await download
      assert.equal(file.suggestedFilename(), 'contacts.csv')
      const text = readFileSync((await file.path())!, 'utf8')
      assert.match(text, /^LastName,Status__c\r\nAbacus,Active\r\n/)
      await page.evaluate(() => {
        window.print = () => document.body.setAttribute('data-printed', '')
      })
      await press(walk, 'Print')
      await page.locator('body[data-printed]').waitFor()
    },
  },
  {
    title: 'The server calls a web service for the page',
    async run(walk) {
      await press(walk, 'Call HTTP')
      await stateSays(walk, 'sky clear')
      await stateSays(walk, 'count 200')
      assert.deepEqual(walk.asked, ['GET /weather/today'])
    },
  },
  {
    title: 'A sequence counts in a loop until it is stopped; branches, parallel ones and Stop',
    async run(walk) {
      await press(walk, 'Run Sequence')
      await stateSays(walk, 'count 2; answer Abacus one two;')
      await press(walk, 'Branch')
      await stateSays(walk, 'answer two;')
      await press(walk, 'Parallel')
      await stateSays(walk, 'count 12')
      await press(walk, 'Stop')
      await press(walk, 'Branch')
      await stateSays(walk, 'answer other;')
    },
  },
  {
    title: 'Cells are edited and saved together',
    async run(walk) {
      await editCell(walk, 'Abacus', 'Abbey')
      await cell(walk, 'Abbey').waitFor()
      await stateSays(walk, 'count 1')
    },
  },
  {
    title: 'Selected records are deleted after a question that names how many',
    async run(walk) {
      await selectFirst(walk)
      await press(walk, 'Delete Selected')
      await says(dialog(walk), 'Delete 1 record?')
      await dialog(walk).getByRole('button', { name: 'Cancel' }).click()
      await cell(walk, 'Abbey').waitFor()
      await press(walk, 'Delete Selected')
      await dialog(walk).getByRole('button', { name: 'Delete' }).click()
      await gone(cell(walk, 'Abbey'))
    },
  },
  {
    title: 'To other pages and back, in a new tab, and this page anew',
    async run(walk) {
      const { page, context } = walk
      const [tab] = await Promise.all([context.waitForEvent('page'), press(walk, 'To the Web')])
      await says(tab.locator('main'), 'Nobody greets')
      await tab.close()
      await press(walk, 'To a Page')
      await page.waitForURL(/\/lightning\/n\/Second\?greeting=Hello/)
      await says(page.locator('main'), 'Hello 1')
      await press(walk, 'Back')
      await ready(walk)
      await press(walk, 'To a Record')
      await page.waitForURL(/\/lightning\/r\/003\w+\/view$/)
      await page.goBack()
      await ready(walk)
      await press(walk, 'To a List')
      await page.waitForURL(/\/lightning\/o\/Contact\/list\?filterName=Recent$/)
      await page.goBack()
      await ready(walk)
      await press(walk, 'Assignment')
      await stateSays(walk, 'count 2')
      await press(walk, 'Refresh Page')
      await stateSays(walk, 'count 1')
    },
  },
]

async function open(walk: Walk): Promise<void> {
  await walk.page.goto(new URL('/lightning/n/All_Interactions', walk.page.url()).href)
  await ready(walk)
}

async function ready({ page }: Walk): Promise<void> {
  await page.getByRole('grid', { name: 'Contacts' }).getByRole('row').nth(2).waitFor()
}

async function isAccessible(walk: Walk): Promise<void> {
  assert.deepEqual(
    (await walk.seriousFindings()).filter(one => !one.includes('Width of')),
    [],
  )
}

const press = ({ page }: Walk, name: string) => page.getByRole('button', { name, exact: true }).click()
const dialog = ({ page }: Walk) => page.locator('.slds-modal').first()
const toasts = ({ page }: Walk) => page.locator('.slds-notify_toast')
const grid = ({ page }: Walk) => page.getByRole('grid', { name: 'Contacts' })
const cell = (walk: Walk, text: string): Locator => grid(walk).getByText(text, { exact: true }).first()
const says = (place: Locator, text: string) => place.filter({ hasText: text }).first().waitFor()
const gone = (place: Locator) => place.waitFor({ state: 'detached' })
const hasFocus = ({ page }: Walk, text: string) =>
  page.waitForFunction(text => document.activeElement?.textContent === text, text)

async function stateSays({ page }: Walk, text: string): Promise<void> {
  await page.locator('.millrace-text', { hasText: text }).first().waitFor()
}

async function closeToasts(walk: Walk): Promise<void> {
  const close = toasts(walk).getByRole('button', { name: 'Close' })
  while ((await close.count()) > 0) await close.first().click()
}

async function firstName(walk: Walk): Promise<string> {
  const text = await grid(walk).getByRole('rowheader').first().innerText()
  // Behind the value stands the button that edits it.
  return text.split('\n')[0]!
}

/// Selects the first row and no other.
async function selectFirst({ page }: Walk): Promise<void> {
  const boxes = page.getByRole('grid', { name: 'Contacts' }).getByRole('row').locator('input[type=checkbox]')
  for (const box of await boxes.all()) if (await box.isChecked()) await box.uncheck({ force: true })
  await boxes.nth(1).check({ force: true })
}

async function editCell(walk: Walk, from: string, to: string): Promise<void> {
  const { page } = walk
  await cell(walk, from).dblclick()
  const editor = page.locator('.millrace-floating input')
  await editor.fill(to)
  await editor.press('Enter')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
}
