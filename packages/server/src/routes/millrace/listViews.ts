import {
  addListView,
  changeListView,
  deleteListView,
  findListView,
  type KeptListView,
  readPreference,
  writePreference,
} from '@millrace/database'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { apiError, notFound } from '../../apiError.ts'
import type { Org } from '../../org.ts'
import { type ListViewContent, listViews, ofPerson } from '../../pages/listViews.ts'
import { rightsOf } from '../../rights.ts'
import { objectOf } from '../sobjects.ts'

const BASE = '/millrace/v1/list-views/:object'

interface Saved extends ListViewContent {
  readonly label: string
  readonly isShared: boolean
}

type Request<Body = unknown> = FastifyRequest<{ Params: { object: string; name: string }; Body: Body }>

/// `/millrace/v1/list-views/OBJECT`: the list views of an object that the caller may see, and which is pinned. `POST` saves
/// a new one, `PUT` and `DELETE` of `/NAME` change one that is the caller's; `PUT /NAME/pin` makes it the one that opens.
export function listViewRoutes(app: FastifyInstance, org: Org): void {
  app.get(BASE, async (request: Request) => {
    const object = await readableObject(org, request)
    const pinned = await readPreference(org.database, request.userId, pinOf(object.apiName))
    const views = await listViews(org, object, request.userId)
    const known = views.some(({ apiName }) => apiName === nameIn(pinned))
    return { views, pinned: known ? nameIn(pinned) : null }
  })

  app.post(BASE, { schema: { body: VIEW } }, async (request: Request<Saved>, reply) => {
    const { apiName } = await readableObject(org, request)
    const { label, isShared, ...definition } = named(request.body)
    const view = { object: apiName, label, isShared, definition, ownerId: request.userId }
    const taken = new Set((await listViews(org, objectOf(org, apiName), request.userId)).map(one => one.apiName))
    for (const name of freeNames(label))
      if (!taken.has(name) && (await addListView(org.database, { ...view, apiName: name })))
        return reply.status(201).send(await answer(org, { ...view, apiName: name }, request.userId))
    throw apiError(400, 'DUPLICATE_DEVELOPER_NAME', `There are too many list views called "${label}".`)
  })

  app.put(`${BASE}/:name`, { schema: { body: VIEW } }, async (request: Request<Saved>) => {
    const view = await changeable(org, request)
    const { label, isShared, ...definition } = named(request.body)
    const changed = { ...view, label, isShared, definition }
    await changeListView(org.database, changed)
    return answer(org, changed, request.userId)
  })

  app.delete(`${BASE}/:name`, async (request: Request, reply) => {
    const { object, apiName } = await changeable(org, request)
    await deleteListView(org.database, object, apiName)
    return reply.status(204).send()
  })

  app.put(`${BASE}/:name/pin`, async (request: Request, reply) => {
    const object = await readableObject(org, request)
    await writePreference(org.database, request.userId, pinOf(object.apiName), { name: request.params.name })
    return reply.status(204).send()
  })
}

async function readableObject(org: Org, { params, userId }: Request) {
  const object = objectOf(org, params.object)
  const rights = rightsOf(await org.caller(userId), org.project.schema)
  if (rights?.canReadObject(object.apiName) === false) throw notFound(`There is no object "${params.object}".`)
  return object
}

/// A view that a person saved and that the caller may change.
async function changeable(org: Org, request: Request<unknown>): Promise<KeptListView> {
  const { params, userId } = request
  const { apiName } = await readableObject(org, request)
  const view = await findListView(org.database, apiName, params.name)
  const { isAdministrator } = await org.caller(userId)
  if (!view || (!view.isShared && view.ownerId !== userId))
    throw notFound(`There is no list view "${params.name}" that could be changed. Clone it instead.`)
  if (ofPerson(view, userId, isAdministrator).isMine) return view
  throw apiError(403, 'INSUFFICIENT_ACCESS', `"${view.label}" is somebody else's. Clone it instead.`)
}

async function answer(org: Org, view: KeptListView, userId: string): Promise<object> {
  return ofPerson(view, userId, (await org.caller(userId)).isAdministrator)
}

function named(saved: Saved): Saved {
  const label = saved.label.trim()
  if (label === '') throw apiError(400, 'REQUIRED_FIELD_MISSING', 'A list view needs a name.')
  return { ...saved, label }
}

function* freeNames(label: string): Generator<string> {
  const letters = label
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  const name = /^[A-Za-z]/.test(letters) ? letters : `List_${letters}`.replace(/_$/, '')
  yield name
  for (let number = 2; number < 1000; number++) yield `${name}_${number}`
}

const pinOf = (object: string): string => `listView.${object}`

const nameIn = (pinned: unknown): string | null =>
  typeof pinned === 'object' && pinned !== null && 'name' in pinned && typeof pinned.name === 'string'
    ? pinned.name
    : null

const text = { type: 'string', maxLength: 4000 }
const field = { type: 'string', maxLength: 255, pattern: '^[A-Za-z][\\w.]*$' }
const items = (properties: Readonly<Record<string, object>>): object => ({
  type: 'array',
  maxItems: 100,
  items: { type: 'object', additionalProperties: false, properties, required: Object.keys(properties) },
})

const VIEW = {
  type: 'object',
  additionalProperties: false,
  required: ['label', 'isShared', 'scope', 'columns', 'filters', 'filterLogic', 'sorts'],
  properties: {
    label: { type: 'string', maxLength: 80 },
    isShared: { type: 'boolean' },
    scope: { enum: ['everything', 'mine', 'recent'] },
    columns: { type: 'array', maxItems: 100, items: field },
    filters: items({ field, operation: { type: 'string', maxLength: 40 }, value: text }),
    filterLogic: text,
    sorts: items({ fieldName: field, direction: { enum: ['asc', 'desc'] } }),
  },
}
