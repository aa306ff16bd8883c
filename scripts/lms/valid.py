"""Check quizzes against the published schemas: python scripts/lms/valid.py [FOLDER] [--schemas FOLDER].

QTI 2.1 with MathML by imsqti_v2p1.xsd, both manifests by imscp_v1p1.xsd, QTI 1.2 by ims_qtiasiv1p2p1.dtd. They belong
to 1EdTech (IMS), so none lies here: each is fetched once, and kept in _build/schemas under its address. Needs xmlschema
and lxml. Of Moodle XML there is no schema.
"""

import argparse
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import xmlschema
from lxml import etree

ROOT = Path(__file__).resolve().parents[2]
IMS = "http://www.imsglobal.org"
QTI21 = f"{IMS}/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
PACKAGE = f"{IMS}/xsd/imscp_v1p1.xsd"
QTI12 = f"{IMS}/question/qtiv1p2p1/XMLSchemav1p2p1/xmla/ims_qtiasiv1p2p1schema/dtds/qtiasifulldtd/ims_qtiasiv1p2p1.dtd"
MANIFEST = "imsmanifest.xml"
XSD = "{http://www.w3.org/2001/XMLSchema}"


class Schemas:
    """Schemas by their address, in a folder that mirrors it; what it lacks is fetched, with all that it leads to."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.seen = folder.resolve(), set()

    def path(self, address: str) -> Path:
        """Return the file of an address."""
        path = self.folder / address.split("//", 1)[1]
        if address in self.seen:
            return path
        self.seen.add(address)
        if not path.exists():
            print(f"fetching {address}", flush=True)
            with urlopen(address, timeout=60) as answer:
                content = answer.read()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if path.suffix == ".xsd":
            for element in etree.parse(path).iter(f"{XSD}import", f"{XSD}include", f"{XSD}redefine"):
                self.path(urljoin(address, element.get("schemaLocation", address)))
        return path

    def local(self, address: str) -> str:
        """Return where a schema lies; a place beside another one stays as it is."""
        return self.path(address).as_uri() if address.startswith("http") else address

    def schema(self, address: str) -> xmlschema.XMLSchema10:
        """Return an XML Schema with all that it imports."""
        return xmlschema.XMLSchema10(self.local(address), uri_mapper=self.local)


def wrong(folder: Path, schemas: Schemas) -> Iterator[str]:
    """Yield what the schemas say against the two packages."""
    manifests, items = schemas.schema(PACKAGE), schemas.schema(QTI21)
    dtd = etree.DTD(str(schemas.path(QTI12)))
    for name in ("canvas.zip", "qti21.zip"):
        archive = zipfile.ZipFile(folder / name)
        for member in archive.namelist():
            content = archive.read(member).decode()
            if member == MANIFEST or name == "qti21.zip":
                found = [e.reason for e in (manifests if member == MANIFEST else items).iter_errors(content)]
            else:
                bare = etree.fromstring(re.sub(r' xmlns="[^"]*"', "", content, count=1).encode())  # a DTD knows none
                found = [] if dtd.validate(bare) else [e.message for e in dtd.error_log.filter_from_errors()]
            yield from (f"{name}: {member}: {said}" for said in found)


def main() -> None:
    """Print what is wrong, and end with 1 where anything is."""
    parser = argparse.ArgumentParser(prog="python scripts/lms/valid.py", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "_build" / "lms", help="of the two zips")
    parser.add_argument("--schemas", type=Path, default=ROOT / "_build" / "schemas", help="where they are kept")
    options = parser.parse_args()
    try:
        found = list(wrong(options.folder, Schemas(options.schemas)))
    except OSError as error:
        raise SystemExit(f"a schema cannot be had ({error}); put it into {options.schemas} under its address") from None
    count = sum(len(zipfile.ZipFile(options.folder / name).namelist()) for name in ("canvas.zip", "qti21.zip"))
    print(*found[:20], f"{count} documents, {len(found)} errors", sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
