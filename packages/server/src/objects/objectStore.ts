import { type FieldDefinition, type ObjectDefinition, type Parsed, parseField, parseObject } from '@millrace/metadata'
import { didYouMean } from '@millrace/values'
import { apiError, notFound } from '../apiError.ts'
import type { Org } from '../org.ts'
import { packageFolder } from '../pages/packageFolder.ts'
import { readProjectFile, removeProjectFile, writeProjectFile } from '../projectFileWriting.ts'

/// New objects and fields in a project's folder; the database has them when these have come back.
export class ObjectStore {
  readonly #org: Org

  constructor(org: Org) {
    this.#org = org
  }

  /// Adds a custom field to [objectName]; [text] is its whole file. Answers the path of the file.
  async createField(objectName: string, text: string): Promise<string> {
    const { schema } = this.#org.project
    const object = schema.object(objectName)
    const names = schema.objects.map(({ apiName }) => apiName)
    if (!object) throw notFound(`The project has no object "${objectName}".${didYouMean(objectName, names)}`)
    const { apiName, type, referenceTo } = readable(parseField(text, 'New.field-meta.xml'))
    requireCustomName(apiName)
    if (!type) throw apiError(400, 'INVALID_FILE', `The field "${apiName}" has no type.`)
    if (object.field(apiName))
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `${object.apiName} has a field "${apiName}" already.`)
    for (const other of referenceTo)
      if (!schema.object(other))
        throw apiError(
          400,
          'INVALID_FILE',
          `"${apiName}" looks up "${other}", an unknown object.${didYouMean(other, names)}`,
        )
    const file = `${await this.#folderOf(object.apiName)}/fields/${apiName}.field-meta.xml`
    const isThere = () => this.#org.project.schema.object(object.apiName)?.field(apiName) !== undefined
    return this.#write(file, text, isThere, `There are no fields of the type "${type}".`)
  }

  /// Adds a custom object; [text] is its whole file. Answers the path of the file.
  async createObject(apiName: string, text: string): Promise<string> {
    requireCustomName(apiName)
    if (this.#org.project.schema.object(apiName))
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There is an object "${apiName}" already.`)
    readable<ObjectDefinition>(parseObject(text, `${apiName}.object-meta.xml`))
    const file = `${await this.#folderOf(apiName)}/${apiName}.object-meta.xml`
    const isThere = () => this.#org.project.schema.object(apiName) !== undefined
    return this.#write(file, text, isThere, 'The file makes no object.')
  }

  /// Beside the object's other files, when it has some.
  async #folderOf(objectName: string): Promise<string> {
    const known = this.#org.project.recordPages.find(({ objectApiName }) => objectApiName === objectName)
    const [folder] = /^.*?\/objects\/[^/]+(?=\/)/.exec(known?.file ?? '') ?? []
    return folder ?? `${await packageFolder(this.#org)}/objects/${objectName}`
  }

  /// Writes the file and takes it up; one that the org cannot have is taken away again, with the reason.
  async #write(file: string, text: string, isThere: () => boolean, whyNot: string): Promise<string> {
    const { folder } = this.#org
    if ((await readProjectFile(folder, file)) !== null)
      throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `The project has the file "${file}" already.`)
    await writeProjectFile(folder, file, text)
    await this.#org.reload()
    const { diagnostics } = this.#org.project
    const error = diagnostics.find(problem => problem.file === file && problem.severity === 'error')
    if (!error && isThere()) return file
    await removeProjectFile(folder, file)
    await this.#org.reload()
    throw apiError(400, 'INVALID_FILE', error?.message ?? whyNot)
  }
}

function readable<T extends FieldDefinition | ObjectDefinition>({ definition, diagnostics }: Parsed<T>): T {
  const error = diagnostics.find(({ severity }) => severity === 'error')
  if (definition && !error) return definition
  throw apiError(400, 'INVALID_FILE', error?.message ?? 'The file cannot be read.')
}

/// Source: Metadata API Developer Guide, "Metadata components and types", on names.
function requireCustomName(apiName: string): void {
  if (/^[A-Za-z](?:_?[A-Za-z0-9])*__c$/.test(apiName) && apiName.length <= 43) return
  throw apiError(
    400,
    'INVALID_NAME',
    `"${apiName}" is no API name of yours: letters, digits and single underscores, a letter first, then "__c", at most 43 in all.`,
  )
}
