/* Practice: one question at a time out of those that the page holds, by kind; who asks for another is led to it.
   The fieldset stays, so the script of the quiz, which listens there, goes on judging. */

export function start(root) {
  const kinds = JSON.parse(root.querySelector("[type='application/json']").textContent);
  const turns = kinds.map(() => 0);
  const [like, next] = root.querySelectorAll("button");
  const parts = ["fieldset", "details"];
  let kind = 0;

  function show() {
    const made = document.createElement("template");
    made.innerHTML = kinds[kind][turns[kind]];
    for (const name of parts) {
      root.querySelector(name).innerHTML = made.content.querySelector(name).innerHTML;
    }
    root.querySelector("details").open = false;
    const legend = root.querySelector("legend");
    legend.tabIndex = -1;
    legend.focus();
  }

  like.addEventListener("click", () => {
    turns[kind] = (turns[kind] + 1) % kinds[kind].length;
    show();
  });
  next.addEventListener("click", () => {
    kind = (kind + 1) % kinds.length;
    show();
  });
  like.parentElement.hidden = false;
}
