/* Shows the equation that a link means while the link is pointed at or focused, as WCAG 1.4.13 asks: Escape closes it,
   the pointer may go into it, and it stays until pointer and focus have left. Nothing moves. */
(() => {
  const LEAVE = 250; // milliseconds that the pointer has to get from the link into the preview
  const pages = {};
  const tip = document.createElement("div");
  let current = null;
  let leaving = 0;
  tip.id = "equation-preview";
  tip.setAttribute("role", "tooltip");
  tip.hidden = true;

  /* A page of this site, fetched once; what failed may be tried again. */
  function fetched(url) {
    return pages[url.pathname] ??= fetch(url.pathname)
      .then(answer => answer.ok ? answer.text() : Promise.reject(new Error(answer.status)))
      .then(text => new DOMParser().parseFromString(text, "text/html"))
      .catch(() => { delete pages[url.pathname]; });
  }

  /* The display of an equation, or nothing: another host is not asked, nor a folder without a server. */
  async function display(link) {
    const url = new URL(link.href);
    const here = url.href.split("#")[0] === location.href.split("#")[0];
    if (!here && (url.origin !== location.origin || !url.protocol.startsWith("http"))) return null;
    const source = here ? document : await fetched(url);
    return source?.getElementById(url.hash.slice(1))?.querySelector(".equation");
  }

  /* Below the link, or above it where there is no room; in the page, so that it scrolls with its link. */
  function place(link) {
    const at = link.getClientRects()[0];
    const origin = tip.offsetParent.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    const fits = at.bottom + tip.offsetHeight < innerHeight || at.top < tip.offsetHeight;
    tip.style.left = `${Math.max(8, Math.min(at.left, room)) - origin.left}px`;
    tip.style.top = `${(fits ? at.bottom : at.top - tip.offsetHeight) - origin.top}px`;
  }

  async function show(link) {
    clearTimeout(leaving);
    if (current === link) return;
    hide();
    current = link;
    const formula = await display(link);
    if (!formula || current !== link) return;
    tip.replaceChildren(...document.importNode(formula, true).childNodes);
    tip.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", tip.id);
  }

  function hide() {
    clearTimeout(leaving);
    current?.removeAttribute("aria-describedby");
    current = null;
    tip.hidden = true;
  }

  /* Pointer or focus has gone: close, unless the other of the two is still here. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(() => {
      if (current && !used()) hide();
    }, LEAVE);
  }

  function used() {
    return current === document.activeElement || current.matches(":hover") || tip.matches(":hover");
  }

  document.addEventListener("DOMContentLoaded", () => {
    const article = document.querySelector(".bd-article");
    if (!article) return;
    article.append(tip);
    for (const link of article.querySelectorAll('a[href*="#eq-"]:not(.number)')) {
      for (const come of ["focus", "mouseenter"]) link.addEventListener(come, () => show(link));
      for (const go of ["blur", "mouseleave"]) link.addEventListener(go, leave);
    }
    tip.addEventListener("mouseleave", leave);
    document.addEventListener("keydown", event => {
      if (event.key === "Escape") hide();
    });
  });
})();
