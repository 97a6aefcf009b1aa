import { strict as assert } from 'node:assert'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import { copyExample, type RunningMillrace, startMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// The last part of the worked example: its component goes onto a new home page, which is saved and activated, opened
/// and used. Then a record page, the list of an object, and what every page has around it.
export interface Walk extends WalkTools {
  readonly folder: string
  removeFolder(): void
  millrace: RunningMillrace
}

const desktop = { width: 1280, height: 800 }
const phone = { width: 390, height: 844 }

const MAIN = 'force-app/main/default'

/// A component with a variable that is available for input: pages may set it.
const GREETING = JSON.stringify({
  apiName: 'Greeting',
  label: 'Greeting',
  resources: [{ type: 'variable', apiName: 'who', dataType: 'Text', defaultValue: 'you', availability: ['input'] }],
  components: [{ type: 'Text', apiName: 'Hello', attributes: { value: 'Hello, {!who}!' } }],
})

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  tools.page.setDefaultTimeout(15_000)
  writeFileSync(join(folder, MAIN, 'dynamicComponents/Greeting.dynamicComponent.json'), GREETING)
  try {
    return { ...tools, folder, removeFolder: remove, millrace: await startMillrace(folder) }
  } catch (error) {
    remove()
    throw error
  }
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace.stop()
  walk.removeFolder()
}

const button = ({ page }: Walk, name: string): Locator => page.getByRole('button', { name, exact: true })
const file = ({ folder }: Walk, path: string): string => readFileSync(join(folder, path), 'utf8')

/// Pictures of both widths, and no serious finding of axe at either.
async function look(walk: Walk, name: string): Promise<void> {
  await walk.picture(name)
  assert.deepEqual(await walk.seriousFindings(), [], name)
  await walk.page.setViewportSize(phone)
  assert.deepEqual(await walk.seriousFindings(), [], `${name} on a phone`)
  await walk.page.setViewportSize(desktop)
}

async function makePage(walk: Walk, type: string, label: string, object?: string): Promise<void> {
  const { page } = walk
  await page.goto(new URL('/setup/pages', walk.millrace.signInLink).href)
  await button(walk, 'New').click()
  const dialog = page.getByRole('dialog', { name: 'New Lightning Page' })
  await dialog.getByRole('radio', { name: type }).check()
  await dialog.getByLabel(/^[* ]*Label$/).fill(label)
  if (object) {
    await dialog.getByLabel(/^[* ]*Object$/).fill(object)
    await page
      .getByRole('option', { name: new RegExp(`^${object}`) })
      .first()
      .click()
  }
  if (type === 'Home Page') await look(walk, 'new-page')
  await dialog.getByRole('button', { name: 'Create' }).click()
  await page.getByRole('toolbar', { name: 'Page' }).waitFor()
}

async function saveAndActivate(walk: Walk, place: string | RegExp): Promise<void> {
  const { page } = walk
  await button(walk, 'Save').click()
  await page.getByText('The page was saved.').waitFor()
  await button(walk, 'Activation').click()
  const dialog = page.getByRole('dialog', { name: /^Activation/ })
  await dialog.getByText(place).click()
  await look(walk, `activation-${typeof place === 'string' ? 'home' : 'record'}`)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByText('The page is active.').waitFor()
}

