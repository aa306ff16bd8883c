"""A content package: documents and a manifest that names them, in a zip that is the same each time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

NAMESPACE = "http://www.imsglobal.org/xsd/imscp_v1p1"
BEGAN = (1980, 1, 1, 0, 0, 0)  # what a zip can say at least: the same quizzes, the same bytes
Resource = tuple[str, str, str, Iterable[str]]  # identifier, type, file, identifiers that it depends on


def document(root: Element) -> bytes:
    """Return a document as the bytes of its file."""
    return tostring(root, encoding="utf-8", xml_declaration=True)


def manifest(schema: str, version: str, resources: Iterable[Resource]) -> bytes:
    """Return the manifest of a package."""
    root = Element("manifest", xmlns=NAMESPACE, identifier="logistic-and-softmax-regression")
    metadata = SubElement(root, "metadata")
    SubElement(metadata, "schema").text = schema
    SubElement(metadata, "schemaversion").text = version
    SubElement(root, "organizations")
    listed = SubElement(root, "resources")
    for name, kind, path, needed in resources:
        resource = SubElement(listed, "resource", identifier=name, type=kind, href=path)
        SubElement(resource, "file", href=path)
        for other in needed:
            SubElement(resource, "dependency", identifierref=other)
    indent(root)
    return document(root)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return files as a zip."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, BEGAN), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()
