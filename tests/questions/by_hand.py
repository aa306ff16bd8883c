"""The right answer of every template by another road: plain arithmetic, no lrlib."""

from math import exp, log, log1p, prod, sqrt


def share(z, k):
    return exp(z[k]) / sum(map(exp, z))


def crossed(y, p):
    return sum(a * -log(b) for a, b in zip(y, p, strict=True))


def told(h, y):
    return h if y == 1 else 1 - h


def mean_slope(n):
    return sum((h - y) * x for h, y, x in zip(n["h"], n["y"], n["x"], strict=True)) / len(n["x"])


def score(theta, x):
    return theta[0] + theta[1] * x[0] + theta[2] * x[1]


def bound(x):
    return sum(v * v for v in x) / len(x) / 4


def standardised(n):
    column = [n["low"], n["high"], n["low"], n["high"]]
    mean = sum(column) / 4
    return (n["x"] - mean) / sqrt(sum((v - mean) ** 2 for v in column) / 4)


def odds_times(p, factor):
    return 1 / (1 + (1 - p) / p / factor)


def first_slope(n):
    ones, x = n["n"], n["x"]
    return abs(ones / 4 * sum(x) - sum(x[:ones])) / 4


def squares(n):
    return sum(k * (p - a) * (p - a) for k, p, a in zip(n["n"], n["p"], n["a"], strict=True)) / sum(n["n"])


