import { escapeText, parseXml, type XmlElement, soapEnvelope } from '@millrace/metadata'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Org } from '../org.ts'
import { userWithPassword } from '../signIn/passwords.ts'
import { SIGN_IN_RATE } from '../signIn/rate.ts'

type SoapRequest = FastifyRequest<{ Params: { version: string } }>

/// `login()` and `logout()` of the SOAP API, which client libraries sign in with by user name and password. Everything
/// else of SOAP is refused.
///
/// Source: SOAP API Developer Guide, "login()" and "logout()".
export function soapLoginRoutes(app: FastifyInstance, org: Org): void {
  app.register(async scope => {
    scope.addContentTypeParser(
      ['text/xml', 'application/soap+xml'],
      { parseAs: 'string', bodyLimit: 65_536 },
      (_, body, done) => done(null, body),
    )
    const call = async (request: SoapRequest, reply: FastifyReply) => {
      const { root } = parseXml(String(request.body), 'request.xml')
      if (!root) return sendFault(reply, 'soapenv:Client', 'The body is no XML.')
      if (find(root, 'logout')) return logOut(org, root, reply)
      const login = find(root, 'login')
      if (!login)
        return sendFault(reply, 'soapenv:Client', 'Of the SOAP API there are login and logout only. Use the REST API.')
      return logIn(org, login, request, reply)
    }
    scope.post('/services/Soap/u/:version', { config: SIGN_IN_RATE }, call)
    scope.post('/services/Soap/u/:version/:organization', { config: SIGN_IN_RATE }, call)
    scope.post('/services/Soap/c/:version', { config: SIGN_IN_RATE }, call)
  })
}

async function logIn(org: Org, login: XmlElement, request: SoapRequest, reply: FastifyReply): Promise<FastifyReply> {
  const textOf = (name: string): string => find(login, name)?.text ?? ''
  const userId = await userWithPassword(org, textOf('username'), textOf('password'))
  if (!userId)
    return sendFault(
      reply,
      'INVALID_LOGIN',
      'INVALID_LOGIN: Invalid username, password, security token; or user locked out.',
    )
  const session = await org.credentials.issue('session', userId, { lifetimeSeconds: SESSION_SECONDS })
  const { globals, locale, timeZone } = await org.caller(userId)
  const base = `${request.protocol}://${request.host}`
  const service = (kind: string) => `${base}/services/Soap/${kind}/${request.params.version}/${org.organization.Id}`
  const user = {
    organizationId: org.organization.Id,
    organizationName: org.organization.Name,
    profileId: globals.User['ProfileId'],
    sessionSecondsValid: SESSION_SECONDS,
    userDefaultCurrencyIsoCode: '',
    userEmail: globals.User['Email'],
    userFullName: globals.User['Name'],
    userId,
    userLanguage: locale,
    userLocale: locale,
    userName: globals.User['Username'],
    userTimeZone: timeZone,
    userType: 'Standard',
  }
  const result = [
    tag('metadataServerUrl', service('m')),
    tag('passwordExpired', false),
    tag('sandbox', false),
    tag('serverUrl', service('u')),
    tag('sessionId', session),
    tag('userId', userId),
    `<userInfo>${Object.entries(user)
      .map(([name, value]) => tag(name, value))
      .join('')}</userInfo>`,
  ]
  return send(reply, 200, `<loginResponse><result>${result.join('')}</result></loginResponse>`)
}

const SESSION_SECONDS = 2 * 3600

async function logOut(org: Org, root: XmlElement, reply: FastifyReply): Promise<FastifyReply> {
  await org.credentials.redeem('session', find(root, 'sessionId')?.text ?? '')
  return send(reply, 200, '<logoutResponse/>')
}

const tag = (name: string, value: unknown): string => `<${name}>${escapeText(String(value ?? ''))}</${name}>`

/// The first element with this name, whatever its prefix.
function find(element: XmlElement, name: string): XmlElement | undefined {
  if (element.name.replace(/^.*:/, '') === name) return element
  for (const child of element.children) {
    const found = find(child, name)
    if (found) return found
  }
  return undefined
}

const sendFault = (reply: FastifyReply, code: string, text: string): FastifyReply =>
  send(
    reply,
    500,
    `<soapenv:Fault>${tag('faultcode', code)}${tag('faultstring', text)}<detail>${tag('exceptionCode', code)}${tag('exceptionMessage', text)}</detail></soapenv:Fault>`,
  )

const send = (reply: FastifyReply, status: number, body: string): FastifyReply =>
  reply.status(status).type('text/xml; charset=utf-8').send(soapEnvelope(body))
