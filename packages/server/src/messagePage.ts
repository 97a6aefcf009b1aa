/// The style in such a page; the server's headers allow exactly this one.
export const MESSAGE_STYLE = `
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #181818; background: #f3f3f3 }
  main { max-width: 34rem; margin: 15vh auto; padding: 2rem; background: #fff; border: 1px solid #c9c9c9; border-radius: .25rem }
  h1 { margin: 0 0 .75rem; font-size: 1.25rem }
  p { margin: 0 }
  code { background: #f3f3f3; padding: .1rem .3rem; border-radius: .2rem }
  form { margin: 1rem 0 }
  label { display: block; margin: .75rem 0 .25rem; font-size: .8125rem; color: #444 }
  form input { box-sizing: border-box; width: 100%; padding: .4rem .75rem; font: inherit; border: 1px solid #747474; border-radius: .25rem }
  form input:focus-visible, button:focus-visible { outline: 2px solid #0176d3; outline-offset: 1px }
  button { margin: 1rem .5rem 0 0; padding: .35rem 1rem; font: inherit; color: #fff; background: #0176d3; border: 1px solid #0176d3; border-radius: .25rem; cursor: pointer }
  button.other { color: #0176d3; background: #fff; border-color: #747474 }
  .problem { padding: .5rem .75rem; color: #fff; background: #ba0517; border-radius: .25rem }
  .aside { font-size: .8125rem; color: #444 }
`

/// A whole page that says one thing to a person who has no application to look at. [html] is put in as it is.
export const messagePage = (title: string, html: string): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title} | Millrace</title>
<style>${MESSAGE_STYLE}</style>
<main><h1>${title}</h1>${html.startsWith('<') || html === '' ? html : `<p>${html}</p>`}</main>
</html>
`
