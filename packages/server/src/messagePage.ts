/// A whole page that says one thing to a person who has no application to look at. [html] is put in as it is.
export const messagePage = (title: string, html: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} | Millrace</title>
<style>
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #181818; background: #f3f3f3 }
  main { max-width: 34rem; margin: 15vh auto; padding: 2rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem }
  h1 { margin: 0 0 .75rem; font-size: 1.25rem }
  p { margin: 0 }
  code { background: #f3f3f3; padding: .1rem .3rem; border-radius: .2rem }
</style>
<main><h1>${title}</h1><p>${html}</p></main>
</html>
`
