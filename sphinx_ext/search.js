/* What a search result shows: the words of the page itself around what was found. Sphinx took them from the whole page,
   so that most results began with the page's contents list; and of a formula it took the signs in a row. */
(() => {
  const ASIDE = "script, style, math, nav, .headerlink, .number, .page-facts, .verified, .cell_input, .lecture-item, .lr-python, form";

  /* The text of a page's article, or of the part of it that an anchor names. */
  function text(html, anchor) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const article = page.querySelector("article.bd-article");
    const named = anchor ? article?.querySelector(anchor) : null;
    const part = (named?.closest("section, dl, table") ?? article)?.cloneNode(true);
    if (!part) return "";
    part.querySelectorAll(ASIDE).forEach(other => other.remove());
    return part.textContent.replace(/\s+/g, " ").trim();
  }

  addEventListener("DOMContentLoaded", () => {
    if (typeof Search === "undefined") return;
    Search.htmlToText = text;
  });
})();
