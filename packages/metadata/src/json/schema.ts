import { API_NAME, type ObjectShape, type Shape } from './shape.ts'

type Schema = { readonly [keyword: string]: unknown }

/// A JSON Schema (draft 2020-12) that accepts what `checkShape` accepts, for editors.
export function jsonSchema(title: string, root: Shape): Schema {
  const definitions = new Map<string, Schema>()
  const schema = schemaOf(root, definitions)
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...schema,
    $defs: Object.fromEntries(definitions),
  }
}

function schemaOf(shape: Shape, definitions: Map<string, Schema>): Schema {
  const description = shape.description === undefined ? {} : { description: shape.description }
  return { ...description, ...keywords(shape, definitions) }
}

function keywords(shape: Shape, definitions: Map<string, Schema>): Schema {
  const inner = (shape: Shape) => schemaOf(shape, definitions)
  switch (shape.is) {
    case 'anything':
      return {}
    case 'text':
      return { type: 'string' }
    case 'name':
      return { type: 'string', pattern: API_NAME.source }
    case 'choice':
      return { type: 'string', enum: shape.of }
    case 'boolean':
      return { type: 'boolean' }
    case 'null':
      return { type: 'null' }
    case 'wholeNumber':
      return { type: 'integer', minimum: 0 }
    case 'list':
      return { type: 'array', items: inner(shape.of) }
    case 'map':
      return { type: 'object', additionalProperties: inner(shape.of) }
    case 'object':
      return objectKeywords(shape, inner)
    case 'variants':
      return variantKeywords(shape, inner)
    case 'oneWith':
      return { oneOf: Object.values(shape.of).map(inner) }
    case 'either':
      return { anyOf: shape.of.map(inner) }
    case 'named':
      return reference(shape, definitions)
  }
}

function objectKeywords(shape: ObjectShape, inner: (shape: Shape) => Schema) {
  return {
    type: 'object',
    properties: Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, inner(member)])),
    ...(shape.required.length > 0 && { required: shape.required }),
    ...(!shape.isOpen && { additionalProperties: false }),
  }
}

/// Each variant states the text it goes by, which is how editors pick the one that is meant.
function variantKeywords(shape: Shape & { is: 'variants' }, inner: (shape: Shape) => Schema): Schema {
  const { by, of, otherwise } = shape
  const names = Object.keys(of)
  const variant = (variantShape: ObjectShape, kind: Schema): Schema => {
    const { properties, ...rest } = objectKeywords(variantShape, inner)
    return { ...rest, properties: { ...properties, [by]: kind } }
  }
  const known = names.map(name => variant(of[name]!, { const: name }))
  return { oneOf: otherwise ? [...known, variant(otherwise, { type: 'string', not: { enum: names } })] : known }
}

function reference(shape: Shape & { is: 'named' }, definitions: Map<string, Schema>): Schema {
  if (!definitions.has(shape.name)) {
    // Set before reading on, so that a shape that holds itself comes to an end.
    definitions.set(shape.name, {})
    definitions.set(shape.name, schemaOf(shape.shape(), definitions))
  }
  return { $ref: `#/$defs/${shape.name}` }
}
