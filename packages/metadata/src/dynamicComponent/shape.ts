import { described, list, map, object, type ObjectShape, type Shape } from '../json/shape.ts'

const text: Shape = { is: 'text' }
const boolean: Shape = { is: 'boolean' }
const anything: Shape = { is: 'anything' }
const apiName: Shape = { is: 'name', description: 'Letters, digits and single underscores, a letter first.' }

const CONDITION_OPERATORS =
  'eq ne sw ew ctn lt lte gt gte null notNull empty notEmpty lengthEq lengthNe lengthLt lengthLte lengthGt lengthGte'.split(
    ' ',
  )

const QUERY_OPERATORS = 'eq ne lt lte gt gte in nin like sw ew ctn includes excludes null notNull'.split(' ')

const dataType: Shape = {
  is: 'choice',
  of: ['Text', 'Number', 'Boolean', 'Date', 'Time', 'DateTime', 'Record', 'JSON'],
}

const interaction: Shape = { is: 'named', name: 'interaction', shape: () => interactionShape }
const component: Shape = { is: 'named', name: 'component', shape: () => componentShape }
const queryFilter: Shape = { is: 'named', name: 'queryFilter', shape: () => queryFilterShape }

const conditionRule: Shape = { is: 'named', name: 'conditionRule', shape: () => conditionRuleShape }

const condition = (description: string): Shape =>
  described({ is: 'either', of: [text, conditionRule] }, `${description} A formula or a structured rule.`)

const interactions = (description: string): Shape => described(list(interaction), description)

/// What every interaction may have; further members are the settings of its type.
const anyInteraction: ObjectShape = {
  is: 'object',
  isOpen: true,
  required: ['type'],
  members: {
    type: text,
    targetName: described(text, 'The header action, row action, resource or object this belongs to.'),
    every: described({ is: 'wholeNumber' }, 'Of interval: seconds.'),
    times: described({ is: 'wholeNumber' }, 'Of interval: how often at most.'),
    when: condition('The interaction runs when it is true.'),
    onStart: interactions('Interactions that run when this one starts.'),
    onFinish: interactions('Interactions that run when this one has finished.'),
    onError: interactions('Interactions that run when this one has failed; {!$Error.message} says why.'),
    onAlways: interactions('Interactions that run after On Finish or On Error.'),
  },
}

const executeFlow: ObjectShape = {
  ...anyInteraction,
  members: {
    ...anyInteraction.members,
    flowApiName: described(text, 'API name of an active autolaunched flow.'),
    inputVariables: list(
      object(
        { name: described(text, 'Exact name of a variable that is available for input.'), value: anything },
        { isCollection: described(boolean, 'Allow multiple values (collection).') },
      ),
    ),
    outputVariables: list(
      object({
        name: described(text, 'Exact name of a variable that is available for output.'),
        resourceName: described(text, 'The variable resource that receives the value.'),
      }),
    ),
    runPer: described({ is: 'choice', of: ['all', 'row'] }, 'One run for all rows, or one for each.'),
    rows: described(text, 'With one run for each row: {!Contacts.SelectedRows}.'),
    stopOnFailure: described(boolean, 'With one run for each row: stops at the first that fails.'),
    timeout: described(anything, 'Seconds to wait for the flow.'),
    retries: described(anything, 'How often to try again without an answer; at most 5.'),
    retryDelay: described(anything, 'Seconds before a retry; twice as long before each further one.'),
    clearOutputs: described(boolean, 'Blanks the output variables first.'),
    confirm: described(boolean, 'Asks before, with the number of records.'),
    confirmMessage: text,
    successMessage: described(text, 'A toast when the flow has finished.'),
    onTimeout: interactions('Run in place of onError when the flow takes too long.'),
  },
}

const interactionShape: Shape = { is: 'variants', by: 'type', of: { executeFlow }, otherwise: anyInteraction }

