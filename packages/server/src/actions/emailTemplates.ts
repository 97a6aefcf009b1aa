import { evaluateFormulas, type FieldNaming, type ObjectType } from '@millrace/database'
import { DateValue, mergeText, type Value } from '@millrace/values'
import type { Caller } from '../caller.ts'
import { userContext } from '../userContext.ts'
import { ActionError, type ActionContext } from './action.ts'
import { findBy, objectOfId } from './records.ts'

/// An e-mail's texts, before or after its merge fields are filled.
export interface EmailText {
  readonly subject: string
  /// The plain text, null when there is HTML alone.
  readonly text: string | null
  readonly html: string | null
}

/// [template] with its merge fields filled: fields of the record [id] (`{!Contact.FirstName}`, `{!RelatedTo.Name}`), of
/// its parents (`{!Account.Name}`), of the running user (`{!User.Name}`) and the org (`{!Organization.Name}`), and
/// functions of them (`{!BLANKVALUE(Contact.FirstName, "there")}`); in a Lightning template `{{{Contact.FirstName}}}`,
/// `{{{Sender.Name}}}` for the running user, and `{{{Recipient.Name}}}` for the contact, lead or user [recipientId], who
/// is the record itself where nobody is named. What there is not is blank.
///
/// Source: Salesforce Help, "Merge Fields for Classic Email Templates", "Merge Fields for Lightning Email Templates".
export async function filledTemplate(
  template: EmailText,
  id: string,
  context: ActionContext,
  recipientId: string | null = null,
): Promise<EmailText> {
  const parts = [template.subject, template.text ?? '', template.html ?? '']
  const fields = [...new Set(parts.flatMap(part => [...part.matchAll(MERGE_FIELD)].map(fieldOf)))]
  const ofRecipient = fields.filter(field => /^recipient\./i.test(field))
  const texts = new Map([
    ...(await textsOf(
      fields.filter(field => !ofRecipient.includes(field)),
      id,
      context,
    )),
    ...(await textsOf(ofRecipient, recipientId ?? id, context)),
  ])
  const filled = (text: string, asText = (value: string) => value): string =>
    text.replace(MERGE_FIELD, (...match: string[]) => asText(texts.get(fieldOf(match)) ?? ''))
  return {
    subject: filled(template.subject).replace(/\s*[\r\n]+\s*/g, ' '),
    text: template.text === null ? null : filled(template.text),
    html: template.html === null ? null : filled(template.html, escaped),
  }
}

/// `{{{Contact.Name}}}` of Lightning templates, `{!Contact.Name}` of classic ones.
const MERGE_FIELD = /\{\{\{([^{}]+)\}\}\}|\{!([^{}]+)\}/g

const fieldOf = ([, lightning, classic]: readonly (string | undefined)[]): string => (lightning ?? classic)!.trim()

/// What [fields] of the record [id] say, as texts. What there is not, and what cannot be worked out, is left out.
async function textsOf(fields: readonly string[], id: string, context: ActionContext): Promise<[string, string][]> {
  if (fields.length === 0) return []
  const object = objectOfId(context, id)
  if (!object) throw new ActionError(`There is no object whose records have Ids such as "${id}".`)
  const { tx, deployed, caller } = context
  const user = userContext(caller, deployed.schema)
  const found = await evaluateFormulas(tx, deployed, user, object, id, fields, namingFor(object, context))
  return fields.flatMap((field, i): [string, string][] => {
    const one = found[i]!
    return 'value' in one ? [[field, shownText(one.value, caller)]] : []
  })
}

/// As merge fields of flows, but dates are short: `2/3/1990`.
function shownText(value: Value, caller: Caller): string {
  if (!(value instanceof DateValue)) return mergeText(value, caller)
  const format = new Intl.DateTimeFormat(caller.locale.replaceAll('_', '-'), { timeZone: 'UTC' })
  return format.format(new Date(value.epochDay * 86_400_000))
}

/// A value must not become markup.
const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r?\n/g, '<br>')

const GLOBALS = new Set(['user', 'organization', 'profile', 'userrole'])

/// A reference begins with the name of an object: the record's own, that of a parent, or a global's.
function namingFor(object: ObjectType, { deployed }: ActionContext): FieldNaming {
  const path = (reference: string): string => {
    const [first = '', ...rest] = reference.split('.')
    const name = first.toLowerCase()
    if (rest.length === 0) return reference
    if (name === object.apiName.toLowerCase() || name === 'relatedto' || name === 'recipient') return rest.join('.')
    if (name === 'sender') return `$User.${rest.join('.')}`
    if (GLOBALS.has(name)) return `$${reference}`
    if (object.parentRelationship(first)) return reference
    const parent = deployed.schema.object(first)?.apiName
    const lookup = object.fields.find(field => parent !== undefined && field.referenceTo.includes(parent))
    return lookup?.relationshipName ? [lookup.relationshipName, ...rest].join('.') : reference
  }
  return { path, percentsAsStored: true }
}

/// The stored template behind [id].
export async function storedTemplate(id: string, context: ActionContext): Promise<EmailText> {
  const record = await findBy(context, 'EmailTemplate', 'Id', id, ['Subject', 'Body', 'HtmlValue', 'TemplateType'])
  if (!record) throw new ActionError(`There is no e-mail template ${id}.`)
  const textOf = (field: string): string | null => {
    const value = record.get(field)
    return typeof value === 'string' ? value : null
  }
  return { subject: textOf('Subject') ?? '', text: textOf('Body'), html: textOf('HtmlValue') }
}
