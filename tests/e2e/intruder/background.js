// Says to another extension what it was told to say, and how that went.
async function say(id, message) {
  try {
    return { answered: (await chrome.runtime.sendMessage(id, message)) ?? null };
  } catch (error) {
    return { refused: String(error) };
  }
}

function connect(id) {
  return new Promise((resolve) => {
    const port = chrome.runtime.connect(id, { name: 'tollpass' });
    port.onMessage.addListener((answered) => resolve({ answered }));
    port.onDisconnect.addListener(() => resolve({ refused: 'disconnected' }));
    // Whoever listens would hear this.
    port.postMessage({ name: 'overview', input: { url: null } });
  });
}

chrome.runtime.onMessage.addListener(({ id, messages }, _sender, respond) => {
  Promise.all([connect(id), ...messages.map((message) => say(id, message))]).then(respond);
  return true;
});
