// Runs before the first paint, so that nobody sees a flash of the other theme. A file of its own: inline scripts are forbidden.
(function () {
  var choice = 'auto';
  try {
    choice = localStorage.getItem('runstead-color-scheme') || 'auto';
  } catch {
    // Storage may be switched off; the system's scheme is used.
  }
  var dark = choice === 'dark' || (choice !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
