import { apiNameOf } from './fileName.ts'
import { type Parsed, parseDefinition } from './xml/parseDefinition.ts'

/// A permission of the project's own, read as {!$Permission.X}.
export interface CustomPermission {
  readonly file: string
  readonly apiName: string
  readonly label: string
  readonly description: string | null
}

/// Reads `X.customPermission-meta.xml`.
export const parseCustomPermission = (source: string, file: string): Parsed<CustomPermission> =>
  parseDefinition(source, file, 'CustomPermission', (xml, read) => {
    const apiName = apiNameOf(file)
    return { file, apiName, label: read.text(xml, 'label') ?? apiName, description: read.text(xml, 'description') }
  })
