import { messagePage } from '../messagePage.ts'

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/// Text as HTML.
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, character => ESCAPES[character]!)

/// Says in a sentence why something cannot be done.
export const problemPage = (title: string, text: string): string => messagePage(title, escapeHtml(text))

const hidden = (fields: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(fields)
    .flatMap(([name, value]) =>
      value === undefined ? [] : `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
    )
    .join('')

/// Asks for user name and password. After that it goes on to [to], a path of this server.
export const signInPage = (to: string, problem: string | null = null, username = ''): string =>
  messagePage(
    'Sign in',
    `${problem === null ? '' : `<p role="alert" class="problem">${escapeHtml(problem)}</p>`}
<form method="post" action="/sign-in">${hidden({ to })}
  <label for="username">User name</label>
  <input id="username" name="username" autocomplete="username" autocapitalize="none" spellcheck="false" required value="${escapeHtml(username)}"${problem === null ? ' autofocus' : ''}>
  <label for="password">Password</label>
  <input id="password" name="password" type="password" autocomplete="current-password" required${problem === null ? '' : ' autofocus'}>
  <button>Sign in</button>
</form>
<p class="aside">On the computer where Millrace runs you need no password: <code>npx millrace sign-in</code> prints a link that signs a browser in. <code>npx millrace password NAME</code> sets a password.</p>`,
  )

/// Asks the user whether the program [appName] may act for them.
export const consentPage = (
  appName: string,
  userName: string,
  ask: Readonly<Record<string, string | undefined>>,
): string =>
  messagePage(
    `Allow access for ${escapeHtml(appName)}?`,
    `<p>${escapeHtml(appName)} asks to read and change what you, ${escapeHtml(userName)}, may read and change here.</p>
<form method="post" action="/services/oauth2/authorize">${hidden(ask)}
  <button name="answer" value="allow">Allow</button>
  <button name="answer" value="deny" class="other">Deny</button>
</form>`,
  )
