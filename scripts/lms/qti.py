"""Quizzes as a QTI 2.1 package: an item a question, its formulas as MathML; a test a quiz, drawn from pools."""

import re
from html import escape, unescape
from xml.etree.ElementTree import Element, SubElement, fromstring

import package
from math_core import LatexToMathML
from sheets import Question, Sheet, parts

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
MATHML = "http://www.w3.org/1998/Math/MathML"
convert = LatexToMathML().convert_with_local_state


def xhtml(html: str) -> str:
    """Return words as XHTML: entities that XML does not know spelt out, formulas as MathML."""
    found = ""
    for words, latex in parts(html):
        found += words + (convert(unescape(latex), displaystyle=False) if latex else "")
    return re.sub(r"&\w+;", lambda entity: escape(unescape(entity[0]), quote=False), found)


def filled(parent: Element, html: str) -> None:
    """Put words into an element."""
    whole = fromstring(f"<p>{xhtml(html)}</p>")
    for formula in whole.iter("math"):
        formula.set("xmlns", MATHML)
    parent.text = whole.text
    parent.extend(whole)


def declared(parent: Element, kind: str, name: str, base: str, first: str = "", **more: str) -> None:
    """Add a declaration of a single value; a response has a right one, an outcome may have a first one."""
    found = SubElement(parent, kind, {"identifier": name, "cardinality": "single", "baseType": base, **more})
    if first:
        holder = "correctResponse" if kind == "responseDeclaration" else "defaultValue"
        SubElement(SubElement(found, holder), "value").text = first


def item(question: Question) -> Element:
    """Return a question: it scores 1 or 0, then shows the reason of the answer that was chosen, and the solution."""
    root = Element("assessmentItem", xmlns=NAMESPACE, identifier=question.name, title=question.name)
    root.attrib |= {"adaptive": "false", "timeDependent": "false"}
    answers = {f"A{i}": answer for i, answer in enumerate(question.answers, 1)}
    (right,) = (name for name, answer in answers.items() if answer.right)
    declared(root, "responseDeclaration", "RESPONSE", "identifier", right)
    declared(root, "outcomeDeclaration", "SCORE", "float", "0", normalMaximum="1")
    for name in ("FEEDBACK", "SOLUTION")[: 1 + bool(question.steps)]:
        declared(root, "outcomeDeclaration", name, "identifier")
    asked = {"responseIdentifier": "RESPONSE", "shuffle": "true", "maxChoices": "1"}
    choice = SubElement(SubElement(root, "itemBody"), "choiceInteraction", asked)
    filled(SubElement(choice, "prompt"), question.words)
    for name, answer in answers.items():
        filled(SubElement(choice, "simpleChoice", identifier=name), answer.words)
    scored(SubElement(root, "responseProcessing"), solved=bool(question.steps))
    for name, answer in answers.items():
        filled(SubElement(feedback(root, "FEEDBACK", name), "p"), answer.reason)
    if question.steps:
        filled(feedback(root, "SOLUTION", "STEPS"), question.solution)
    return root


def feedback(root: Element, outcome: str, name: str) -> Element:
    """Add what is shown where an outcome has that value."""
    return SubElement(root, "modalFeedback", outcomeIdentifier=outcome, identifier=name, showHide="show")


def scored(processing: Element, *, solved: bool) -> None:
    """Say how a response is scored, of which answer the reason is shown, and whether a solution is."""
    condition = SubElement(processing, "responseCondition")
    met, not_met = SubElement(condition, "responseIf"), SubElement(condition, "responseElse")
    match = SubElement(met, "match")
    SubElement(match, "variable", identifier="RESPONSE")
    SubElement(match, "correct", identifier="RESPONSE")
    for branch, points in ((met, "1"), (not_met, "0")):
        SubElement(
            SubElement(branch, "setOutcomeValue", identifier="SCORE"), "baseValue", baseType="float"
        ).text = points
    chosen = SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
    SubElement(chosen, "variable", identifier="RESPONSE")
    if solved:
        always = SubElement(processing, "setOutcomeValue", identifier="SOLUTION")
        SubElement(always, "baseValue", baseType="identifier").text = "STEPS"


def test(sheet: Sheet) -> Element:
    """Return a quiz: a section for each pool, of which one question is drawn."""
    root = Element("assessmentTest", xmlns=NAMESPACE, identifier=sheet.name, title=sheet.title)
    part = SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    for pool in sheet.pools:
        section = SubElement(part, "assessmentSection", identifier=f"section-{pool.name}", title=pool.name)
        section.set("visible", "false")
        if len(pool.questions) > 1:
            SubElement(section, "selection", select="1")
        for question in pool.questions:
            SubElement(section, "assessmentItemRef", identifier=question.name, href=f"items/{question.name}.xml")
    return root


def files(sheets: list[Sheet]) -> dict[str, bytes]:
    """Return the files of the package."""
    items = {question.name: question for sheet in sheets for question in sheet.questions()}
    resources = [(name, "imsqti_item_xmlv2p1", f"items/{name}.xml", ()) for name in items]
    tests = [(s.name, "imsqti_test_xmlv2p1", f"{s.name}.xml", [q.name for q in s.questions()]) for s in sheets]
    found = {"imsmanifest.xml": package.manifest("QTIv2.1 Package", "1.0.0", [*resources, *tests])}
    found |= {f"{sheet.name}.xml": package.document(test(sheet)) for sheet in sheets}
    return found | {f"items/{name}.xml": package.document(item(question)) for name, question in items.items()}
