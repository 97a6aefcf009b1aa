import { strict as assert } from 'node:assert'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { copyExample, startMillrace, type RunningMillrace } from '../../scripts/millraceCommand.ts'
import type { Step, WalkTools } from '../../scripts/walk.ts'

/// A form filled in with the keyboard alone: what is missing is told, the record is created, the flow runs for it.
export interface Walk extends WalkTools {
  readonly millrace: RunningMillrace
  removeFolder(): void
}

export async function begin(tools: WalkTools): Promise<Walk> {
  const { folder, remove } = copyExample('contact-status')
  try {
    cpSync(join(import.meta.dirname, 'project'), folder, { recursive: true })
    return { ...tools, removeFolder: remove, millrace: await startMillrace(folder) }
  } catch (error) {
    remove()
    throw error
  }
}

export async function end(walk: Walk): Promise<void> {
  await walk.millrace.stop()
  walk.removeFolder()
}

export const steps: readonly Step<Walk>[] = [
  {
    title: 'The form opens with its status preset, and has no serious finding',
    async run(walk) {
      await walk.page.goto(walk.millrace.signInLink)
      await walk.page.getByRole('banner').waitFor()
      await walk.page.goto(new URL('/lightning/n/New_Contact_Page', walk.page.url()).href)
      await walk.page.getByLabel('Last Name').waitFor()
      assert.equal(await walk.page.getByRole('combobox', { name: 'Status' }).inputValue(), 'New')
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('1-empty')
    },
  },
  {
    title: 'Save with nothing typed says what is missing, goes to the first such field and creates nothing',
    async run(walk) {
      const before = (await contacts(walk)).length
      await tabTo(walk, 'Save')
      await walk.page.keyboard.press('Enter')
      await walk.page.getByText('Complete this field.').first().waitFor()
      assert.equal(await walk.page.getByText('Complete this field.').count(), 2)
      assert.equal(await focused(walk), 'Last Name')
      assert.equal((await contacts(walk)).length, before)
      assert.deepEqual(await walk.seriousFindings(), [])
      await walk.picture('2-incomplete')
    },
  },
  {
    title: 'An e-mail address that is none is told when the field is left, a birthdate in the future too',
    async run(walk) {
      await type(walk, 'Email', 'ada at example')
      await type(walk, 'Birthdate', '1/31/2999')
      await tabTo(walk, 'Save')
      await walk.page.getByText('Enter an e-mail address such as ada@example.com.').waitFor()
      await walk.page.getByText('Nobody is born in the future.').waitFor()
    },
  },
  {
    title: 'Filled in with the keyboard alone, the contact is created and the flow makes it Active',
    async run(walk) {
      const { keyboard } = walk.page
      await type(walk, 'First Name', 'Ada')
      await type(walk, 'Last Name', 'Lindqvist')
      await type(walk, 'Email', 'ada.lindqvist@example.com')
      await type(walk, 'Phone', '+1 (415) 555-0100')
      const account = await firstAccount(walk)
      await type(walk, 'Account', account.Name.slice(0, 4))
      await walk.page.getByRole('option').first().waitFor()
      await keyboard.press('Enter')
      await type(walk, 'Birthdate', '1/31/1990')
      await tabTo(walk, 'Set as Active at once')
      await keyboard.press('Space')
      await walk.picture('3-filled')
      await tabTo(walk, 'Save')
      await keyboard.press('Enter')
      await toastSays(walk, 'Ada Lindqvist was created.')
      const [created] = (await contacts(walk)).filter(({ LastName }) => LastName === 'Lindqvist')
      assert.deepEqual(
        { ...created },
        {
          FirstName: 'Ada',
          LastName: 'Lindqvist',
          Email: 'ada.lindqvist@example.com',
          Phone: '+1 (415) 555-0100',
          AccountId: account.Id,
          Birthdate: '1990-01-31',
          Status__c: 'Active',
          Block_Reason__c: null,
        },
      )
      await walk.picture('4-created')
    },
  },
  {
    title: 'The form is empty again, without complaints, and the focus is at its beginning',
    async run(walk) {
      assert.equal(await walk.page.getByLabel('Last Name').inputValue(), '')
      assert.equal(await walk.page.getByText('Complete this field.').count(), 0)
      assert.equal(await focused(walk), 'First Name')
    },
  },
  {
    title: 'A reason is asked for when the status needs one, and only the values that go with it are offered',
    async run(walk) {
      await chooseStatus(walk, 'Inactive')
      await walk.page.getByRole('combobox', { name: 'Reason' }).waitFor()
      await tabTo(walk, 'Reason')
      await walk.page.keyboard.press('ArrowDown')
      await walk.page.getByRole('option').first().waitFor()
      assert.deepEqual(await walk.page.getByRole('option').allInnerTexts(), ['Left the company'])
      await walk.page.keyboard.press('Escape')
      await chooseStatus(walk, 'New')
      await walk.page.getByRole('combobox', { name: 'Reason' }).waitFor({ state: 'detached' })
    },
  },
]

interface Contact {
  readonly [field: string]: string | null
}

const FIELDS = ['FirstName', 'LastName', 'Email', 'Phone', 'AccountId', 'Birthdate', 'Status__c', 'Block_Reason__c']

async function contacts(walk: Walk): Promise<Contact[]> {
  const records = await query(walk, `SELECT ${FIELDS.join(', ')} FROM Contact`)
  return records.map(record => Object.fromEntries(FIELDS.map(name => [name, record[name] ?? null])))
}

async function firstAccount(walk: Walk): Promise<{ Id: string; Name: string }> {
  const [account] = await query(walk, 'SELECT Id, Name FROM Account ORDER BY Name LIMIT 1')
  assert(account)
  return { Id: String(account['Id']), Name: String(account['Name']) }
}

async function query({ page }: Walk, soql: string): Promise<Contact[]> {
  const path = `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`
  const response = await page.request.get(new URL(path, page.url()).href)
  assert.equal(response.status(), 200, await response.text())
  const { records }: { records: Contact[] } = await response.json()
  return records
}

/// What has the focus, by its label or its text.
function focused({ page }: Walk): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
    return (label?.textContent ?? '').replace('*', '').trim()
  })
}

/// Presses Tab until the field or button called [name] has the focus.
async function tabTo(walk: Walk, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await focused(walk)).startsWith(name)) return
    await walk.page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not reach "${name}".`)
}

async function type(walk: Walk, label: string, text: string): Promise<void> {
  await tabTo(walk, label)
  await walk.page.keyboard.press('Control+A')
  await walk.page.keyboard.type(text)
}

async function chooseStatus(walk: Walk, status: string): Promise<void> {
  await type(walk, 'Status', status)
  await walk.page.getByRole('option', { name: status, exact: true }).waitFor()
  await walk.page.keyboard.press('Enter')
}

async function toastSays({ page }: Walk, text: string): Promise<void> {
  await page.locator('.slds-notify_toast', { hasText: text }).first().waitFor()
}
