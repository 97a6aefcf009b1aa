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
/// functions of them (`{!BLANKVALUE(Contact.FirstName, "there")}`). What there is not is blank.
///
/// Source: Salesforce Help, "Merge Fields for Classic Email Templates".
export async function filledTemplate(template: EmailText, id: string, context: ActionContext): Promise<EmailText> {
  const object = objectOfId(context, id)
  if (!object) throw new ActionError(`There is no object whose records have Ids such as "${id}".`)
  const parts = [template.subject, template.text ?? '', template.html ?? '']
  const fields = [...new Set(parts.flatMap(part => [...part.matchAll(MERGE_FIELD)].map(([, field]) => field!)))]
  const user = userContext(context.caller, context.deployed.schema)
  const found = await evaluateFormulas(
    context.tx,
    context.deployed,
    user,
    object,
    id,
    fields,
    namingFor(object, context),
  )
  const texts = new Map(
    fields.map((field, i) => {
      const one = found[i]!
      return [field, 'value' in one ? shownText(one.value, context.caller) : '']
    }),
  )
  const filled = (text: string, asText = (value: string) => value): string =>
    text.replace(MERGE_FIELD, (_, field: string) => asText(texts.get(field) ?? ''))
  return {
    subject: filled(template.subject).replace(/\s*[\r\n]+\s*/g, ' '),
    text: template.text === null ? null : filled(template.text),
    html: template.html === null ? null : filled(template.html, escaped),
  }
}

/// As merge fields of flows, but dates are short: `2/3/1990`.
function shownText(value: Value, caller: Caller): string {
  if (!(value instanceof DateValue)) return mergeText(value, caller)
  const format = new Intl.DateTimeFormat(caller.locale.replaceAll('_', '-'), { timeZone: 'UTC' })
  return format.format(new Date(value.epochDay * 86_400_000))
}

const MERGE_FIELD = /\{!([^{}]+)\}/g

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
    if (name === object.apiName.toLowerCase() || name === 'relatedto') return rest.join('.')
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
