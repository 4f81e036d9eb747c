// Puts theme, density, language and direction on <html> before the first paint. A file of its own, so that no inline script is needed.
(() => {
  var root = document.documentElement;
  var read = (key, fallback) => {
    try {
      return JSON.parse(localStorage.getItem(`prismwa.${key}`)) || fallback;
    } catch {
      return fallback;
    }
  };
  var theme = read('theme', 'system');
  if (theme === 'system') theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  root.dataset.theme = theme;
  root.dataset.density = read('density', 'comfortable');
  root.dir = new URLSearchParams(location.search).get('dir') === 'rtl' ? 'rtl' : read('direction', 'ltr');
})();
