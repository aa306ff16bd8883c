/* A quiz: the answer chosen is called right or not yet, with its reason. */

export function start(root) {
  for (const question of root.querySelectorAll("fieldset")) {
    question.addEventListener("change", event => judge(question.querySelector("output"), event.target));
  }
}

function judge(output, answer) {
  const right = answer.value === "right";
  output.innerHTML = (right ? "✓ Right. " : "✗ Not yet. ") + answer.dataset.reason;
  output.className = right ? "lr-right" : "lr-wrong";
}
