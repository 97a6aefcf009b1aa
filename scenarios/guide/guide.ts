import { strict as assert } from 'node:assert'
import type { Page } from 'playwright-core'

/// A picture of the guide, as the browser gave it.
export interface Picture {
  readonly name: string
  readonly png: Buffer
}

type Act = () => Promise<unknown>

/// A guide that a walk writes while it walks: each sentence stands beside what is done. Names in bold are names on the
/// screen; one that is not there, neither before nor after what is done, is an error, so the text cannot name a button
/// that has another name by now.
export class Guide {
  readonly #page: Page
  readonly #takesPictures: boolean
  readonly #lines: string[] = []
  readonly #pictures: Picture[] = []
  readonly #steps: string[] = []
  #items = 0

  constructor(page: Page, { takesPictures }: { readonly takesPictures: boolean }) {
    this.#page = page
    this.#takesPictures = takesPictures
  }

  /// The whole guide as Markdown.
  get text(): string {
    return `${this.#lines.reduce((text, line) => `${text}${isItem(line) && isItem(lastLine(text)) ? '\n' : '\n\n'}${line}`)}\n`
  }

  get pictures(): readonly Picture[] {
    return this.#pictures
  }

  chapter(title: string): void {
    this.#lines.push(`## ${title}`)
  }

  step(title: string): void {
    this.#steps.push(title)
    this.#items = 0
    this.#lines.push(`### ${this.#steps.length}. ${title}`)
  }

  /// The number of the step with this title, for a sentence that refers to it.
  numberOf(title: string): number {
    assert(this.#steps.includes(title), `The guide has no step "${title}".`)
    return this.#steps.indexOf(title) + 1
  }

  /// A paragraph, a table or code about nothing that is done now.
  say(text: string): void {
    this.#lines.push(text)
  }

  /// A line of the step: what to do, and doing it, act by act.
  async do(sentence: string, ...acts: readonly Act[]): Promise<void> {
    this.#items += 1
    this.#lines.push(`${this.#items}. ${sentence}`)
    await this.#checked(sentence, acts)
  }

  /// What is there to be seen now; [look] waits for it.
  async see(sentence: string, look: Act): Promise<void> {
    this.#lines.push(sentence)
    await this.#checked(sentence, [look])
  }

  /// A picture of the screen; [about] says what it shows.
  async picture(name: string, about: string): Promise<void> {
    this.#lines.push(`![${about}](${name}.webp)`)
    if (!this.#takesPictures) return
    await this.#page.mouse.move(0, 0)
    this.#pictures.push({ name, png: await this.#page.screenshot({ animations: 'disabled', caret: 'hide' }) })
  }

  async #checked(sentence: string, acts: readonly Act[]): Promise<void> {
    let unseen = [...sentence.matchAll(/\*\*(.+?)\*\*/g)].map(([, name]) => name!)
    const look = async () => {
      if (unseen.length === 0) return
      const seen = await namesOnScreen(this.#page)
      unseen = unseen.filter(name => !seen.includes(name))
    }
    await look()
    for (const act of acts) {
      await act()
      await look()
    }
    // What came last may still be on its way.
    for (let i = 0; i < 100 && unseen.length > 0; i++) {
      await this.#page.waitForTimeout(100)
      await look()
    }
    assert.deepEqual(unseen, [], `names that are not on the screen, in: ${sentence}`)
  }
}

const isItem = (line: string): boolean => /^\d+\. /.test(line)
const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)

/// Everything on the page that people read or hear.
const namesOnScreen = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const attributes = ['aria-label', 'title', 'placeholder', 'alt', 'value']
    return [
      document.body.innerText,
      ...[...document.querySelectorAll('option')].map(option => option.text),
      ...[...document.querySelectorAll('input, textarea')].map(field => (field as HTMLInputElement).value),
      ...[...document.querySelectorAll('*')].flatMap(element => attributes.map(name => element.getAttribute(name))),
    ].join('\n')
  })
