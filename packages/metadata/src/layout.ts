import { fileName } from './fileName.ts'
import type { XmlElement } from './xml/element.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'
import type { XmlReader } from './xml/reader.ts'

/// A page layout: which fields the details of a record show, in sections, and which related lists it has.
/// Source: Metadata API Developer Guide, "Layout".
export interface PageLayout {
  readonly file: string
  readonly objectApiName: string
  /// "Contact Layout": with the object before it, what profiles assign.
  readonly name: string
  readonly sections: readonly LayoutSection[]
  readonly relatedLists: readonly LayoutRelatedList[]
}

export interface LayoutSection {
  readonly label: string
  /// Whether the label is shown over the section.
  readonly detailHeading: boolean
  readonly columns: readonly (readonly LayoutField[])[]
}

export interface LayoutField {
  readonly field: string
  /// Edit, Required or Readonly; as written.
  readonly behavior: string
}

export interface LayoutRelatedList {
  /// `Contact.AccountId` or `Child__c.Parent__c`: object and lookup; or `RelatedContactList`, Salesforce's own name.
  readonly relatedList: string
  /// `NAME`, `CONTACT.EMAIL`, `Status__c`: the names that list views have for fields.
  readonly fields: readonly string[]
  readonly sortField: string | null
  readonly sortOrder: string | null
}

/// Reads `OBJECT-NAME.layout-meta.xml`.
export const parseLayout = (source: string, file: string): Parsed<PageLayout> =>
  parseDefinition(source, file, 'Layout', readLayout)

function readLayout(xml: XmlElement, read: XmlReader): PageLayout {
  const [objectApiName = '', ...name] = layoutName(read.report.file).split('-')
  return {
    file: read.report.file,
    objectApiName,
    name: name.join('-'),
    sections: read.list(xml, 'layoutSections', section => readSection(section, read)),
    relatedLists: read.list(xml, 'relatedLists', list => ({
      relatedList: read.required(list, 'relatedList'),
      fields: read.words(list, 'fields'),
      sortField: read.word(list, 'sortField'),
      sortOrder: read.word(list, 'sortOrder'),
    })),
  }
}

const readSection = (xml: XmlElement, read: XmlReader): LayoutSection => ({
  label: read.text(xml, 'label') ?? '',
  detailHeading: read.flag(xml, 'detailHeading', false),
  columns: read.list(xml, 'layoutColumns', column =>
    column.children.flatMap(item => {
      const field = item.name === 'layoutItems' ? read.word(item, 'field') : null
      return field === null ? [] : [{ field, behavior: read.word(item, 'behavior') ?? 'Edit' }]
    }),
  ),
})

/// Names of layouts have blanks and brackets, which files have as `%28`.
function layoutName(file: string): string {
  const name = fileName(file).replace(/\.layout(-meta\.xml)?$/, '')
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
