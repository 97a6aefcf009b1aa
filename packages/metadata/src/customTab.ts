import { apiNameOf } from './fileName.ts'
import { escapeText } from './xml/edit.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// A tab of navigation bars: a Lightning page, a custom object of the tab's name, or a web page.
/// Source: Metadata API Developer Guide, "CustomTab".
export interface CustomTab {
  readonly file: string
  readonly apiName: string
  readonly label: string | null
  /// API name of a Lightning page.
  readonly flexiPage: string | null
  /// Whether it is for the custom object of the same name.
  readonly customObject: boolean
  readonly url: string | null
}

/// Reads `X.tab-meta.xml`.
export const parseCustomTab = (source: string, file: string): Parsed<CustomTab> =>
  parseDefinition(source, file, 'CustomTab', readCustomTab)

const readCustomTab = (xml: XmlElement, read: XmlReader): CustomTab => ({
  file: read.report.file,
  apiName: apiNameOf(read.report.file),
  label: read.text(xml, 'label'),
  flexiPage: read.word(xml, 'flexiPage'),
  customObject: read.flag(xml, 'customObject', false),
  url: read.word(xml, 'url'),
})

/// The file of a new tab for a Lightning page.
export const newPageTab = (flexiPage: string, label: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<CustomTab xmlns="http://soap.sforce.com/2006/04/metadata">
    <flexiPage>${escapeText(flexiPage)}</flexiPage>
    <label>${escapeText(label)}</label>
    <motif>Custom57: Building Block</motif>
</CustomTab>
`
