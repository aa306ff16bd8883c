"""Quizzes as QTI 1.2 in a package that Canvas imports: one assessment a quiz; a pool of several is a question group."""

from xml.etree.ElementTree import Element, SubElement

import package
from sheets import Pool, Question, Sheet

NAMESPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
RESPONSE = "response1"
GENERAL = "general_fb"  # what Canvas shows whatever was answered


def fields(parent: Element, **values: str) -> None:
    """Add metadata, as pairs of label and entry."""
    metadata = SubElement(parent, "qtimetadata")
    for label, entry in values.items():
        pair = SubElement(metadata, "qtimetadatafield")
        SubElement(pair, "fieldlabel").text = label
        SubElement(pair, "fieldentry").text = entry


def material(parent: Element, html: str) -> None:
    """Add words."""
    text = SubElement(SubElement(parent, "material"), "mattext", texttype="text/html")
    text.text = html


def item(parent: Element, question: Question) -> None:
    """Add a question: its answers, the score of the right one, and the reason of each as feedback."""
    found = SubElement(parent, "item", ident=question.name, title=question.name)
    fields(SubElement(found, "itemmetadata"), question_type="multiple_choice_question", points_possible="1")
    presentation = SubElement(found, "presentation")
    material(presentation, question.words)
    response = SubElement(presentation, "response_lid", ident=RESPONSE, rcardinality="Single")
    choice = SubElement(response, "render_choice", shuffle="Yes")
    processing = SubElement(found, "resprocessing")
    decvar = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": "100"}
    SubElement(SubElement(processing, "outcomes"), "decvar", decvar)
    for number, answer in enumerate(question.answers, 1):
        name = f"{question.name}-{number}"
        material(SubElement(choice, "response_label", ident=name), answer.words)
        condition = SubElement(processing, "respcondition", {"continue": "Yes"})
        SubElement(SubElement(condition, "conditionvar"), "varequal", respident=RESPONSE).text = name
        if answer.right:
            SubElement(condition, "setvar", action="Set", varname="SCORE").text = "100"
        SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=f"{name}_fb")
        shown(found, f"{name}_fb", answer.reason)
    if question.steps:
        condition = SubElement(processing, "respcondition", {"continue": "Yes"})
        SubElement(SubElement(condition, "conditionvar"), "other")
        SubElement(condition, "displayfeedback", feedbacktype="Response", linkrefid=GENERAL)
        shown(found, GENERAL, question.solution)


def shown(parent: Element, name: str, html: str) -> None:
    """Add a feedback that a condition names."""
    material(SubElement(SubElement(parent, "itemfeedback", ident=name), "flow_mat"), html)


def group(parent: Element, pool: Pool) -> None:
    """Add a section of which each student is asked one question; it earns what each of them does."""
    section = SubElement(parent, "section", ident=f"group-{pool.name}", title=pool.name)
    selection = SubElement(SubElement(section, "selection_ordering"), "selection")
    SubElement(selection, "selection_number").text = "1"
    for question in pool.questions:
        item(section, question)


def assessment(sheet: Sheet) -> Element:
    """Return a quiz as one document."""
    root = Element("questestinterop", xmlns=NAMESPACE)
    whole = SubElement(root, "assessment", ident=sheet.name, title=sheet.title)
    fields(whole, cc_maxattempts="unlimited")
    section = SubElement(whole, "section", ident="root_section")
    for pool in sheet.pools:
        if len(pool.questions) > 1:
            group(section, pool)
        else:
            item(section, pool.questions[0])
    return root


def files(sheets: list[Sheet]) -> dict[str, bytes]:
    """Return the files of the package."""
    names = {sheet.name: f"{sheet.name}/{sheet.name}.xml" for sheet in sheets}
    resources = [(name, "imsqti_xmlv1p2", path, ()) for name, path in names.items()]
    documents = {names[sheet.name]: package.document(assessment(sheet)) for sheet in sheets}
    return {"imsmanifest.xml": package.manifest("QTI", "1.2", resources), **documents}
