/* Shows the equation that a link means while it is pointed at or focused; Escape, leaving it or moving on closes it. */
(() => {
  const pages = {};
  const tip = document.createElement("div");
  let current = null;
  tip.id = "equation-preview";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  /* The display of an equation: on this page, or on a page of this site, which is fetched once. */
  async function display(link) {
    const url = new URL(link.href), page = url.pathname;
    let source = document;
    if (page !== location.pathname) {
      pages[page] ??= fetch(page).then(answer => answer.text())
        .then(text => new DOMParser().parseFromString(text, "text/html"));
      source = await pages[page];
    }
    return source.getElementById(url.hash.slice(1))?.querySelector("math");
  }

  async function show(link) {
    current = link;
    const formula = await display(link).catch(() => null); // from a folder without a server nothing can be fetched
    if (!formula || current !== link) return;
    tip.replaceChildren(document.importNode(formula, true));
    tip.hidden = false;
    const at = link.getBoundingClientRect(), room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const below = at.bottom + 4, above = at.top - tip.offsetHeight - 4;
    tip.style.left = `${Math.max(8, Math.min(at.left, room))}px`;
    tip.style.top = `${below + tip.offsetHeight > innerHeight && above > 0 ? above : below}px`;
    link.setAttribute("aria-describedby", tip.id);
  }

  function hide() {
    current?.removeAttribute("aria-describedby");
    current = null;
    tip.hidden = true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelector("main, body").append(tip);
    for (const link of document.querySelectorAll('.bd-article a[href*="#eq-"]:not(.number)')) {
      link.addEventListener("focus", () => show(link));
      link.addEventListener("blur", hide);
      link.addEventListener("mouseenter", () => show(link));
      link.addEventListener("mouseleave", event => { if (event.relatedTarget !== tip) hide(); });
    }
    tip.addEventListener("mouseleave", hide);
    document.addEventListener("keydown", event => { if (event.key === "Escape") hide(); });
    addEventListener("scroll", hide, { passive: true });
  });
})();
