r"""What the names in the formulas of the book mean, and the definitions that every page may use.

Two families, as the lecture has two halves: `BINARY` (one parameter vector, labels 0 and 1) and `SOFTMAX` (one row of
weights for each class).
"""

from lrlib.proofs.names import Notation

SIGMOID = r"\sigma(a) := \frac{1}{1 + e^{-a}}"

_SCALARS = dict.fromkeys(("t", "p", "r", "a", "s", "b", r"\alpha", r"\beta", r"\lambda", r"\rho", "L", "d", "N"), "")

BINARY = Notation(
    axes={
        **_SCALARS,
        **{
            "x": "^n",
            "y": "^",
            "z": "^",
            "h": "^",
            r"\mathcal{L}": "^",
            r"\ell": "^",
            r"\theta": "n",
            "S": "mm",
            "J": "",
            "P": "",
        },
        **{
            "v": "n",
            "u": "n",
            "g": "n",
            "w": "n",
            r"\mu": "n",
            "s": "n",
            "c": "",
            "q": "",
            "C": "",
            r"\mathcal{P}": "",
        },
        **{r"J_\lambda": "", r"\operatorname{Cost}": "", r"\sigma": "", r"\rho_{\max}": "", r"h_\theta": ""},
        **{"c_1": "", "c_2": "", r"\text{hits}": "", r"\text{misses}": "", r"\text{false alarms}": ""},
        **{r"\text{recall}": "", r"\text{precision}": ""},
    },
    rows={"X": "x", r"\mathbf{y}": "y", r"\mathbf{h}": "h", r"\mathbf{z}": "z"},
    domains={
        **{"h": "unit", "p": "unit", "r": "unit", "c_1": "positive", "c_2": "positive", "s": "positive"},
        **{r"\text{hits}": "positive", r"\text{misses}": "positive", r"\text{false alarms}": "positive"},
        **{r"\rho_{\max}": "positive"},
    },
    loose=("z", "h"),
)

BINARY_DEFINITIONS = (
    SIGMOID,
    r"z := \theta^\top x",
    r"h_\theta(x) := \sigma(\theta^\top x)",
    r"h := \sigma(z)",
    r"\mathcal{L} := -y \log h - (1 - y) \log(1 - h)",
    r"\ell := \mathcal{L}",
    r"J(\theta) := \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}^{(i)}",
    r"S_{ij} := \delta_{ij} h^{(i)} (1 - h^{(i)})",
)

SOFTMAX = Notation(
    axes={
        **_SCALARS,
        **{"x": "^n", "y": "^K", "z": "^K", r"\hat{y}": "^K", r"\mathcal{L}": "^", r"\hat{c}": "^", "c": "^"},
        r"L_\lambda": "",
        **{"w": "Kn", "b": "K", "u": "K", r"\tilde{w}": "Kn", r"\sigma": "", "p": "K", "G": "Kn"},
        **{"t": "^K", "s": "K", "v": "n", r"W_{\text{slide}}": "Kn"},
        **{r"N_{\text{one-vs-all}}": "", r"N_{\text{softmax}}": ""},
    },
    rows={"X": "x", "Y": "y", r"\hat{Y}": r"\hat{y}", "W": "w", "Z": "z", r"\tilde{W}": r"\tilde{w}"},
    domains={"c": "class"},
    loose=("z",),
)

SOFTMAX_DEFINITIONS = (
    SIGMOID,
    r"z_k := w_k^\top x",
    r"\hat{y}_k := \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
    r"\mathcal{L} := -\sum_{k=1}^{K} y_k \log \hat{y}_k",
    r"L := \frac{1}{m} \sum_{i=1}^{m} \mathcal{L}^{(i)}",
    r"\tilde{w}_{kj} := \begin{cases} 0 & \text{if } j = 0 \\ w_{kj} & \text{otherwise} \end{cases}",
)

FAMILIES = {"binary": (BINARY, BINARY_DEFINITIONS), "softmax": (SOFTMAX, SOFTMAX_DEFINITIONS)}
NUMBERS = (
    *("c", "r", "v", "u", "d", "s", "q", "t", "p", "a", "f", "b", "N", "T", "C"),
    *(r"\alpha", r"\lambda", r"\eta", r"\mu", r"\pi", r"\rho", r"\tau", r"\gamma"),
)
FUNCTIONS = (SIGMOID, r"\zeta(a) := \log(1 + e^{a})")
LOSSES = (r"\mathcal{L}", r"\ell")  # of one example
OF_ONE = r"\operatorname{ell}"  # \ell of one example, where \ell is of all of them
OF_ALL = r"\operatorname{ellw}"  # \ell of all examples, where \ell is of one
ERROR_OF_ONE = r"\operatorname{En}"  # E of one example: E_n, where E is of all of them