export const steps: readonly Step<Walk>[] = [
  {
    title: 'Navigate to the Lightning pages: the list has the page of the project',
    async run(walk) {
      await walk.page.goto(walk.millrace.signInLink)
      await button(walk, 'Setup').click()
      await look(walk, 'setup-menu')
      await walk.page.getByRole('menuitem', { name: 'Lightning Pages' }).click()
      await walk.page.getByRole('row', { name: /Contacts_Page/ }).waitFor()
      await look(walk, 'pages')
    },
  },
  {
    title: 'Make a new home page',
    async run(walk) {
      await makePage(walk, 'Home Page', 'Contact Work')
      await look(walk, 'empty-page')
    },
  },
  {
    title: 'Edit the page and add your Dynamic Component to it',
    async run(walk) {
      const { page } = walk
      const part = page.getByRole('listitem').filter({ hasText: 'Contact Status' })
      await part.dragTo(page.locator('[data-drop-region="top"]'))
      await page.locator('[data-frame="top#0"]').getByText('Set as Active').waitFor()
      await page.getByRole('heading', { name: 'Contact_Status', level: 2 }).waitFor()
      await look(walk, 'component-placed')
    },
  },
  {
    title: 'Add a text with the keyboard, move it up, undo, redo, and show it on desktops only',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Rich Text' }).focus()
      await page.keyboard.press('Enter')
      await page.getByLabel('Text', { exact: true }).fill('<p>Choose contacts and set them as active.</p>')
      await page.getByRole('application').focus()
      await page.keyboard.press('Alt+ArrowUp')
      await page.locator('[data-frame="top#0"]').getByText('Choose contacts').waitFor()
      await page.keyboard.press('Control+z')
      await page.locator('[data-frame="top#1"]').getByText('Choose contacts').waitFor()
      await page.keyboard.press('Control+y')
      await page.locator('[data-frame="top#0"]').getByText('Choose contacts').waitFor()
      await button(walk, 'Add Filter').click()
      await look(walk, 'text-with-a-filter')
      await button(walk, 'Preview').click()
      await page.getByText('Choose contacts').waitFor()
      await look(walk, 'preview')
      await button(walk, 'Back to Building').click()
    },
  },
  {
    title: 'Save and Activate the page',
    async run(walk) {
      await saveAndActivate(walk, 'Home page of everybody')
      assert.equal(JSON.parse(file(walk, 'millrace.json')).homePage, 'Contact_Work')
      const text = file(walk, `${MAIN}/flexipages/Contact_Work.flexipage-meta.xml`)
      assert.match(text, /<value>Contact_Status<\/value>/)
      assert.match(text, /<leftValue>\{!\$Client.FormFactor\}<\/leftValue>/)
    },
  },
  {
    title: 'Go to the Lightning page, select contact rows, click the "Set as Active" header button',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/page/home', walk.millrace.signInLink).href)
      await page.getByText('Choose contacts').waitFor()
      await page.locator('tr[data-index="0"]').waitFor()
      await look(walk, 'home')
      await page.locator('tr[data-index="0"] label').click()
      await page.locator('tr[data-index="1"] label').click()
      await button(walk, 'Set as Active').click()
      await page.getByText('2 contacts are now Active.').waitFor()
      for (const index of [0, 1]) assert.match(await page.locator(`tr[data-index="${index}"]`).innerText(), /Active/)
    },
  },
  {
    title: 'On a phone the text is not shown, and the table is',
    async run({ page }) {
      await page.setViewportSize(phone)
      await page.getByText('Choose contacts').waitFor({ state: 'detached' })
      assert.equal(await page.getByRole('button', { name: 'Set as Active' }).isVisible(), true)
      await page.setViewportSize(desktop)
    },
  },
  {
    title: 'The app launcher finds the contacts: their list, to search and sort',
    async run(walk) {
      const { page } = walk
      await button(walk, 'App Launcher').click()
      await page.getByRole('searchbox', { name: 'Search apps and items' }).fill('contact')
      await page.getByRole('link', { name: 'Contacts' }).last().waitFor()
      await look(walk, 'app-launcher')
      await page.locator('a[href="/lightning/o/Contact/list"]').click()
      await page.locator('tr[data-index="0"]').waitFor()
      await look(walk, 'object-list')
    },
  },
  {
    title: 'A record has a page without anybody making one: highlights, details, related lists',
    async run(walk) {
      const { page } = walk
      await page.locator('tr[data-index="0"] th a, tr[data-index="0"] td a').first().click()
      await page.waitForURL(/\/lightning\/r\//)
      await page.getByRole('heading', { name: 'Details' }).waitFor()
      await page.getByText('Business Phone').first().waitFor()
      await look(walk, 'record')
    },
  },
  {
    title: 'Edit changes it, and the page shows it',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: 'Edit', exact: true }).first().click()
      const dialog = page.getByRole('dialog', { name: 'Edit Contact' })
      await dialog.getByLabel('Title', { exact: true }).fill('Chief Engineer')
      await look(walk, 'edit-record')
      await dialog.getByRole('button', { name: 'Save' }).click()
      await dialog.waitFor({ state: 'detached' })
      await page.getByText('Chief Engineer').first().waitFor()
    },
  },
  {
    title: 'New makes a contact and opens it',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/o/Contact/new', walk.millrace.signInLink).href)
      const dialog = page.getByRole('dialog', { name: 'New Contact' })
      await dialog.getByLabel('Last Name').fill('Ng-Pages')
      await look(walk, 'new-record')
      await dialog.getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/\/lightning\/r\/.*\/view/)
      await page.getByRole('heading', { name: 'Ng-Pages' }).first().waitFor()
    },
  },
  {
    title: 'The search finds it by its name',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/page/home', walk.millrace.signInLink).href)
      await page.getByRole('button', { name: /^Search/ }).click()
      await page.getByRole('searchbox', { name: 'Search records' }).fill('ng-pag')
      await page.getByRole('link', { name: 'Ng-Pages' }).waitFor()
      await look(walk, 'search')
      await page.getByRole('link', { name: 'Ng-Pages' }).first().click()
      await page.waitForURL(/\/lightning\/r\/Contact\//)
    },
  },
  {
    title:
      'A record page of its own: highlights, details, a rule on the record, an input variable; activated for every contact',
    async run(walk) {
      const { page } = walk
      await makePage(walk, 'Record Page', 'One Contact', 'Contact')
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Highlights Panel' })
        .dragTo(page.locator('[data-drop-region="header"]'))
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Record Detail' })
        .dragTo(page.locator('[data-drop-region="main"]'))
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Rich Text' })
        .dragTo(page.locator('[data-drop-region="sidebar"]'))
      await page.getByLabel('Text', { exact: true }).fill('<p>This is {!Record.LastName}.</p>')
      await button(walk, 'Add Filter').click()
      await page.getByRole('combobox', { name: 'Field' }).fill('{!Record.LastName}')
      await page.getByRole('combobox', { name: 'Field' }).press('Enter')
      await page.getByLabel('Value', { exact: true }).fill('Ng-Pages')
      await page.getByLabel('Value', { exact: true }).press('Enter')
      await page.locator('[data-frame="header#0"] h2').waitFor()
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Greeting' })
        .dragTo(page.locator('[data-drop-region="sidebar"]'))
      await page.getByText('Hello, you!').waitFor()
      await page.getByRole('combobox', { name: 'who' }).fill('{!Record.LastName}')
      await page.getByRole('combobox', { name: 'who' }).press('Enter')
      await page.getByText('Hello, Ng-Pages!').waitFor()
      await look(walk, 'record-page-builder')
      await saveAndActivate(walk, /^For every Contact/)
      assert.match(file(walk, `${MAIN}/objects/Contact/Contact.object-meta.xml`), /<content>One_Contact<\/content>/)
      await page.goto(new URL('/lightning/page/home', walk.millrace.signInLink).href)
      await page.getByRole('button', { name: /^Search/ }).click()
      await page.getByRole('searchbox', { name: 'Search records' }).fill('Ng-Pages')
      await page.getByRole('link', { name: 'Ng-Pages' }).first().click()
      await page.getByText('This is Ng-Pages.').waitFor()
      await page.getByText('Hello, Ng-Pages!').waitFor()
      await look(walk, 'own-record-page')
    },
  },
  {
    // A browser opens six connections to a server for all its tabs together.
    title: 'Five tabs with a list are open at once',
    async run(walk) {
      const list = new URL('/lightning/o/Contact/list', walk.millrace.signInLink).href
      const tabs = await Promise.all([1, 2, 3, 4].map(() => walk.context.newPage()))
      for (const tab of [walk.page, ...tabs]) {
        await tab.goto(list)
        await tab.locator('tr[data-index="0"]').waitFor()
      }
      for (const tab of tabs) await tab.close()
    },
  },
]