BY_HAND = {
    "accuracy-of-silence": lambda n: (n["m"] - n["rare"]) / n["m"],
    "threshold-from-prices": lambda n: 1 / (1 + n["miss"] / n["alarm"]),
    "precision-from-counts": lambda n: n["tp"] / (n["tp"] + n["fp"]),
    "recall-from-counts": lambda n: n["tp"] / (n["tp"] + n["fn"]),
    "bill-of-a-detector": lambda n: n["fp"] * n["alarm"] + n["fn"] * n["miss"],
    "sigmoid-of-a-score": lambda n: 1 - 1 / (1 + exp(score(n["theta"], n["x"]))),
    "log-odds-of-a-probability": lambda n: log(n["p"]) - log(1 - n["p"]),
    "probability-of-odds": lambda n: 1 - n["b"] / (n["a"] + n["b"]),
    "slope-of-the-sigmoid": lambda n: n["p"] - n["p"] ** 2,
    "factor-of-the-odds": lambda n: exp(n["w"]) ** n["rise"],
    "point-on-the-boundary": lambda n: -n["theta"][0] / n["theta"][2] - n["theta"][1] / n["theta"][2] * n["x"],
    "price-of-one-example": lambda n: -log(told(n["h"], n["y"])),
    "cost-of-three-examples": lambda n: -log(prod(map(told, n["h"], n["y"]))) / 3,
    "cost-of-a-score": lambda n: n["z"] + log(1 + exp(-n["z"])),
    "best-constant-cost": lambda n: crossed([n["n"] / 10, 1 - n["n"] / 10], [n["n"] / 10, 1 - n["n"] / 10]),
    "slope-of-one-example": lambda n: (n["h"] - n["y"]) * n["x"],
    "slope-of-two-examples": mean_slope,
    "one-step": lambda n: n["theta"] - n["alpha"] * n["slope"],
    "two-steps-in-a-bowl": lambda n: n["theta"] * (1 - n["alpha"] * n["bend"]) ** 2,
    "rate-that-overshoots": lambda n: 2 / n["bend"],
    "rate-that-is-promised": lambda n: 2 / bound(n["x"]),
    "newton-step-of-the-bias": lambda n: (n["n"] / n["m"] - 0.5) / 0.25,
    "standardised-value": standardised,
    "one-vs-all-decision": lambda n: f"class {n['z'].index(max(n['z'])) + 1}",
    "labels-of-one-model": lambda n: [1 if v == n["k"] else 0 for v in n["y"]],
    "number-of-weights": lambda n: n["K"] * n["n"] + n["K"],
    "sum-of-the-scores": lambda n: sum(1 / (1 + exp(-z)) for z in n["z"]),
    "softmax-by-hand": lambda n: share(n["z"], n["k"]),
    "softmax-of-logarithms": lambda n: n["a"][n["k"]] / sum(n["a"]),
    "log-sum-exp": lambda n: n["top"] + log(1 + exp(-n["less"][0]) + exp(-n["less"][1])),
    "doubled-logits": lambda n: n["a"][n["k"]] ** 2 / sum(v**2 for v in n["a"]),
    "weights-that-data-tell": lambda n: n["K"] * n["n"] - n["n"],
    "softmax-of-two": lambda n: share(n["z"], 0),
    "loss-of-one-example": lambda n: -log(n["p"][n["c"]]),
    "mean-loss-of-two": lambda n: -log(n["P"][0][n["c"][0]] * n["P"][1][n["c"][1]]) / 2,
    "loss-of-equal-shares": lambda n: log(n["K"]),
    "loss-of-soft-labels": lambda n: crossed(n["y"], n["p"]),
    "loss-above-the-entropy": lambda n: sum(a * log(a / b) for a, b in zip(n["y"], n["p"], strict=True)),
    "jacobian-off-the-diagonal": lambda n: -n["p"][n["j"]] * n["p"][n["k"]],
    "jacobian-on-the-diagonal": lambda n: n["p"][n["k"]] - n["p"][n["k"]] ** 2,
    "slope-by-another-logit": lambda n: n["p"][n["k"]],
    "slope-by-a-weight": lambda n: (n["p"][n["k"]] - (n["k"] == n["c"])) * n["x"],
    "slope-by-a-bias": lambda n: n["p"][n["k"]] - (n["k"] == n["c"]),
    "penalised-slope": lambda n: n["slope"] + n["l2"] * n["w"],
    "penalised-slope-of-the-intercept": lambda n: n["slope"],
    "shrunken-weight": lambda n: (1 - n["alpha"] * n["l2"]) * n["w"] - n["alpha"] * n["slope"],
    "accuracy-of-three-classes": lambda n: sum(n["table"][k][k] for k in range(3)) / sum(map(sum, n["table"])),
    "recall-of-a-class": lambda n: n["table"][n["k"]][n["k"]] / sum(n["table"][n["k"]]),
    "standard-error-of-an-accuracy": lambda n: sqrt((n["a"] - n["a"] ** 2) / n["m"]),
    "probability-behind-a-loss": lambda n: exp(-n["loss"]),
    "statistic-of-two-models": lambda n: (n["s"] - n["t"]) * n["m"] * 2,
    "criterion-of-a-model": lambda n: (n["m"] * n["s"] + n["n"]) * 2,
    "residual-of-pearson": lambda n: sqrt((1 - n["h"]) / n["h"]) if n["y"] else -sqrt(n["h"] / (1 - n["h"])),
    "reliability-of-two-groups": squares,
    "probability-after-undersampling": lambda n: odds_times(n["r"], n["d"]),
    "intercept-after-undersampling": lambda n: n["b"] + log(n["d"]),
    "probability-behind-balanced-weights": lambda n: odds_times(n["r"], n["a"] / (1 - n["a"])),
    "rate-of-few-events": lambda n: (2 * n["a"] + 1) / (2 * n["m"] + 2),
    "weight-under-l1": lambda n: n["c"] * (1 - n["t"] / abs(n["c"])),
    "weight-under-l2": lambda n: n["c"] / (1 + n["l2"] / n["b"]),
    "strength-of-a-belief": lambda n: 1 / n["m"] / n["tau"] / n["tau"],
    "strength-at-which-a-path-begins": first_slope,
    "coefficient-from-another-reference": lambda n: (n["a"] + n["c"]) - (n["a"] + n["b"]),
    "ratio-of-two-classes": lambda n: exp(n["w"]) / exp(n["v"]),
    "chance-of-the-middle-class": lambda n: 1 / (1 + exp(n["low"] - n["t"])) - 1 / (1 + exp(n["high"] - n["t"])),
    "loss-of-several-labels": lambda n: -log(prod(map(told, n["p"], n["y"]))),
    "factor-of-a-plain-step": lambda n: (n["q"] ** 2 - 1) / (n["q"] ** 2 + 1),
    "factor-of-a-memory": lambda n: 1 - 2 / (n["q"] + 1),
    "rate-that-fades": lambda n: n["alpha"] * n["c"] / (n["c"] + n["t"]),
    "number-for-least-squares": lambda n: n["z"] + (1 + exp(-n["z"]) if n["y"] else -1 - exp(n["z"])),
    "slope-that-is-measured": lambda n: 3 * n["a"] ** 2 + n["h"] ** 2,
    "parameters-of-a-network": lambda n: n["H"] * n["n"] + n["H"] + n["K"] * n["H"] + n["K"],
    "slope-by-a-hidden-weight": lambda n: n["e"] * n["a"] * n["t"] * (1 - n["s"]) * (1 + n["s"]),
    "slope-where-two-paths-meet": lambda n: n["p"] * n["q"] + n["u"] * n["v"],
    "value-on-the-training-scale": lambda n: (log1p(n["x"]) - n["mean"]) / n["sd"],
    "bill-for-a-thousand": lambda n: 1000 / n["m"] * (n["lost"] * n["alarm"] + n["missed"] * n["miss"]),
    "border-of-a-logit": lambda n: log(n["alarm"]) - log(n["miss"]),
    "missed-in-a-group": lambda n: n["first"]["missed"] / (n["first"]["missed"] + n["first"]["found"]),
}
