r"""How others write the same: tables of definitions in the letters of a book, or in those that a formula uses.

Two kinds, as there are two models: `one_label` (a weight for each column, labels 0 and 1) and `classes` (a row of
weights for each class). tests/proofs/test_notations.py compares the tables with lrlib.
"""

from lrlib.proofs.classes import classes
from lrlib.proofs.hessians import with_hessian
from lrlib.proofs.names import Notation, Table
from lrlib.proofs.notation import BINARY, BINARY_DEFINITIONS, NUMBERS, SOFTMAX, SOFTMAX_DEFINITIONS
from lrlib.proofs.one_label import one_label

INFORMATION = Table(
    Notation(
        axes={
            **dict.fromkeys(NUMBERS, ""),
            **{"p": "K", "q": "K", "u": "K", "v": "K", "H": "", r"\operatorname{KL}": "", r"\operatorname{KLr}": ""},
            **{r"\operatorname{Hc}": "", r"\operatorname{Hp}": "", r"\operatorname{Hq}": "", r"\operatorname{Hr}": ""},
        },
        domains={"u": "positive", "v": "positive"},
        open=(),
    ),
    (
        r"p_k := \frac{u_k}{\sum_{j=1}^{K} u_j}",
        r"q_k := \frac{v_k}{\sum_{j=1}^{K} v_j}",
        r"H := -\sum_{k=1}^{K} p_k \log q_k",
        r"\operatorname{Hc} := -\sum_{k=1}^{K} p_k \log q_k",
        r"\operatorname{Hr} := -\sum_{k=1}^{K} q_k \log p_k",
        r"\operatorname{Hp} := -\sum_{k=1}^{K} p_k \log p_k",
        r"\operatorname{Hq} := -\sum_{k=1}^{K} q_k \log q_k",
        r"\operatorname{KL} := \sum_{k=1}^{K} p_k \log \frac{p_k}{q_k}",
        r"\operatorname{KLr} := \sum_{k=1}^{K} q_k \log \frac{q_k}{p_k}",
    ),
    "p and q for two distributions",
)

PENALISED = r"J_\lambda(\theta) := J(\theta) + \frac{\lambda}{2} \sum_{j=1}^{n-1} \theta_j^2"
OF_CLASSES = (  # what the page of notation says and the chapters define where they need it
    r"L_\lambda := L + \frac{\lambda}{2} \sum_{k=1}^{K} \sum_{j=1}^{n-1} w_{kj}^2",
    r"\hat{c} := \arg\max_k \hat{y}_k",
)
SUMS = (r"\sum_{j=1}^{K} y_j = 1", r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i")
TABLES = {
    "binary": Table(
        BINARY, (*BINARY_DEFINITIONS, PENALISED), "one label: h, θ", (r"y \in \{0, 1\}",), w=r"\theta", z="z", p="h"
    ),
    "softmax": Table(
        SOFTMAX,
        (*SOFTMAX_DEFINITIONS, *OF_CLASSES),
        holds=(*SUMS, r"y \text{ is one-hot}"),
        other={"L of one example": r"L := \mathcal{L}"},
        w="w",
        z="z",
        p=r"\hat{y}",
        many=True,
        taught=SUMS,
    ),
    "cs229": with_hessian(one_label(w=r"\theta", said='notation="cs229"', likelihood=True), r"\ell"),
    "bishop": with_hessian(one_label(r"\phi", "t", "w", "a", "y", said='notation="bishop"', likelihood=True), "E"),
    "statistics": one_label(w=r"\beta", z=r"\eta", h="p", said='notation="statistics"', likelihood=True),
    "d2l": classes(z="o", bias="b", said='notation="d2l"'),
    "columns": classes(across=True, said='notation="columns": W has a column for each class'),
    "ng": one_label(h="a", bias="b", across=True, said='notation="ng"', likelihood=False),
    "ufldl": classes(w=r"\theta", total="sum", said='notation="ufldl"'),
}