const componentShape: Shape = object(
  { type: described(text, 'Name of the component, such as DataTable.'), apiName },
  {
    attributes: described(map(anything), 'Static values or {!references}.'),
    interactions: described(map(list(interaction)), 'By event, such as headerActionClick.'),
    visibility: condition('The component is shown when it is true.'),
    children: described(map(list(component)), 'By slot.'),
  },
)

const conditionRuleShape: Shape = {
  is: 'oneWith',
  of: {
    left: object(
      { left: anything, operator: { is: 'choice', of: CONDITION_OPERATORS } },
      { right: described(anything, 'Absent for null, notNull, empty and notEmpty.') },
    ),
    all: object({ all: list(conditionRule) }),
    any: object({ any: list(conditionRule) }),
  },
}

const queryFilterShape: Shape = {
  is: 'oneWith',
  of: {
    field: object(
      { field: text, operator: { is: 'choice', of: QUERY_OPERATORS } },
      {
        value: described(anything, 'Absent for null and notNull.'),
        ignoreWhenBlank: described(boolean, 'Leaves the condition out when its value is blank.'),
      },
    ),
    and: object({ and: list(queryFilter) }),
    or: object({ or: list(queryFilter) }),
    not: object({ not: queryFilter }),
  },
}

const count: Shape = { is: 'either', of: [{ is: 'wholeNumber' }, text] }

const orderBy = list(
  object(
    { field: text },
    { direction: { is: 'choice', of: ['asc', 'desc'] }, nulls: { is: 'choice', of: ['first', 'last'] } },
  ),
)

const resource = (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}) =>
  object({ type: text, apiName, ...required }, { description: text, ...optional })

const resourceShape: Shape = {
  is: 'variants',
  by: 'type',
  of: {
    variable: resource(
      { dataType },
      {
        isCollection: boolean,
        objectApiName: described(text, 'The object of a Record.'),
        defaultValue: anything,
        availability: list({ is: 'choice', of: ['input', 'output'] }),
      },
    ),
    constant: resource({ dataType, value: anything }),
    formula: resource({ dataType, formula: text }),
    query: resource(
      {
        objectApiName: text,
        fields: described(list(text), 'With parent paths, such as Account.Name. Id is always read.'),
      },
      {
        filter: queryFilter,
        orderBy,
        limit: described(count, 'How many records there may be in all.'),
        offset: described(count, 'How many to leave out at the start.'),
        pageSize: described({ is: 'wholeNumber' }, 'How many are read at first, and with each further page.'),
        aggregates: described(
          list(
            object(
              {
                function: { is: 'choice', of: ['count', 'countDistinct', 'sum', 'avg', 'min', 'max'] },
                alias: described(apiName, 'The name that it has in the rows.'),
              },
              { field: described(text, 'Absent for the count of records.') },
            ),
          ),
          'Figures instead of records: one row for each group of "fields", or one for all.',
        ),
        children: described(
          list(
            object(
              { relationship: described(text, 'The child relationship, such as Contacts.'), fields: list(text) },
              { filter: queryFilter, orderBy, limit: count },
            ),
          ),
          'Child records of each record.',
        ),
      },
    ),
    textTemplate: resource({ text }),
  },
}

/// The shape of a `.dynamicComponent.json` file.
export const dynamicComponentShape: Shape = object(
  {
    apiName,
    label: text,
    resources: list(resourceShape),
    components: list(component),
  },
  {
    $schema: text,
    description: text,
    status: described({ is: 'choice', of: ['Active', 'Draft', 'Archived'] }, 'Active when it is not there.'),
    targetObject: described(text, 'The object whose record page it is for.'),
    interactions: object(
      {},
      {
        load: interactions('Interactions that run once, before anything is shown.'),
        variableChange: interactions('Run when a resource has another value; targetName is its API name.'),
        interval: interactions(
          'Run again and again: every so many seconds after they last ended, at most times times (1000).',
        ),
        recordChange: interactions(
          'Run when records were saved or deleted; targetName is their object, absent: any that a query reads.',
        ),
      },
    ),
    sequences: described(map(list(interaction)), 'Named lists of interactions, which runSequence runs.'),
  },
)
