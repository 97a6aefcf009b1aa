import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// An e-mail that is sent about a record: which template, and to whom.
///
/// Source: Metadata API Developer Guide, "Workflow" (WorkflowAlert).
export interface EmailAlert {
  readonly file: string
  /// `Contact.Welcome`: as an Action element of a flow names it.
  readonly apiName: string
  readonly object: string
  readonly description: string
  /// `Folder/Template`, or `unfiled$public/Template`.
  readonly template: string
  readonly recipients: readonly EmailAlertRecipient[]
  readonly ccEmails: readonly string[]
  /// CurrentUser, OrgWideEmailAddress or DefaultWorkflowUser.
  readonly senderType: string
  readonly senderAddress: string | null
}

export interface EmailAlertRecipient {
  /// user, owner, creator, email, userLookup, contactLookup, role, group, …
  readonly type: string
  /// A user's name, or the API name of a role or group; null where the type takes none.
  readonly recipient: string | null
  /// The field of the record that holds an address or a lookup; null where the type takes none.
  readonly field: string | null
}

/// Reads the e-mail alerts of `Contact.workflow-meta.xml`.
export const parseEmailAlerts = (source: string, file: string): Parsed<readonly EmailAlert[]> =>
  parseDefinition(source, file, 'Workflow', (xml, read) => {
    const object = apiNameOf(file)
    return read.list(xml, 'alerts', item => {
      const name = read.required(item, 'fullName', 'missing-name')
      return {
        file,
        apiName: `${object}.${name}`,
        object,
        description: read.text(item, 'description') ?? name,
        template: read.required(item, 'template', 'missing-reference'),
        recipients: read.list(item, 'recipients', recipient => ({
          type: read.word(recipient, 'type') ?? '',
          recipient: read.word(recipient, 'recipient'),
          field: read.word(recipient, 'field'),
        })),
        ccEmails: read.words(item, 'ccEmails'),
        senderType: read.word(item, 'senderType') ?? 'CurrentUser',
        senderAddress: read.word(item, 'senderAddress'),
      }
    })
  })
