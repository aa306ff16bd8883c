// An editor for a cell of Python: CodeMirror with what a lesson needs, no more.

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { python } from "@codemirror/lang-python";
import { HighlightStyle, bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--lr-code-keyword)" },
  { tag: tags.string, color: "var(--lr-code-string)" },
  { tag: tags.comment, color: "var(--lr-code-comment)" },
  { tag: tags.number, color: "var(--lr-code-number)" },
]);

/** Put an editor into a place; `run` answers Shift+Enter. Tab leaves it, as it leaves any field of a page. */
export function edit(place, source, label, run) {
  const view = new EditorView({
    doc: source,
    parent: place,
    extensions: [
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      python(),
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label }),
      keymap.of([
        { key: "Shift-Enter", run: () => (run(), true) },
        { key: "Ctrl-Enter", run: () => (run(), true) },
        ...defaultKeymap,
        ...historyKeymap,
      ]),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    write: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
    focus: () => view.focus(),
  };
}
