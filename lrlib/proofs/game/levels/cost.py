"""Chapter 3: the cost of one example, its slope and its bend."""

from lrlib.proofs.game.level import Level, Mistake

LEVELS = (
    Level(
        "sigmoid-slope",
        "The slope of the sigmoid",
        3,
        "binary",
        left=r"\frac{d}{dt} \sigma(t)",
        goal=r"\sigma(t) (1 - \sigma(t))",
        says="The slope needs no new function: it is made of the sigmoid itself.",
        road=(
            r"\frac{d}{dt} (1 + e^{-t})^{-1}",
            r"-(1 + e^{-t})^{-2} \cdot (-e^{-t})",
            r"\frac{1}{1 + e^{-t}} \cdot \left( 1 - \frac{1}{1 + e^{-t}} \right)",
            r"\sigma(t) (1 - \sigma(t))",
        ),
        short=(
            r"\frac{d}{dt} \frac{1}{1 + e^{-t}}",
            r"\frac{e^{-t}}{(1 + e^{-t})^2}",
            r"\sigma(t) (1 - \sigma(t))",
        ),
        proves=("slope of σ",),
        mistakes=(
            Mistake(
                r"\sigma(t) (1 + \sigma(t))",
                "slope of the sigmoid",
                "Beyond 0 the sigmoid flattens: its slope must fall to 0 as σ comes near 1. Here it would come near 2.",
            ),
            Mistake(
                r"-(1 + e^{-t})^{-2} e^{-t}",
                "inner derivative",
                "The exponent is −t: its slope brings one more minus, and the two cancel.",
            ),
            Mistake(
                r"-(1 + e^{-t})^{-2}",
                "chain rule cut short",
                "This is the slope of 1/u at u = 1 + e⁻ᵗ. The slope of u itself is still missing as a factor.",
            ),
            Mistake(
                r"\sigma(t)^2",
                "e⁻ᵗ lost",
                "The numerator is e⁻ᵗ and not 1: the inner slope was taken for 1.",
            ),
            Mistake(
                r"\sigma(t) (\sigma(t) - 1)",
                "sign",
                "The sigmoid rises everywhere, so its slope is positive. This is negative.",
            ),
        ),
    ),
    Level(
        "one-line",
        "Two branches on one line",
        3,
        "binary",
        left=r"\begin{cases} -\log h & \text{if } y = 1 \\ -\log(1 - h) & \text{if } y = 0 \end{cases}",
        goal=r"-y \log h - (1 - y) \log(1 - h)",
        given=r"y \in \{0, 1\}",
        says="A label that is 0 or 1 works as a switch.",
        road=(
            r"\begin{cases} -y \log h & \text{if } y = 1 \\ -(1 - y) \log(1 - h) & \text{if } y = 0 \end{cases}",
            r"-y \log h - (1 - y) \log(1 - h)",
        ),
        short=(r"-y \log h - (1 - y) \log(1 - h)",),
        mistakes=(
            Mistake(
                r"-(1 - y) \log h - y \log(1 - h)",
                "labels swapped",
                "Put y = 1 in: what is left is the price of label 0. The switches are exchanged.",
            ),
            Mistake(
                r"y \log h + (1 - y) \log(1 - h)",
                "negative loss",
                "A cost is never negative, and the logarithm of a probability is never positive. A minus is missing.",
            ),
            Mistake(
                r"-y \log h - \log(1 - h)",
                "switch forgotten",
                "The second price is charged for both labels. Its switch 1 − y is missing.",
            ),
            Mistake(
                r"-\log h - \log(1 - h)",
                "switch forgotten",
                "Both prices are charged at once. Exactly one of them is due, and the label says which.",
            ),
            Mistake(
                r"-y \log h - (1 + y) \log(1 - h)",
                "sign",
                "Put y = 1 in: the second term is to vanish, and here it doubles.",
            ),
        ),
    ),
    Level(
        "likelihood",
        "From the likelihood to the cost",
        3,
        "binary",
        left=r"-\log\left( h^{y} (1 - h)^{1 - y} \right)",
        goal=r"-y \log h - (1 - y) \log(1 - h)",
        says="The logarithm turns a product into a sum, and exponents into factors.",
        road=(
            r"-\left( \log h^{y} + \log (1 - h)^{1 - y} \right)",
            r"-y \log h - \log (1 - h)^{1 - y}",
            r"-y \log h - (1 - y) \log(1 - h)",
        ),
        short=(r"-y \log h - (1 - y) \log(1 - h)",),
        mistakes=(
            Mistake(
                r"-y \log h \cdot (1 - y) \log(1 - h)",
                "log of a product",
                "The logarithm of a product is the sum of the logarithms, not their product.",
            ),
            Mistake(
                r"-y \log h + (1 - y) \log(1 - h)",
                "minus for one term only",
                "The minus stands in front of the whole logarithm, so it belongs to both terms.",
            ),
            Mistake(
                r"-y \log h - (1 - y) \log h",
                "log of a difference",
                "The second base is 1 − h. Its logarithm is log(1 − h).",
            ),
            Mistake(
                r"-y \log h - (1 - y) (1 - \log h)",
                "log of a difference",
                "The logarithm of a difference is not the difference of the logarithms: log(1 − h) stays as it is.",
            ),
            Mistake(
                r"y \log h + (1 - y) \log(1 - h)",
                "negative loss",
                "The minus in front is lost. A cost is minus the logarithm of what was given to the truth.",
            ),
        ),
    ),
    Level(
        "base-rate",
        "The best constant prediction",
        3,
        "binary",
        left=r"C'(p)",
        goal=r"\frac{p - r}{p (1 - p)}",
        learns=(r"C(p) := -r \log p - (1 - r) \log(1 - p)",),
        made_of={"C": "p"},
        says="The slope changes its sign at p = r: who knows nothing says the base rate.",
        road=(
            r"\frac{d}{dp} \left( -r \log p - (1 - r) \log(1 - p) \right)",
            r"-\frac{r}{p} + \frac{1 - r}{1 - p}",
            r"\frac{-r (1 - p) + (1 - r) p}{p (1 - p)}",
            r"\frac{p - r}{p (1 - p)}",
        ),
        short=(
            r"\frac{d}{dp} \left( -r \log p - (1 - r) \log(1 - p) \right)",
            r"\frac{1 - r}{1 - p} - \frac{r}{p}",
            r"\frac{p - r}{p (1 - p)}",
        ),
        mistakes=(
            Mistake(
                r"-\frac{r}{p} - \frac{1 - r}{1 - p}",
                "inner derivative",
                "The slope of log(1 − p) is −1/(1 − p): the inner function 1 − p falls. The second sign turns round.",
            ),
            Mistake(
                r"\frac{r - p}{p (1 - p)}",
                "sign",
                "For p below r the cost must fall, so the slope is negative there. Here it is positive.",
            ),
            Mistake(
                r"p - r",
                "denominator lost",
                "Both fractions were brought over p(1 − p). That denominator does not go away here.",
            ),
            Mistake(
                r"-\frac{r}{p} + \frac{1 - r}{p}",
                "denominator",
                "The second logarithm has 1 − p inside, so 1 − p is what comes below.",
            ),
            Mistake(
                r"\frac{p + r}{p (1 - p)}",
                "sign",
                "Expand the numerator once more: −r + rp + p − rp.",
            ),
        ),
    ),
    Level(
        "squared-slope",
        "Why not squared error? Its slope",
        3,
        "binary",
        left=r"q'(t)",
        goal=r"-2 \sigma(t) (1 - \sigma(t))^2",
        learns=(r"q(t) := (\sigma(t) - 1)^2",),
        made_of={"q": "t"},
        after=("sigmoid-slope",),
        says="A factor σ(1 − σ) stays, and makes the slope flat where the model is most wrong.",
        road=(
            r"\frac{d}{dt} (\sigma(t) - 1)^2",
            r"2 (\sigma(t) - 1) \cdot \frac{d}{dt} \sigma(t)",
            r"2 (\sigma(t) - 1) \sigma(t) (1 - \sigma(t))",
            r"-2 \sigma(t) (1 - \sigma(t))^2",
        ),
        short=(
            r"\frac{d}{dt} (\sigma(t) - 1)^2",
            r"2 (\sigma(t) - 1) \sigma'(t)",
            r"-2 \sigma(t) (1 - \sigma(t))^2",
        ),
        mistakes=(
            Mistake(
                r"2 (\sigma(t) - 1)",
                "chain rule cut short",
                "This is the slope in σ. The score reaches σ through the sigmoid, whose slope is a factor more.",
            ),
            Mistake(
                r"2 \sigma(t) (1 - \sigma(t))^2",
                "sign",
                "σ − 1 is minus (1 − σ). The truth is 1: a higher score makes the error smaller, so the "
                "slope is negative.",
            ),
            Mistake(
                r"-\sigma(t) (1 - \sigma(t))^2",
                "factor 2",
                "The square brings down a 2. Only an error with ½ in front loses it.",
            ),
            Mistake(
                r"\sigma(t) - 1",
                "slope of the squared error kept",
                "That is the slope of the cross-entropy. Squared error keeps the factor σ(1 − σ), and a 2.",
            ),
            Mistake(
                r"2 \sigma(t) (1 - \sigma(t))",
                "outer derivative",
                "The outer function is a square: the base σ − 1 itself is a factor of the slope.",
            ),
        ),
    ),
    Level(
        "cross-entropy-slope",
        "The slope of the cross-entropy",
        3,
        "binary",
        left=r"c'(t)",
        goal=r"\sigma(t) - 1",
        learns=(r"c(t) := -\log \sigma(t)",),
        made_of={"c": "t"},
        after=("sigmoid-slope",),
        says="The logarithm undoes the exponential: where the model is sure and wrong, the slope is nearly −1.",
        road=(
            r"\frac{d}{dt} (-\log \sigma(t))",
            r"-\frac{1}{\sigma(t)} \cdot \frac{d}{dt} \sigma(t)",
            r"-\frac{\sigma(t) (1 - \sigma(t))}{\sigma(t)}",
            r"\sigma(t) - 1",
        ),
        short=(
            r"\frac{d}{dt} (-\log \sigma(t))",
            r"-\frac{1}{\sigma(t)} \sigma'(t)",
            r"-(1 - \sigma(t))",
        ),
        mistakes=(
            Mistake(
                r"-\frac{1}{\sigma(t)}",
                "chain rule cut short",
                "This is the slope in σ. The slope of σ in t is a factor more.",
            ),
            Mistake(
                r"1 - \sigma(t)",
                "sign",
                "The truth is 1: a higher score lowers the cost, so its slope is negative.",
            ),
            Mistake(
                r"-\sigma(t) (1 - \sigma(t))",
                "slope of the squared error kept",
                "The σ in front cancels against the one below the line. That is why this cost does not go flat.",
            ),
            Mistake(
                r"\sigma(t)",
                "labels swapped",
                "That is the slope for the label 0. Here the truth is 1.",
            ),
            Mistake(
                r"-\frac{1 - \sigma(t)}{\sigma(t)}",
                "factor lost",
                "The slope of σ is σ(1 − σ). Its first factor is missing.",
            ),
        ),
    ),
    Level(
        "bend",
        "How the cross-entropy bends",
        3,
        "binary",
        left=r"\frac{d}{dz} (h - y)",
        goal=r"h (1 - h)",
        after=("cross-entropy-slope",),
        says="The bend is positive at every score, and the label has left it: the cost is a bowl.",
        road=(r"\frac{dh}{dz}", r"h (1 - h)"),
        short=(r"h (1 - h)",),
        mistakes=(
            Mistake(
                r"h (1 - h) - y",
                "constant kept",
                "The label does not change with the score, so it has no slope.",
            ),
            Mistake(
                r"(h - y) h (1 - h)",
                "product for a sum",
                "h − y is a difference, not the outer function of a chain. Its slope is that of h.",
            ),
            Mistake(r"1 - h", "slope of the sigmoid", "The slope of the sigmoid has two factors, h and 1 − h."),
            Mistake(
                r"h (1 + h)",
                "slope of the sigmoid",
                "It is one minus h: the slope must vanish where h comes near 1.",
            ),
            Mistake(r"1", "chain rule cut short", "The slope is taken in z, not in h. How does h move with z?"),
        ),
    ),
)
