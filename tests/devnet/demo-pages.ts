// The HTML of the demo site. Self-contained: no page needs anything that its gate might refuse.

const LOOK = `
:root { color-scheme: light dark; --ink: light-dark(#1d2433, #e8e9ee); --soft: light-dark(#5b6375, #a3a9b8);
  --line: light-dark(#dfe2ea, #343946); --card: light-dark(#ffffff, #1c2029); --ground: light-dark(#f5f6f9, #12151b);
  --accent: light-dark(#c2500c, #ff9a4d); }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 0 auto; padding: 3rem 1.25rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .75rem; letter-spacing: -.01em; }
a { color: var(--accent); }
p.soft, small { color: var(--soft); }
.cards { display: grid; gap: .75rem; padding: 0; margin: 2rem 0; list-style: none; }
.card { display: flex; justify-content: space-between; gap: 1rem; padding: .9rem 1.1rem;
  background: var(--card); border: 1px solid var(--line); border-radius: .7rem; }
.card b { font-weight: 600; }
.tag { align-self: center; font-size: .8rem; padding: .1rem .6rem; border-radius: 1rem;
  border: 1px solid var(--line); color: var(--soft); white-space: nowrap; }
.tag.paid { color: var(--accent); border-color: currentColor; }
form { display: grid; gap: .75rem; max-width: 24rem; }
input, button { font: inherit; padding: .6rem .8rem; border-radius: .5rem; border: 1px solid var(--line); }
input { background: var(--card); color: inherit; }
button { background: var(--accent); color: light-dark(#fff, #1c1206); border: 0; cursor: pointer; }
iframe { width: 100%; height: 22rem; border: 1px solid var(--line); border-radius: .7rem; background: var(--card); }
img { display: block; max-width: 100%; border-radius: .7rem; }
`;

function page(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${LOOK}</style>
${head}</head>
<body><main>
${body}
</main></body>
</html>
`;
}

function card(href: string, name: string, what: string, paid: boolean): string {
  const tag = paid ? '<span class="tag paid">toll</span>' : '<span class="tag">free</span>';
  return `<li class="card"><span><b><a href="${href}">${name}</a></b><br><small>${what}</small></span>${tag}</li>`;
}

export const INDEX_PAGE = page(
  'The Toll Road',
  `<h1>The Toll Road</h1>
<p class="soft">A small site that sells some of its pages for a few piconero each. No account, no
form: a payment on a private chain is the ticket.</p>
<ul class="cards">
${card('/article', 'An article', 'One page, paid once, readable for a few blocks.', true)}
${card('/form', 'A form', 'Free to fill in; sending it costs a toll.', false)}
${card('/framed', 'A frame', 'A free page with the paid article inside it.', false)}
${card('/gallery', 'A gallery', 'A free page whose picture, script and style are paid.', false)}
${card('/api/data.json', 'Some data', 'Paid JSON, for programs.', true)}
${card('/lab', 'The lab', 'An empty page for trying fetch by hand.', false)}
</ul>
<p class="soft"><small>All of them share one address: a ticket for one is good for the others.</small></p>`,
);

export const ARTICLE_PAGE = page(
  'On paying for a page',
  `<h1>On paying for a page</h1>
<p class="soft"><small>PAID ARTICLE</small></p>
<p>You are reading this because somebody paid a few piconero for it. The server did not ask for a
name. It looked at a transaction, saw that the money was for this page, and opened the gate.</p>
<p>The ticket is good until a certain number of blocks has passed. After that the gate asks again.</p>
<p><a href="/">Back</a></p>`,
);

export const FORM_PAGE = page(
  'Send a message',
  `<h1>Send a message</h1>
<p class="soft">Sending costs a toll. What you typed must arrive all the same.</p>
<form method="post" action="/submit">
<label for="message">Message</label>
<input id="message" name="message" value="hello" autocomplete="off">
<button type="submit">Send</button>
</form>`,
);

export const FRAMED_PAGE = page(
  'A paid frame',
  `<h1>A paid frame</h1>
<p class="soft">The page is free, the article in the frame is not.</p>
<iframe src="/article" title="The paid article"></iframe>`,
);

export const LAB_PAGE = page('The lab', '<h1>The lab</h1><pre id="out"></pre>');

export const GALLERY_PAGE = page(
  'The gallery',
  `<h1>The gallery</h1>
<p class="soft" id="styled">Set in serif when the paid style sheet has arrived.</p>
<img id="picture" src="/image.png" width="480" height="300" alt="A sunrise, once it is paid for">
<script src="/script.js"></script>`,
  '<link rel="stylesheet" href="/style.css">\n',
);

/** A page that pays over a socket: XMR402's relay, and the event by which a wallet hands it a proof. */
export const SOCKET_PAGE = page(
  'A paid socket',
  `<h1>A paid socket</h1>
<p class="soft">The page is free. What comes over its socket costs a toll.</p>
<p>Socket: <b id="state">opening</b></p>
<p>Amount: <span id="amount"></span><br>Address: <small id="address"></small><br>
Message: <span id="message"></span></p>
<pre id="result"></pre>
<script>
const show = (id, text) => { document.getElementById(id).textContent = text; };
const socket = new WebSocket(location.origin.replace('http', 'ws') + '/relay');
let challenge;
socket.onopen = () => show('state', 'open');
socket.onclose = () => show('state', 'closed');
socket.onmessage = (event) => {
  const frame = JSON.parse(event.data);
  if (frame.type === 'PAYMENT_CHALLENGE') {
    challenge = frame;
    for (const id of ['amount', 'address', 'message']) show(id, frame[id]);
    show('state', 'challenged');
  } else {
    show('state', frame.type === 'TASK_RESULT' ? 'paid' : 'refused');
    show('result', frame.result ?? frame.message);
  }
};
window.addEventListener('xmr402:proof', (event) => {
  const { txid, proof } = event.detail;
  show('state', 'proving');
  socket.send(JSON.stringify({ type: 'PAYMENT_PROOF', txid, proof, message: challenge.message }));
});
</script>`,
);

/** The answer to the form. `message` is escaped: it comes from the visitor. */
export function receivedPage(message: string): string {
  const safe = message.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return page('Received', `<h1>Thank you</h1><p id="received">RECEIVED ${safe}</p>`);
}
