"""Quizzes as Moodle XML: a category for each, and below it one for each pool, of which a quiz takes a question."""

from xml.etree.ElementTree import Element, SubElement, tostring

from sheets import Question, Sheet

COURSE = "$course$/top/Logistic and softmax regression"


def text(parent: Element, name: str, words: str, **attributes: str) -> Element:
    """Add words within an element of that name, as HTML unless it is a name."""
    found = SubElement(parent, name, attributes)
    SubElement(found, "text").text = words
    return found


def category(parent: Element, path: str) -> None:
    """Say where the questions behind it go."""
    text(SubElement(parent, "question", type="category"), "category", path)


def question(parent: Element, asked: Question) -> None:
    """Add a question with one right answer and a reason for each."""
    found = SubElement(parent, "question", type="multichoice")
    text(found, "name", asked.name)
    text(found, "questiontext", asked.words, format="html")
    text(found, "generalfeedback", asked.solution, format="html")
    plain = {"defaultgrade": "1", "penalty": "0.3333333", "hidden": "0", "idnumber": asked.name}
    plain |= {"single": "true", "shuffleanswers": "true", "answernumbering": "abc"}
    for name, value in plain.items():
        SubElement(found, name).text = value
    for answer in asked.answers:
        choice = text(found, "answer", answer.words, fraction="100" if answer.right else "0", format="html")
        text(choice, "feedback", answer.reason, format="html")


def path(sheet: Sheet, pool: str = "") -> str:
    """Return the place of a category; a slash within a name is doubled, as Moodle has it."""
    names = [sheet.title, pool] if pool else [sheet.title]
    return "/".join([COURSE, *(name.replace("/", "//") for name in names)])


def document(sheets: list[Sheet]) -> bytes:
    """Return all questions as one file."""
    root = Element("quiz")
    for sheet in sheets:
        if any(len(pool.questions) == 1 for pool in sheet.pools):
            category(root, path(sheet))
        for pool in sheet.pools:
            if len(pool.questions) > 1:
                category(root, path(sheet, pool.name))
            for asked in pool.questions:
                question(root, asked)
    return tostring(root, encoding="utf-8", xml_declaration=True)
