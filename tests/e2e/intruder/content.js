// Carries a page's order to the background, and its report back.
addEventListener('intrude', async ({ detail }) => {
  const report = await chrome.runtime.sendMessage(JSON.parse(detail));
  dispatchEvent(new CustomEvent('intruded', { detail: JSON.stringify(report) }));
});
document.documentElement.dataset.intruder = 'ready';
