"""The page of what people ask: every question once, each with its answer, and as many in full as it says."""

import re
from pathlib import Path

TEXT = (Path(__file__).parent.parent / "chapters" / "questions.md").read_text(encoding="utf-8")
ASKED = re.compile(r"^- (\[.+?\]\(https?://\S+?\)|[^\[]+) — (.+)$", re.MULTILINE)


def test_every_question_has_an_answer_or_says_what_is_not_told():
    answers = [answer for _, answer in ASKED.findall(TEXT)]
    assert sum(not question.startswith("[") for question, _ in ASKED.findall(TEXT)) == 6
    assert len(answers) == TEXT.count("\n- ") == int(re.search(r"These are (\d+) questions", TEXT)[1])
    full = [a for a in answers if re.fullmatch(r"\[\d+: [^\]]+\]\(\S+#\S+\)(?: and \[\d+: [^\]]+\]\(\S+#\S+\))*", a)]
    assert len(full) == int(re.search(r"(\d+) are answered in\s+full", TEXT)[1]) >= 165
    assert all(a == "not answered yet" or re.match(r"in part \([^)]+\): \[", a) for a in set(answers) - set(full))


def test_a_section_that_answers_is_named_with_its_chapter():
    for number, page in re.findall(r"\[(\d+): [^\]]+\]\((\d+)-", TEXT):
        assert int(number) == int(page)
