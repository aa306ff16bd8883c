"""What goes to an LMS is read back as the LMS reads it: the right answer scores, each answer brings its own reason."""

import io
import json
import re
import sys
import zipfile
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lrlib import exercises, questions

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts" / "lms"))  # a folder of scripts is no package

import assignments  # noqa: E402
import canvas  # noqa: E402
import moodle  # noqa: E402
import package  # noqa: E402
import qti  # noqa: E402
import sheets  # noqa: E402

pytestmark = pytest.mark.slow

SHEETS = sheets.all_sheets(list(sheets.chapters()), 7, 3)
ASKED = {question.name: question for sheet in SHEETS for question in sheet.questions()}
CANVAS, QTI = canvas.files(SHEETS), qti.files(SHEETS)
FORMULA = re.compile(r"\\\((.*?)\\\)")


def parsed(content):
    """A document without its namespaces."""
    root = ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return root


def flat(html):
    """The letters of words, whatever sets their formulas."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html))).strip()


def answered_in_canvas(item):
    """Each answer's words, with its score and its feedback, as the conditions of QTI 1.2 give them."""
    feedback = {f.get("ident"): f.find(".//mattext").text for f in item.iter("itemfeedback")}
    found = {}
    for label in item.iter("response_label"):
        score, said = 0, []
        for condition in item.iter("respcondition"):
            given = condition.find("conditionvar/varequal")
            if given is None or given.text == label.get("ident"):
                score = int(condition.findtext("setvar", str(score)))
                said += [feedback[shown.get("linkrefid")] for shown in condition.iter("displayfeedback")]
        found[label.find(".//mattext").text] = (score == 100, said)
    return item.find("presentation/material/mattext").text, found


def answered_in_moodle(item):
    found = {
        a.findtext("text"): (a.get("fraction") == "100", [a.findtext("feedback/text")]) for a in item.iter("answer")
    }
    general = item.findtext("generalfeedback/text")
    return item.findtext("questiontext/text"), {
        w: (r, said + [general] * bool(general)) for w, (r, said) in found.items()
    }


def wanted(question):
    more = [question.solution] * bool(question.steps)
    return question.words, {a.words: (a.right, [a.reason, *more]) for a in question.answers}


def test_every_quiz_and_every_template_goes_out_once():
    assert len(ASKED) == sum(1 for sheet in SHEETS for _ in sheet.questions())
    assert {pool.name for sheet in SHEETS for pool in sheet.pools if len(pool.questions) > 1} == set(questions.names())
    assert len([sheet for sheet in SHEETS if sheet.name.startswith("quiz-")]) == len(sheets.chapters())
    assert all(sum(answer.right for answer in question.answers) == 1 for question in ASKED.values())


def test_a_quiz_says_what_its_chapter_says():
    stored = json.loads(sheets.chapters()[6].read_text(encoding="utf-8"))
    shown = next(o["data"]["text/html"] for c in stored["cells"] if "".join(c["source"]).startswith("# @title Quiz")
                 for o in c["outputs"] if "data" in o)  # fmt: skip
    page = flat("".join(shown).replace("data-reason", ">"))
    for question in sheets.of_chapter(6).questions():
        assert flat(question.words) in page
        assert all(flat(answer.words) in page for answer in question.answers)


@pytest.mark.parametrize("form", ["canvas", "moodle"])
def test_canvas_and_moodle_score_and_explain_as_the_question_does(form):
    documents = [parsed(c) for name, c in CANVAS.items() if name != "imsmanifest.xml"]
    if form == "moodle":
        documents = [parsed(moodle.document(SHEETS))]
    items = [i for d in documents for i in d.iter("item" if form == "canvas" else "question")]
    items = [i for i in items if i.get("type") != "category"]
    read = answered_in_canvas if form == "canvas" else answered_in_moodle
    names = [i.get("ident") or i.findtext("name/text") for i in items]
    assert names == list(ASKED)
    for name, item in zip(names, items, strict=True):
        assert read(item) == wanted(ASKED[name]), name


def test_qti_2_scores_and_explains_with_formulas_that_are_mathml():
    for name, question in ASKED.items():
        root = parsed(QTI[f"items/{name}.xml"])
        choices = {c.get("identifier"): c for c in root.iter("simpleChoice")}
        reasons = {
            f.get("identifier"): f for f in root.iter("modalFeedback") if f.get("outcomeIdentifier") == "FEEDBACK"
        }
        right = root.findtext("responseDeclaration/correctResponse/value")
        assert list(choices) == list(reasons)
        for (key, choice), answer in zip(choices.items(), question.answers, strict=True):
            assert (key == right) == answer.right, name
            for element, words in ((choice, answer.words), (reasons[key], answer.reason)):
                formulas = FORMULA.findall(words)
                assert len(list(element.iter("math"))) == len(formulas)
                for math in element.iter("math"):
                    tail = math.tail
                    math.clear()
                    math.tail = tail
                assert flat("".join(element.itertext())) == flat(FORMULA.sub("", words)), name
        assert len(root.findall("modalFeedback")) == len(choices) + bool(question.steps)


