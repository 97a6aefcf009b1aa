import type { Diagnostic } from './diagnostic.ts'
import { parseJson, plainValue } from './json/parse.ts'
import { checkShape, described, list, map, object, type Shape } from './json/shape.ts'
import { Report } from './report.ts'

/// What `millrace.json` at the root of a project says of the world outside.
export interface Configuration {
  readonly callouts?: {
    /// Hosts that flows may call: `api.example.com`, or `localhost:8080` with a port. None when absent.
    readonly allow?: readonly string[]
    /// Hosts of `allow` that may lie in a private network or on this machine.
    readonly allowPrivate?: readonly string[]
    /// How requests to a named credential sign in, by its API name.
    readonly signIn?: Readonly<Record<string, CalloutSignIn>>
  }
  readonly email?: {
    /// `smtps://user:password@mail.example.com`; the environment variable SMTP_URL goes before it. Without either,
    /// e-mails are recorded in the outbox and not sent.
    readonly smtpUrl?: string
    /// The sender of e-mails that name none.
    readonly from?: string
  }
  readonly embedding?: {
    /// Origins whose pages may hold `<millrace-component>`: `https://intranet.example.com`. None when absent.
    readonly allowedOrigins?: readonly string[]
  }
  /// API name of the Lightning page that is everybody's home page, where their app has none of its own.
  readonly homePage?: string
  readonly runs?: {
    /// What is recorded of a run: the path it took, or every value too, which the debugger then steps through.
    readonly trace?: 'path' | 'values'
    /// How many days a run is kept; 30 when absent.
    readonly keepDays?: number
    /// How much one run may do, where that is not what an org allows.
    readonly limits?: {
      /// 100 when absent.
      readonly soqlQueries?: number
      /// 50,000 when absent.
      readonly queryRows?: number
      /// 150 when absent.
      readonly dmlStatements?: number
      /// 10,000 when absent.
      readonly dmlRows?: number
      /// Elements that one interview executes: a guard against endless loops. 1,000,000 when absent.
      readonly elements?: number
    }
  }
  readonly theme?: {
    /// A stylesheet of the project that every page loads last: `theme/company.css`.
    readonly stylesheet?: string
  }
}

/// A sign-in of one named credential. What ends in `From` is the name of an environment variable of the server: secrets
/// stand there and not in a file.
export type CalloutSignIn =
  | { readonly type: 'basic'; readonly username: string; readonly passwordFrom: string }
  | { readonly type: 'bearer'; readonly tokenFrom: string }
  | { readonly type: 'header'; readonly name: string; readonly valueFrom: string }
  | {
      readonly type: 'clientCredentials'
      readonly tokenUrl: string
      readonly clientIdFrom: string
      readonly clientSecretFrom: string
      readonly scope?: string
    }

const text: Shape = { is: 'text' }
const variable = described(text, 'The name of an environment variable of the server, which holds the secret.')

const signIn: Shape = {
  is: 'variants',
  by: 'type',
  of: {
    basic: object({ type: text, username: text, passwordFrom: variable }),
    bearer: object({ type: text, tokenFrom: variable }),
    header: object({ type: text, name: described(text, 'Such as "X-Api-Key".'), valueFrom: variable }),
    clientCredentials: object(
      { type: text, tokenUrl: text, clientIdFrom: variable, clientSecretFrom: variable },
      { scope: text },
    ),
  },
}

const shape = object(
  {},
  {
    $schema: text,
    callouts: object(
      {},
      {
        allow: described(list(text), 'Hosts that flows may call: "api.example.com", "api.example.com:8443".'),
        allowPrivate: described(list(text), 'Those of them that may lie in a private network or on this machine.'),
        signIn: described(map(signIn), 'How requests to a named credential sign in, by its API name.'),
      },
    ),
    email: object(
      {},
      {
        smtpUrl: described(text, 'smtps://user:password@mail.example.com; SMTP_URL in the environment goes before it.'),
        from: described(text, 'The sender of e-mails that name none.'),
      },
    ),
    embedding: object(
      {},
      {
        allowedOrigins: described(
          list(text),
          'Origins whose pages may show Dynamic Components: "https://intranet.example.com".',
        ),
      },
    ),
    homePage: described(text, "API name of everybody's home page, where their app has none of its own."),
    runs: object(
      {},
      {
        trace: described(
          { is: 'choice', of: ['path', 'values'] },
          'What is recorded of runs of flows: the path, or every value too.',
        ),
        keepDays: described({ is: 'wholeNumber' }, 'How many days runs are kept; 30 when absent.'),
        limits: described(
          object(
            {},
            {
              soqlQueries: described({ is: 'wholeNumber' }, '100 when absent.'),
              queryRows: described({ is: 'wholeNumber' }, '50,000 when absent.'),
              dmlStatements: described({ is: 'wholeNumber' }, '150 when absent.'),
              dmlRows: described({ is: 'wholeNumber' }, '10,000 when absent.'),
              elements: described({ is: 'wholeNumber' }, 'Elements of one interview; 1,000,000 when absent.'),
            },
          ),
          'How much one run may do, where that is not what an org allows.',
        ),
      },
    ),
    theme: object(
      {},
      { stylesheet: described(text, 'A stylesheet of the project that every page loads last: "theme/company.css".') },
    ),
  },
)

/// Reads `millrace.json`. Null when it cannot be used; then nothing is allowed and nothing is sent.
export function parseConfiguration(
  source: string,
  file: string,
): { configuration: Configuration | null; diagnostics: readonly Diagnostic[] } {
  const report = new Report(source, file)
  const root = parseJson(report)
  const fits = root !== null && checkShape(root, shape, '', report)
  // checkShape has just shown that the value has this type.
  return { configuration: fits ? (plainValue(root) as Configuration) : null, diagnostics: report.diagnostics }
}
