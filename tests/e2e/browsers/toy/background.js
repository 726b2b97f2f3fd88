// A background that shows what lives in memory, what in storage, and what in header rules.
let inMemory = 0;

async function answer(message) {
  switch (message.name) {
    case 'count': {
      const { stored = 0 } = await chrome.storage.local.get('stored');
      await chrome.storage.local.set({ stored: stored + 1 });
      inMemory += 1;
      return { inMemory, stored: stored + 1 };
    }
    case 'add-rule':
      await chrome.declarativeNetRequest.updateDynamicRules({
        removeRuleIds: [1],
        addRules: [
          {
            id: 1,
            action: {
              type: 'modifyHeaders',
              requestHeaders: [{ header: 'Authorization', operation: 'set', value: message.value }],
            },
            condition: {
              urlFilter: '|http://127.0.0.1',
              resourceTypes: ['main_frame', 'sub_frame', 'xmlhttprequest'],
            },
          },
        ],
      });
      return 'added';
    case 'open-window': {
      const { id } = await chrome.windows.create({
        url: chrome.runtime.getURL('window.html'),
        type: 'popup',
        width: 400,
        height: 500,
      });
      return id;
    }
    case 'fail':
      throw new Error('as asked');
    case 'never':
      return new Promise(() => {});
  }
}

chrome.runtime.onMessage.addListener((message, _sender, respond) => {
  answer(message).then(
    (value) => respond({ value }),
    (error) => respond({ error: String(error) }),
  );
  return true;
});