def test_a_student_is_asked_one_of_each_pool():
    sheet = next(sheet for sheet in SHEETS if sheet.name == "drawn-06")
    root = parsed(CANVAS["drawn-06/drawn-06.xml"])
    for group in root.findall(".//section/section"):
        assert group.findtext("selection_ordering/selection/selection_number") == "1"
        assert len(group.findall("item")) == 3
    sections = parsed(QTI["drawn-06.xml"]).findall("testPart/assessmentSection")
    assert len(sections) == len(root.findall(".//section/section")) == len(sheet.pools)
    assert all(section.find("selection").get("select") == "1" for section in sections)
    categories = [c.findtext("text") for c in parsed(moodle.document([sheet])).iter("category")]
    assert [c.rpartition("/")[2] for c in categories] == [pool.name for pool in sheet.pools]


@pytest.mark.parametrize("files", [CANVAS, QTI], ids=["canvas", "qti21"])
def test_a_package_names_every_file_and_is_the_same_each_time(files):
    archive = zipfile.ZipFile(io.BytesIO(package.zipped(files)))
    manifest = parsed(archive.read("imsmanifest.xml"))
    resources = list(manifest.iter("resource"))
    assert {resource.get("href") for resource in resources} | {"imsmanifest.xml"} == set(archive.namelist())
    known = {resource.get("identifier") for resource in resources}
    assert {needed.get("identifierref") for needed in manifest.iter("dependency")} <= known
    assert len(known) == len(resources)
    assert package.zipped(files) == package.zipped(dict(files))


def test_signs_that_html_forbids_arrive_as_signs_and_a_false_formula_mark_is_refused():
    question = sheets._question("q-1", "Is a < b & b < c?", [("Yes", True, "a &lt; b"), ("No", False, "1 < 0")])
    assert question.words == "Is a &lt; b &amp; b &lt; c?"
    assert "a &lt; b &amp;" in qti.xhtml(question.words)
    assert qti.xhtml(r"&eacute; \(a &lt; b\)").startswith("é <math")
    with pytest.raises(SystemExit, match="would take it for the begin of a formula"):
        sheets._question("q-1", r"\(1\)?", [("a", True, "b"), ("c", False, "d")])


@pytest.mark.parametrize("name", exercises.names())
@pytest.mark.usefixtures("at_the_desk")  # tests/exercises has lrlib's own, and each solution, in a process apart
def test_the_solution_of_an_assignment_passes_its_check_in_both_forms(name):
    exercise = exercises.find(name)
    cells = [c for form in (assignments.otter, assignments.nbgrader) for c in form(exercise.chapter, [exercise])]
    codes = ["".join(c["source"]) for c in cells if c["id"] == f"solution-{name.replace('_', '-')}"]
    assert len(codes) == 2
    for code in codes:
        scope = {}
        exec("import numpy as np\nfrom lrlib import exercises", scope)
        exec(code, scope)
        assert exercises.check(name, scope[name]).passed
    without = re.sub(r"(?s)    ### BEGIN SOLUTION.*### END SOLUTION", "    return ...", codes[1])
    assert without.strip() == exercise.stub.strip()


def test_a_test_of_an_assignment_fails_with_the_name_of_the_mistake():
    scope = {"softmax": lambda Z: Z, "exercises": exercises}
    with pytest.raises(AssertionError, match="Mistake: "):
        exec(assignments.checked("softmax"), scope)


def test_an_assignment_is_a_notebook_whose_cells_have_their_own_names(tmp_path):
    for path in assignments.write(6, tmp_path):
        book = json.loads(path.read_text(encoding="utf-8"))
        names = [cell["id"] for cell in book["cells"]]
        assert len(names) == len(set(names)) > 10
        assert all(re.fullmatch(r"[\w-]{1,64}", name) for name in names)
    ids = [cell["metadata"]["nbgrader"]["grade_id"] for cell in book["cells"]]
    assert len(ids) == len(set(ids))
    with pytest.raises(SystemExit, match="chapter 99 has no exercise"):
        assignments.write(99, tmp_path)
