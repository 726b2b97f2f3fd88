// Firefox lets no script close a window that no script opened; removing it works in both.
document.getElementById('close').addEventListener('click', async () => {
  const { id } = await chrome.windows.getCurrent();
  await chrome.windows.remove(id);
});
