import { applyEdits, type Edit, removeElement } from './xml/edit.ts'
import type { XmlElement } from './xml/element.ts'
import { parseXml } from './xml/parse.ts'
import { insertChildInOrder, newElement, patchElement } from './xml/patch.ts'
import type { XmlReader } from './xml/reader.ts'

/// Which Lightning page stands for an action: View of a record, Tab of the home page. In an object's file it is the
/// org's default; in an app's file the app's, and with a profile that of the app's users who have the profile.
/// Source: Metadata API Developer Guide, "ActionOverride" and "ProfileActionOverride".
export interface ActionOverride {
  /// View, Tab, New …; as written.
  readonly actionName: string
  /// API name of the page.
  readonly content: string | null
  /// Large is a desktop, Small a phone; null for both.
  readonly formFactor: string | null
  /// Flexipage, Default, Visualforce …; as written.
  readonly type: string
  /// In an app: the object, or standard-home.
  readonly pageOrSobjectType: string | null
  readonly profile: string | null
  readonly recordType: string | null
}

/// The overrides that an object's or app's file states.
export const readActionOverrides = (xml: XmlElement, read: XmlReader): readonly ActionOverride[] =>
  TAGS.flatMap(tag =>
    read.list(xml, tag, override => ({
      actionName: read.word(override, 'actionName') ?? '',
      content: read.word(override, 'content'),
      formFactor: read.word(override, 'formFactor'),
      type: read.word(override, 'type') ?? '',
      pageOrSobjectType: read.word(override, 'pageOrSobjectType'),
      profile: read.word(override, 'profile'),
      recordType: read.word(override, 'recordType'),
    })),
  )

const TAGS = ['actionOverrides', 'profileActionOverrides'] as const

/// The own file of an object that has stated nothing yet.
export const EMPTY_OBJECT_FILE = `<?xml version="1.0" encoding="UTF-8"?>
<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata">
</CustomObject>
`

/// Where a page is to stand, or is not to any more.
export type OverridePlace = Omit<ActionOverride, 'content' | 'type'>

/// The file of an object or app whose override at [place] is the page [content]; without one, with null. Nothing else
/// of it changes.
export function setActionOverride(source: string, place: OverridePlace, content: string | null): string {
  const { root } = parseXml(source, '')
  if (!root) return source
  const tag = TAGS[place.profile === null ? 0 : 1]
  const existing = root.children.find(child => child.name === tag && isAt(child, place))
  return applyEdits(source, editsOf(source, root, existing, tag, place, content))
}

function editsOf(
  source: string,
  root: XmlElement,
  existing: XmlElement | undefined,
  tag: string,
  place: OverridePlace,
  content: string | null,
): readonly Edit[] {
  if (content === null) return existing ? [removeElement(source, existing)] : []
  if (existing) return patchElement(source, existing, { content, type: 'Flexipage' }, overrideOrder)
  const override = newElement(
    tag,
    { ...place, content, type: 'Flexipage', skipRecordTypeSelect: place.profile === null ? 'false' : null },
    overrideOrder,
  )
  return [insertChildInOrder(source, root, override, overrideOrder)]
}

function isAt(override: XmlElement, place: OverridePlace): boolean {
  const text = (tag: string): string | null => override.children.find(({ name }) => name === tag)?.text.trim() || null
  return (['actionName', 'formFactor', 'pageOrSobjectType', 'profile', 'recordType'] as const).every(
    tag => text(tag) === place[tag],
  )
}

// As orgs write them: the profile stands behind what an override has without one.
const overrideOrder = (parent: string, tag: string): string =>
  parent === 'profileActionOverrides' && tag === 'profile' ? `~${tag}` : tag
