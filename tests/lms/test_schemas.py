"""Every quiz and drawn question is valid by the schemas of QTI 1.2 and 2.1 and of their packages.

Opt-in: make test-lms. SCHEMAS names a folder that holds them under their addresses; without it they are fetched.
"""

import os
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "scripts" / "lms"), str(ROOT)]

import canvas  # noqa: E402 - scripts/ is no package
import package  # noqa: E402
import qti  # noqa: E402
import sheets  # noqa: E402
import valid  # noqa: E402

SCHEMAS = Path(os.environ.get("SCHEMAS") or ROOT / "_build" / "schemas")
DAMAGES = {  # what each schema must find: file, what stands there, and what is put in its place
    "canvas.zip": [("quiz-06/quiz-06.xml", "<presentation>", "<presentation><nobody/>"),
                   ("imsmanifest.xml", "<resources>", "<resource/><resources>")],
    "qti21.zip": [("items/softmax-1.xml", 'maxChoices="1"', 'maxChoices="one"'),
                  ("items/softmax-by-hand-7.xml", "<mn>", "<mnn>1</mnn><mn>"),
                  ("quiz-06.xml", 'navigationMode="nonlinear"', 'navigationMode="any"')],
}  # fmt: skip


@pytest.fixture(scope="module")
def written():
    asked = sheets.all_sheets(list(sheets.chapters()), 7, 5)
    return {"canvas.zip": canvas.files(asked), "qti21.zip": qti.files(asked)}


def zipped(folder, written):
    for name, files in written.items():
        (folder / name).write_bytes(package.zipped(files))


def test_every_document_is_valid_and_every_damage_is_found(tmp_path, written):
    schemas = valid.Schemas(SCHEMAS)
    zipped(tmp_path, written)
    assert list(valid.wrong(tmp_path, schemas)) == []
    count = sum(len(zipfile.ZipFile(tmp_path / name).namelist()) for name in written)
    assert count > 300
    damaged = {name: dict(files) for name, files in written.items()}
    for name, damages in DAMAGES.items():
        for member, before, after in damages:
            assert before.encode() in damaged[name][member]
            damaged[name][member] = damaged[name][member].replace(before.encode(), after.encode(), 1)
    zipped(tmp_path, damaged)
    found = list(valid.wrong(tmp_path, schemas))
    for name, damages in DAMAGES.items():
        for member, *_ in damages:
            assert any(said.startswith(f"{name}: {member}: ") for said in found), member
