/* How search results are ordered: a chapter first, then what explains a word, then what only mentions it.
   Sphinx puts this before its own search; a result is [page, title, anchor, description, score, file]. */
var Scorer = {
  score([page, title, anchor, , score]) {
    const asked = (new URLSearchParams(location.search).get("q") ?? "").toLowerCase().trim();
    const titled = asked && title.toLowerCase().includes(asked) ? 15 : 0;
    if (/^chapters\/\d\d-/.test(page)) return score + titled + (anchor.startsWith("#eq-") ? 40 : 20);
    if (anchor.startsWith("#name-")) return score - 30; // a name that was asked for whole has 100
    if (/^chapters\/(glossary|notation|run|teach|index|scale)$/.test(page)) return score + titled + 5;
    if (/^chapters\/(register|measured|lecture|references)$/.test(page)) return score + titled - 10;
    return score + titled;
  },
  objNameMatch: 11,
  objPartialMatch: 6,
  objPrio: { 0: 15, 1: 5, 2: -5 },
  objPrioDefault: 0,
  title: 15,
  partialTitle: 7,
  term: 5,
  partialTerm: 2,
};
