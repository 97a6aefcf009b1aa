import type { ObjectType, Schema } from '../schema.ts'
import type { Rights } from '../userContext.ts'

/// [schema] without the objects and fields that [rights] hide: they cannot be named, and no message names them.
export function readableSchema(schema: Schema, rights: Rights): Schema {
  const objects = schema.objects
    .filter(object => rights.canReadObject(object.apiName))
    .map(object => readableObject(object, rights))
  const byName = new Map(objects.map(object => [object.apiName, object]))
  const shown = (object: ObjectType | undefined): ObjectType | undefined => object && byName.get(object.apiName)
  return {
    objects,
    version: schema.version,
    object: name => shown(schema.object(name)),
    objectByKeyPrefix: prefix => shown(schema.objectByKeyPrefix(prefix)),
  }
}

function readableObject(object: ObjectType, rights: Rights): ObjectType {
  const canRead = (field: string): boolean => rights.canReadField(object.apiName, field)
  const fields = object.fields.filter(({ apiName }) => canRead(apiName))
  const shown = <F extends { readonly apiName: string }>(field: F | undefined): F | undefined =>
    field && canRead(field.apiName) ? field : undefined
  return {
    apiName: object.apiName,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    isCustom: object.isCustom,
    sharingModel: object.sharingModel,
    ...(object.shareOf === undefined ? {} : { shareOf: object.shareOf }),
    ...(object.recordTypes === undefined ? {} : { recordTypes: object.recordTypes }),
    validationRules: object.validationRules,
    nameField: shown(object.nameField),
    fields,
    field: name => shown(object.field(name)),
    parentRelationship: name => shown(object.parentRelationship(name)),
    childRelationships: object.childRelationships.filter(
      ({ childObject, field }) => rights.canReadObject(childObject) && rights.canReadField(childObject, field),
    ),
  }
}
