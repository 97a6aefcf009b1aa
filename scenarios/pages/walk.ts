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

/// Puts a component in with the keyboard, where it becomes the one at [to].
async function place({ page }: Walk, label: string, to: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).focus()
  await page.keyboard.press('Enter')
  await page.locator(`[data-frame="${to}"]`).waitFor()
}

/// Drags a component from the list into a region, where it becomes the one at [to].
async function drag({ page }: Walk, label: string, region: string, to: string): Promise<void> {
  const part = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: label, exact: true }) })
  await part.dragTo(page.locator(`[data-drop-region="${region}"]`))
  await page.locator(`[data-frame="${to}"]`).waitFor()
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
      await page.getByRole('heading', { name: 'Contact Status', level: 2 }).waitFor()
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
    title: 'A list view of one’s own: its name, its filter, its fields; pinned, it opens first',
    async run(walk) {
      const { page } = walk
      await button(walk, 'List View Controls').click()
      await page.getByRole('menuitem', { name: 'New List View' }).click()
      await page.getByLabel('List Name').fill('New ones')
      await look(walk, 'list-new')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.waitForURL(/filterName=New_ones/)
      await button(walk, 'Filters').click()
      const filters = page.getByRole('region', { name: 'Filters' })
      await filters.getByRole('button', { name: 'Add Filter' }).click()
      await filters.getByLabel('Field', { exact: true }).selectOption({ label: 'Status' })
      await filters.getByLabel('Value', { exact: true }).selectOption({ label: 'New' })
      await filters.getByRole('button', { name: 'Save' }).click()
      await page.getByText(/^\d\d items/).waitFor()
      await look(walk, 'list-filters')
      await button(walk, 'List View Controls').click()
      await page.getByRole('menuitem', { name: 'Select Fields to Display' }).click()
      await page.getByLabel('Available Fields').selectOption({ label: 'Email' })
      await button(walk, 'Add').click()
      await look(walk, 'list-fields')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('columnheader', { name: 'Email' }).waitFor()
      await button(walk, 'Pin this list view').click()
      await button(walk, 'This list view is pinned').waitFor()
      await page.goto(new URL('/lightning/o/Contact/list', walk.millrace.signInLink).href)
      await page.getByRole('heading', { name: /New ones/ }).waitFor()
    },
  },
  {
    title: 'Among many list views one is found by typing a part of its name',
    async run(walk) {
      const { page } = walk
      await page.evaluate(async () => {
        const headers = { 'Millrace-Request': '1', 'Content-Type': 'application/json' }
        const parts = {
          isShared: false,
          scope: 'everything',
          columns: ['Name'],
          filters: [],
          filterLogic: '',
          sorts: [],
        }
        for (let number = 1; number <= 9; number++) {
          const body = JSON.stringify({ ...parts, label: `Region ${number}` })
          const answer = await fetch('/millrace/v1/list-views/Contact', { method: 'POST', headers, body })
          if (!answer.ok) throw new Error(await answer.text())
        }
      })
      await page.reload()
      await page.getByRole('button', { name: /^Select a list view/ }).click()
      await page.getByRole('menuitemradio', { name: 'Region 6' }).waitFor()
      await page.keyboard.type('gion 7')
      await page.getByRole('menuitemradio', { name: 'Region 6' }).waitFor({ state: 'detached' })
      await look(walk, 'list-search')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: /Region 7/ }).waitFor()
      await page.goto(new URL('/lightning/o/Contact/list?filterName=New_ones', walk.millrace.signInLink).href)
      await page.locator('tr[data-index="0"]').waitFor()
    },
  },
  {
    title: 'Records of a list are edited in their cells, given to another owner, and deleted',
    async run(walk) {
      const { page } = walk
      const first = page.locator('tr[data-index="0"]')
      await first.locator('td').nth(3).dblclick()
      const editor = page.getByRole('group', { name: 'Edit Title' }).getByRole('textbox')
      await editor.fill('Engineer')
      await editor.press('Enter')
      await button(walk, 'Save').click()
      await first.getByText('Engineer').waitFor()
      await button(walk, 'Delete').click()
      await page.getByText('Select at least one record and try again.').waitFor()
      await first.locator('label').click()
      await button(walk, 'Change Owner').click()
      const dialog = page.getByRole('dialog', { name: 'Change Owner' })
      await dialog.getByRole('combobox', { name: 'New Owner' }).fill('Ada')
      await page.getByRole('option', { name: /Ada Ng/ }).click()
      await look(walk, 'change-owner')
      await dialog.getByRole('button', { name: 'Change Owner' }).click()
      await page.getByText('Records with a new owner: 1.').waitFor()
      const name = await first.getByRole('link').first().innerText()
      await button(walk, 'Delete').click()
      await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
      await page.getByText('Deleted records: 1.').waitFor()
      await page.getByRole('link', { name, exact: true }).waitFor({ state: 'detached' })
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
    title: 'A call is logged, and stands among the activities',
    async run(walk) {
      const { page } = walk
      await button(walk, 'Log a Call').click()
      await page.getByRole('dialog', { name: 'Log a Call' }).getByLabel('Comments').fill('They want an offer.')
      await look(walk, 'log-a-call')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      const past = page.getByRole('region', { name: 'Past Activity' })
      await past.getByText('They want an offer.').waitFor()
      await look(walk, 'activities')
    },
  },
  {
    title: 'The related lists of its account: View All opens the whole list, and New adds to it',
    async run(walk) {
      const { page } = walk
      const contact = page.url()
      const account = await page.evaluate(async () => {
        const id = /\/003\w+/.exec(window.location.pathname)![0]
        const headers = { 'Millrace-Request': '1' }
        const response = await fetch(`/services/data/v62.0/sobjects/Contact${id}`, { headers })
        return String((await response.json()).AccountId)
      })
      await page.goto(new URL(`/lightning/r/${account}/view`, walk.millrace.signInLink).href)
      await page.getByRole('tab', { name: 'Related' }).click()
      await button(walk, 'View All').first().waitFor()
      await look(walk, 'related-lists')
      await button(walk, 'View All').first().click()
      await page.waitForURL(/\/related\/Contacts\/view/)
      await page.locator('tr[data-index="0"]').waitFor()
      await look(walk, 'related-list')
      await button(walk, 'New').click()
      const dialog = page.getByRole('dialog', { name: 'New Contact' })
      await dialog.getByLabel('Last Name').fill('Ng-Related')
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('link', { name: 'Ng-Related' }).waitFor()
      await page.goto(contact)
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
    title: 'New makes a contact, and another with Save & New, and opens the last',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/o/Contact/new', walk.millrace.signInLink).href)
      const dialog = page.getByRole('dialog', { name: 'New Contact' })
      await button(walk, 'Save & New').click()
      await dialog.locator('[aria-invalid=true]').first().waitFor()
      await dialog.getByLabel('Last Name').fill('Ng-First')
      await look(walk, 'new-record')
      await button(walk, 'Save & New').click()
      await dialog.locator('[data-field="FirstName"] input:focus').waitFor()
      assert.equal(await dialog.getByLabel('Last Name').inputValue(), '')
      await dialog.getByLabel('Last Name').fill('Ng-Pages')
      await dialog.getByRole('button', { name: 'Save', exact: true }).click()
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
      await page.getByRole('link', { name: 'Ng-Pages', exact: true }).waitFor()
      await look(walk, 'search')
      await page.getByRole('link', { name: 'Ng-Pages', exact: true }).click()
      await page.waitForURL(/\/lightning\/r\/Contact\//)
    },
  },
  {
    title: 'All results of a search stand object by object',
    async run(walk) {
      const { page } = walk
      await page.getByRole('button', { name: /^Search/ }).click()
      await page.getByRole('searchbox', { name: 'Search records' }).fill('Ng-Pages')
      await page.keyboard.press('Enter')
      await page.waitForURL(/\/lightning\/search\?q=Ng-Pages/)
      await page.getByRole('heading', { name: 'Search results for "Ng-Pages"' }).waitFor()
      await page.getByRole('link', { name: 'Ng-Pages' }).waitFor()
      await look(walk, 'search-results')
    },
  },
  {
    title: 'A notification of a flow comes to the bell by itself, and leads to its record',
    async run(walk) {
      const { page } = walk
      await page.evaluate(async () => {
        const headers = { 'Millrace-Request': '1', 'Content-Type': 'application/json' }
        const { user } = await (await fetch('/millrace/v1/session', { headers })).json()
        const q = encodeURIComponent("SELECT Id FROM Contact WHERE Name = 'Ng-Pages'")
        const { records } = await (await fetch(`/services/data/v62.0/query?q=${q}`, { headers })).json()
        const input = { recipientIds: [user.Id], title: 'Look here', body: 'A new one.', targetId: records[0].Id }
        const body = JSON.stringify({ inputs: [input] })
        const path = '/services/data/v62.0/actions/standard/customNotificationAction'
        await fetch(path, { method: 'POST', headers, body })
      })
      await page.getByRole('button', { name: 'Notifications (1 unread)' }).click()
      await look(walk, 'notifications')
      await page.getByRole('button', { name: /Look here/ }).click()
      await page.waitForURL(/\/lightning\/r\/003/)
      await button(walk, 'Notifications').waitFor()
    },
  },
  {
    title:
      'A record page of its own: highlights, details, a rule on the record, an input variable; activated for every contact',
    async run(walk) {
      const { page } = walk
      await makePage(walk, 'Record Page', 'One Contact', 'Contact')
      await drag(walk, 'Highlights Panel', 'header', 'header#0')
      await drag(walk, 'Record Detail', 'main', 'main#0')
      await drag(walk, 'Rich Text', 'sidebar', 'sidebar#0')
      await page.getByLabel('Text', { exact: true }).fill('<p>This is {!Record.LastName}.</p>')
      await button(walk, 'Add Filter').click()
      await page.getByRole('combobox', { name: 'Field' }).fill('{!Record.LastName}')
      await page.getByRole('combobox', { name: 'Field' }).press('Enter')
      await page.getByLabel('Value', { exact: true }).fill('Ng-Pages')
      await page.getByLabel('Value', { exact: true }).press('Enter')
      await page.locator('[data-frame="header#0"] h2').waitFor()
      await drag(walk, 'Greeting', 'sidebar', 'sidebar#1')
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
      await page.getByRole('link', { name: 'Ng-Pages', exact: true }).click()
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
  {
    title: 'Tabs and a field section on the page, and the version before them',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/builder/page/One_Contact', walk.millrace.signInLink).href)
      await page.getByRole('toolbar', { name: 'Page' }).waitFor()
      await place(walk, 'Tabs', 'main#1')
      await button(walk, 'Add Tab').click()
      await page.getByRole('tab', { name: 'Tab 3' }).waitFor()
      await place(walk, 'Field Section', 'Facet-2#0')
      await page.getByRole('combobox', { name: 'Add Field' }).first().fill('Email')
      await page
        .getByRole('option', { name: /^Email/ })
        .first()
        .click()
      await page.locator('[data-drop-region^="Facet-"]').getByText('Email').first().waitFor()
      await look(walk, 'tabs-and-fields')
      await button(walk, 'Save').click()
      await page.getByText('The page was saved.').waitFor()
      assert.match(
        file(walk, `${MAIN}/flexipages/One_Contact.flexipage-meta.xml`),
        /<fieldItem>Record.Email<\/fieldItem>/,
      )
      await button(walk, 'Versions').click()
      await look(walk, 'versions')
      await page.getByRole('dialog').getByRole('button', { name: 'Open' }).first().click()
      await page.getByRole('tab', { name: 'Tab 3' }).waitFor({ state: 'detached' })
      await page.keyboard.press('Control+z')
      await page.getByRole('tab', { name: 'Tab 3' }).waitFor()
      await button(walk, 'Preview').click()
      await page.getByRole('combobox', { name: 'Record' }).waitFor()
      await look(walk, 'preview-of-record')
    },
  },
  {
    title: 'Users have permission sets, and an administrator logs in as one of them',
    async run(walk) {
      const { page } = walk
      await page.goto(new URL('/lightning/page/home', walk.millrace.signInLink).href)
      await page.evaluate(async () => {
        const headers = { 'Millrace-Request': '1', 'Content-Type': 'application/json' }
        const user = {
          LastName: 'Ng-Two',
          Username: 'two@millrace.example',
          Email: 'two@millrace.example',
          Alias: 'two',
        }
        const body = JSON.stringify({ ...user, IsActive: true })
        await fetch('/services/data/v62.0/sobjects/User', { method: 'POST', headers, body })
      })
      await page.goto(new URL('/setup/users', walk.millrace.signInLink).href)
      await look(walk, 'users')
      await page.getByRole('link', { name: 'Ng-Two' }).click()
      await page.getByText('Contact Status User').click()
      await page.getByRole('checkbox', { name: 'Contact Status User', checked: true }).waitFor()
      await look(walk, 'user')
      await button(walk, 'Login').click()
      await button(walk, 'Signed in as Ng-Two').click()
      await look(walk, 'user-menu')
      await page.getByRole('menuitem', { name: 'Sign Out' }).click()
      await button(walk, 'Signed in as Ada Ng').waitFor()
    },
  },
  {
    title: 'In another language',
    async run(walk) {
      const { page } = walk
      await button(walk, 'Signed in as Ada Ng').click()
      await page.getByRole('menuitemradio', { name: /Deutsch/ }).click()
      await button(walk, 'Benachrichtigungen').waitFor()
      await page.goto(new URL('/lightning/o/Contact/list?filterName=AllContact', walk.millrace.signInLink).href)
      await page.getByRole('heading', { name: /Alle: Contacts/ }).waitFor()
      await look(walk, 'list-in-german')
    },
  },
]
