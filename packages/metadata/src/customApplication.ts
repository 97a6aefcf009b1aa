import { type ActionOverride, readActionOverrides } from './actionOverride.ts'
import { apiNameOf } from './fileName.ts'
import { applyEdits, removeElement } from './xml/edit.ts'
import type { XmlElement } from './xml/element.ts'
import { parseXml } from './xml/parse.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import { insertChildInOrder } from './xml/patch.ts'
import type { XmlReader } from './xml/reader.ts'

/// An app of the app launcher: its tabs, and the pages that stand for records and its home page.
/// Source: Metadata API Developer Guide, "CustomApplication".
export interface CustomApplication {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly description: string | null
  /// `standard-Contact`, `Project__c`, `standard-home`, or the name of a custom tab.
  readonly tabs: readonly string[]
  readonly overrides: readonly ActionOverride[]
}

/// Reads `X.app-meta.xml`.
export const parseCustomApplication = (source: string, file: string): Parsed<CustomApplication> =>
  parseDefinition(source, file, 'CustomApplication', readCustomApplication)

function readCustomApplication(xml: XmlElement, read: XmlReader): CustomApplication {
  const apiName = apiNameOf(read.report.file)
  return {
    file: read.report.file,
    apiName,
    label: read.text(xml, 'label') ?? apiName,
    description: read.text(xml, 'description'),
    tabs: read.words(xml, 'tabs'),
    overrides: readActionOverrides(xml, read),
  }
}

/// The file of an app with [tab] behind its tabs.
export function addApplicationTab(source: string, tab: string): string {
  const { root } = parseXml(source, '')
  if (!root || root.children.some(({ name, text }) => name === 'tabs' && text.trim() === tab)) return source
  return applyEdits(source, [insertChildInOrder(source, root, { name: 'tabs', text: tab }, (_, name) => name)])
}

/// The file of an app without [tab].
export function removeApplicationTab(source: string, tab: string): string {
  const tabs = parseXml(source, '').root?.children.filter(({ name, text }) => name === 'tabs' && text.trim() === tab)
  return applyEdits(source, tabs?.map(element => removeElement(source, element)) ?? [])
}
