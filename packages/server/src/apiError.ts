/// One thing that is wrong with a request.
export interface ApiProblem {
  readonly message: string
  readonly errorCode: string
  readonly fields?: readonly string[]
  /// What a page of ours needs to go on, such as the text that somebody else saved. Not in Salesforce's bodies.
  readonly details?: object
}

/// An answer that is an error, in the shape of Salesforce's REST API: status code and
/// `[{ "message", "errorCode", "fields"? }]`. Throw it anywhere in a route.
///
/// Source: REST API Developer Guide, "Status Codes and Error Responses".
export class ApiError extends Error {
  readonly status: number
  readonly problems: readonly ApiProblem[]

  constructor(status: number, ...problems: ApiProblem[]) {
    super(problems.map(problem => problem.message).join(' '))
    this.name = 'ApiError'
    this.status = status
    this.problems = problems
  }
}

export const apiError = (status: number, errorCode: string, message: string): ApiError =>
  new ApiError(status, { message, errorCode })

/// 404 with Salesforce's own sentence, and behind it why, where that helps the person who reads it.
export const notFound = (why = ''): ApiError =>
  apiError(404, 'NOT_FOUND', `The requested resource does not exist${why && `. ${why}`}`)
