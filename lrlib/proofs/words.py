"""Names of functions that are written as words, and patterns: of a name that is no part of a longer one, of space."""

import re

SPACE = r"(?:\s|\\quad|\\qquad|\\[ ,;:!])*"  # what only keeps signs apart
WORDS = {
    "sigmoid": r"\sigma",
    "logistic": r"\sigma",
    "softmax": r"\operatorname{softmax}",
    "LSE": r"\operatorname{LSE}",
    "logsumexp": r"\operatorname{LSE}",
    "logit": r"\operatorname{logit}",
    "sigm": r"\sigma",
    "expit": r"\sigma",
    "sig": r"\sigma",
    "Cost": r"\operatorname{Cost}",
    "cost": r"\operatorname{Cost}",
    "loss": r"\operatorname{Cost}",
    "BCE": r"\operatorname{BCE}",
    "LogLoss": r"\operatorname{BCE}",
    "logloss": r"\operatorname{BCE}",
    "CE": r"\operatorname{BCE}",
    "LogSoftmax": r"\log \operatorname{softmax}",
    "LogSigmoid": r"\log \sigma",
    "odds": r"\operatorname{odds}",
    "Sigmoid": r"\sigma",
    "Softmax": r"\operatorname{softmax}",
    "log-sum-exp": r"\operatorname{LSE}",
    "lse": r"\operatorname{LSE}",
    "softplus": r"\zeta",
    "Softplus": r"\zeta",
    "LCE": r"\operatorname{BCE}",
    "NLL": r"\operatorname{NLL}",
    "Pr": r"\Pr",
    "tanh": r"\tanh",
    "diag": r"\operatorname{diag}",
    "argmax": r"\arg\max",
    "arg max": r"\arg\max",
    "argmin": r"\arg\min",
    "arg min": r"\arg\min",
    "max": r"\max",
    "exp": r"\exp",
    "log": r"\log",
    "ln": r"\log",
}


def word(name: str) -> str:
    """Return the pattern of a name that is no part of a longer one.

    Parameters
    ----------
    name : str
        A letter or a command.

    Returns
    -------
    str
        A regular expression without groups.
    """
    before = r"(?<![A-Za-z\\])(?<!hat\{)(?<!cal\{)(?<!bf\{)(?<!bb\{)(?<!ilde\{)" if name[0] != "\\" else ""
    return before + re.escape(name) + (r"(?![A-Za-z])" if name[-1].isalpha() else "")
