/* How search results are ordered: a chapter first, then what explains a word, then what only mentions it.
   Sphinx puts this before its own search; a result is [page, title, anchor, description, score, file]. */
var Scorer = {
  score([page, , anchor, , score]) {
    if (/^chapters\/\d\d-/.test(page)) return score + (anchor.startsWith("#eq-") ? 40 : 20);
    if (/^chapters\/(glossary|notation|run|teach|index|scale)$/.test(page)) return score + 5;
    if (/^chapters\/(register|measured|lecture|references)$/.test(page)) return score - 10;
    return score;
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
