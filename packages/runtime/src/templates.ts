/// Text in which references may stand: "{!updatedCount} of {!Contacts.SelectedRowsCount}".
export type TemplatePart = { readonly text: string } | { readonly reference: string }

// `{!Name.Field}`, the item token `{{Record.Field}}` of list mappings, and `@ThisItem.Field`.
const REFERENCE = /\{!\s*([^{}]*?)\s*\}|\{\{\s*([^{}]*?)\s*\}\}|@ThisItem\.([A-Za-z]\w*(?:\.[A-Za-z]\w*)*)/gi

/// The parts of a text, references without their brackets. `@ThisItem.X` and `{{Record.X}}` are read as `$Row.X`.
export function parseTemplate(text: string): readonly TemplatePart[] {
  const known = parsed.get(text)
  if (known) return known
  if (parsed.size >= MOST_PARSED) parsed.clear()
  const parts = partsOf(text)
  parsed.set(text, parts)
  return parts
}

// A setting is read again and again, for each row of a table.
const parsed = new Map<string, readonly TemplatePart[]>()
const MOST_PARSED = 5000

function partsOf(text: string): readonly TemplatePart[] {
  if (!text.includes('{') && !text.includes('@')) return text === '' ? [] : [{ text }]
  const parts: TemplatePart[] = []
  let end = 0
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ reference: match[2] ? itemPath(match[2]) : referencePath(match[1] ?? `@ThisItem.${match[3]}`) })
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/// The reference that [text] consists of, without brackets: its value keeps its type. Undefined for other text.
export function soleReference(text: string): string | undefined {
  const parts = parseTemplate(text)
  const only = parts[0]
  return parts.length === 1 && only && 'reference' in only ? only.reference : undefined
}

/// A path as people write it in ours: `$Row.Id` for `@ThisItem.Id`.
/// The number of a list's item is a name of its own: `lines[0].price` is `lines.0.price`.
export const referencePath = (written: string): string =>
  written
    .trim()
    .replace(/^@ThisItem(?=\.|$)/i, '$Row')
    .replace(/\[(\d+)\]/g, '.$1')

const itemPath = (written: string): string => written.replace(/^Record(?=\.)/i, '$Row')
