import { didYouMean, parseNum } from '@millrace/values'
import type { Span } from '../diagnostic.ts'
import type { Report } from '../report.ts'
import type { XmlElement } from './element.ts'

/// Reads the children of XML elements as typed values and reports what does not fit, with its place. Absent tags
/// are null or the default given; an element with xsi:nil is absent.
export class XmlReader {
  readonly report: Report

  constructor(report: Report) {
    this.report = report
  }

  /// Text exactly as it stands, also blank; null when the tag is absent.
  text(parent: XmlElement, tag: string): string | null {
    return child(parent, tag)?.text ?? null
  }

  /// A name, reference or key word: trimmed, and null when nothing is left.
  word(parent: XmlElement, tag: string): string | null {
    return child(parent, tag)?.text.trim() || null
  }

  flag(parent: XmlElement, tag: string, byDefault: boolean): boolean {
    const element = child(parent, tag)
    return element ? (this.boolean(element) ?? byDefault) : byDefault
  }

  /// true, false, 1 or 0, as XML Schema has it; otherwise reported.
  ///
  /// # not-a-boolean
  /// A tag that is either true or false has another text.
  ///
  /// It counts as absent. Write `true` or `false`, in lower case.
  boolean(element: XmlElement): boolean | null {
    const text = element.text.trim()
    if (text === 'true' || text === '1') return true
    if (text === 'false' || text === '0') return false
    this.#misfit('not-a-boolean', element, 'which is neither true nor false')
    return null
  }

  number(parent: XmlElement, tag: string): number | null {
    const element = child(parent, tag)
    if (!element) return null
    const text = this.numberText(element)
    return text === null ? null : Number(text)
  }

  /// The text of a number, so that no digit is lost; null and reported when it is none.
  ///
  /// # not-a-number
  /// A tag that holds a number has another text.
  ///
  /// It counts as absent. Write digits with a point for the decimals and nothing else: `1234.5`.
  numberText(element: XmlElement): string | null {
    const text = element.text.trim()
    if (parseNum(text) !== undefined) return text
    this.#misfit('not-a-number', element, 'which is no number')
    return null
  }

  /// One of [choices], or [byDefault] when absent; anything else is reported.
  ///
  /// # unknown-value
  /// A tag has a text that is not one of those it can have.
  ///
  /// It counts as absent. The message lists the choices; they are written exactly so, upper and lower case included.
  choice<Choice extends string, Default>(
    parent: XmlElement,
    tag: string,
    choices: readonly Choice[],
    byDefault: Default,
  ): Choice | Default {
    const element = child(parent, tag)
    const text = element?.text.trim()
    if (!element || !text) return byDefault
    const known = choices.find(choice => choice === text)
    if (known !== undefined) return known
    const expected = `which is not one of ${choices.join(', ')}`
    this.#misfit('unknown-value', element, expected, didYouMean(text, choices))
    return byDefault
  }

  one<T>(parent: XmlElement, tag: string, read: (element: XmlElement) => T): T | null {
    const element = child(parent, tag)
    return element ? read(element) : null
  }

  list<T>(parent: XmlElement, tag: string, read: (element: XmlElement) => T): readonly T[] {
    let items: T[] | undefined
    for (const element of parent.children) {
      if (element.name === tag) (items ??= []).push(read(element))
    }
    return items ?? NONE
  }

  words(parent: XmlElement, tag: string): readonly string[] {
    return this.list(parent, tag, element => element.text.trim())
  }

  /// A name that must be there: "" and reported when it is not.
  ///
  /// # missing-name, missing-object, missing-field, missing-reference, missing-formula, missing-data-type, missing-related-list
  /// A tag that must be there is missing or empty.
  ///
  /// Without it nobody can tell which name, object, field or other thing is meant. Add the tag; in a flow, the element
  /// or resource was often saved half done, and Flow Builder shows what it lacks.
  ///
  /// # missing-action-name, missing-action-type, missing-flow-name, missing-flow, missing-apex-class, missing-component-name
  /// A tag that must be there is missing or empty.
  ///
  /// Without it nobody can tell which action, flow, class or component is meant. Add the tag.
  ///
  /// # missing-field-item
  /// A field on a page does not say which field it is.
  ///
  /// Add the `<fieldItem>`, such as `Record.Name`.
  required(parent: XmlElement, tag: string, code = `missing-${kebab(tag)}`): string {
    const word = this.word(parent, tag)
    if (word !== null) return word
    this.error(code, `<${parent.name}> has no <${tag}>.`, tagSpan(parent))
    return ''
  }

  /// Reports [sentence], behind the name of the element or resource that is being read.
  error(code: string, sentence: string, span: Span): void {
    this.report.error(code, this.#placed(sentence), span)
  }

  warning(code: string, sentence: string, span: Span): void {
    this.report.warning(code, this.#placed(sentence), span)
  }

  #placed(sentence: string): string {
    const { element } = this.report
    return element ? `${element}: ${sentence}` : sentence
  }

  #misfit(code: string, element: XmlElement, why: string, hint = ''): void {
    const text = element.text.trim()
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
    this.error(code, `<${element.name}> is "${shown}", ${why}.${hint}`, textSpan(element))
  }
}

// Shared by every empty list: a flow has thousands.
const NONE: readonly never[] = Object.freeze([])

/// The first child called [tag] that is not xsi:nil.
export function child(parent: XmlElement, tag: string): XmlElement | null {
  for (const element of parent.children) {
    if (element.name === tag && !isNil(element)) return element
  }
  return null
}

const kebab = (tag: string): string => tag.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

const isNil = (element: XmlElement): boolean =>
  element.attributes.size > 0 && element.attributes.get('xsi:nil') === 'true'

/// The start tag: what to underline when something is missing inside.
export const tagSpan = ({ span, inner }: XmlElement): Span => ({ start: span.start, end: inner.start })

/// What is inside, or the tag when nothing is.
export const textSpan = (element: XmlElement): Span => (element.text.trim() === '' ? element.span : element.inner)
