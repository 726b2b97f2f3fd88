document.getElementById('count').addEventListener('click', async (event) => {
  const { value } = await chrome.runtime.sendMessage({ name: 'count' });
  document.getElementById('answer').textContent =
    `stored ${value.stored}, trusted ${event.isTrusted}`;
});
