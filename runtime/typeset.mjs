// Mathematics that a reader writes while the page stands: LaTeX to MathML, as the rest of the page is set.

import temml from "temml";

/** Return MathML, or null where the line is not finished yet. */
export function typeset(latex, display = false) {
  try {
    return temml.renderToString(latex, { displayMode: display, throwOnError: true });
  } catch {
    return null;
  }
}
