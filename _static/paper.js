/* Paper is white: who reads in the dark prints in the light, and reads on in the dark. */
(() => {
  const page = document.documentElement;
  let before = null;

  function paper(on) {
    if (on) {
      before ??= page.dataset.theme;
      page.dataset.theme = "light";
    } else if (before !== null) {
      page.dataset.theme = before;
      before = null;
    }
  }

  addEventListener("beforeprint", () => paper(true));
  addEventListener("afterprint", () => paper(false));
  matchMedia("print").addEventListener("change", event => paper(event.matches)); // where the two are not sent
})();
