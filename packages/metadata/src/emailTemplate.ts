import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// An e-mail template, classic or Lightning: two files, one that says what it is and one with its text.
///
/// Source: Metadata API Developer Guide, "EmailTemplate".
export interface EmailTemplate {
  readonly file: string
  /// `Folder/Template`: as e-mail alerts name it.
  readonly fullName: string
  readonly developerName: string
  readonly label: string
  readonly description: string | null
  readonly isActive: boolean
  /// text, html, custom or visualforce.
  readonly type: string
  readonly subject: string
  /// The plain text; for a text template all there is.
  readonly text: string | null
  /// The HTML of an html or custom template.
  readonly html: string | null
}

/// Reads `Template.email-meta.xml`; its text comes from the file beside it, see `withContent`.
export const parseEmailTemplate = (source: string, file: string): Parsed<EmailTemplate> =>
  parseDefinition(source, file, 'EmailTemplate', (xml, read) => ({
    file,
    fullName: emailTemplateName(file),
    developerName: apiNameOf(file),
    label: read.text(xml, 'name') ?? apiNameOf(file),
    description: read.text(xml, 'description'),
    isActive: read.flag(xml, 'available', false),
    type: read.word(xml, 'type') ?? 'text',
    subject: read.text(xml, 'subject') ?? '',
    text: read.text(xml, 'textOnly'),
    html: null,
  }))

/// [template] with the text of its file `Template.email`.
export function withContent(template: EmailTemplate, content: string): EmailTemplate {
  return template.type === 'text' ? { ...template, text: content } : { ...template, html: content }
}

/// `Folder/Template`, from the path of either of its files; folders may lie in each other below `email`.
export function emailTemplateName(path: string): string {
  const folders = path.split(/[/\\]/).slice(0, -1)
  const top = folders.lastIndexOf('email')
  return [...(top < 0 ? folders.slice(-1) : folders.slice(top + 1)), apiNameOf(path)].join('/')
}
