import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// A kind of custom notification. Source: Metadata API Developer Guide, "CustomNotificationType".
export interface NotificationType {
  readonly file: string
  readonly developerName: string
  readonly label: string
  readonly description: string | null
  readonly desktop: boolean
  readonly mobile: boolean
}

/// Reads `X.notiftype-meta.xml`.
export const parseNotificationType = (source: string, file: string): Parsed<NotificationType> =>
  parseDefinition(source, file, 'CustomNotificationType', (xml, read) => ({
    file,
    developerName: apiNameOf(file),
    label: read.text(xml, 'masterLabel') ?? read.text(xml, 'customNotifTypeName') ?? apiNameOf(file),
    description: read.text(xml, 'description'),
    desktop: read.flag(xml, 'desktop', false),
    mobile: read.flag(xml, 'mobile', false),
  }))
