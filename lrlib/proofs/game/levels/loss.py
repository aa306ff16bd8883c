"""Chapter 7: what softmax keeps, and what one example pays."""

from lrlib.proofs.game.level import Level, Mistake

ONE = r"\sum_{j=1}^{K} y_j = 1"

LEVELS = (
    Level(
        "shift",
        "Only differences count",
        7,
        "softmax",
        left=r"\frac{e^{z_k + a}}{\sum_{j=1}^{K} e^{z_j + a}}",
        goal=r"\hat{y}_k",
        says="The same number added to every logit changes no probability.",
        road=(
            r"\frac{e^{z_k} e^{a}}{\sum_{j=1}^{K} e^{z_j} e^{a}}",
            r"\frac{e^{a} e^{z_k}}{e^{a} \sum_{j=1}^{K} e^{z_j}}",
            r"\frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}",
            r"\hat{y}_k",
        ),
        short=(r"\frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}", r"\hat{y}_k"),
        mistakes=(
            Mistake(
                r"e^{a} \hat{y}_k",
                "constant taken out once",
                "The factor e^a stands below the line as well. It cancels.",
            ),
            Mistake(
                r"\frac{e^{z_k} + e^{a}}{\sum_{j=1}^{K} (e^{z_j} + e^{a})}",
                "exponential of a sum",
                "The exponential of a sum is the product of the exponentials, not their sum.",
            ),
            Mistake(
                r"\hat{y}_k + a",
                "shift of the probability",
                "A shift of all logits is no shift of the probabilities: they still sum to 1.",
            ),
            Mistake(
                r"\frac{e^{z_k} e^{a}}{\sum_{j=1}^{K} e^{z_j}}",
                "constant taken out once",
                "In the sum below, every term has the factor e^a, too.",
            ),
            Mistake(
                r"\frac{e^{a} e^{z_k}}{K e^{a} \sum_{j=1}^{K} e^{z_j}}",
                "constant counted K times",
                "A common factor is taken out of a sum once, not once for each term.",
            ),
        ),
    ),
    Level(
        "ratio",
        "The odds of two classes",
        7,
        "softmax",
        left=r"\frac{\hat{y}_j}{\hat{y}_k}",
        goal=r"e^{z_j - z_k}",
        says="What the sum over all classes does not touch: the odds of one class against another.",
        road=(
            r"\frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}} \cdot \frac{\sum_{l=1}^{K} e^{z_l}}{e^{z_k}}",
            r"\frac{e^{z_j}}{e^{z_k}}",
            r"e^{z_j - z_k}",
        ),
        short=(r"\frac{e^{z_j}}{e^{z_k}}", r"e^{z_j - z_k}"),
        mistakes=(
            Mistake(
                r"\frac{z_j}{z_k}",
                "shares of logits",
                "Probabilities are shares of exponentials, not of the logits themselves.",
            ),
            Mistake(
                r"e^{z_j / z_k}",
                "exponential of a quotient",
                "A quotient of exponentials is the exponential of the difference.",
            ),
            Mistake(r"e^{z_k - z_j}", "sign", "Numerator first: class j stands above, so z_j has the plus."),
            Mistake(r"z_j - z_k", "log forgotten", "That is the logarithm of the odds. The odds are its exponential."),
            Mistake(
                r"e^{z_j} - e^{z_k}",
                "quotient for a difference",
                "The exponentials are divided. Only their exponents are subtracted.",
            ),
        ),
    ),
    Level(
        "two-classes",
        "With two classes it is the sigmoid",
        7,
        "softmax",
        left=r"\hat{y}_1",
        goal=r"\sigma(z_1 - z_2)",
        given="K = 2",
        sizes={"K": 2},
        says="Nothing of the first chapters is lost: the sigmoid is softmax with two classes.",
        road=(
            r"\frac{e^{z_1}}{e^{z_1} + e^{z_2}}",
            r"\frac{1}{1 + e^{z_2} / e^{z_1}}",
            r"\frac{1}{1 + e^{-(z_1 - z_2)}}",
            r"\sigma(z_1 - z_2)",
        ),
        short=(
            r"\frac{e^{z_1}}{e^{z_1} + e^{z_2}}",
            r"\frac{1}{1 + e^{-(z_1 - z_2)}}",
            r"\sigma(z_1 - z_2)",
        ),
        mistakes=(
            Mistake(
                r"\sigma(z_1)",
                "sigmoid of the own logit",
                "Softmax compares: the other logit counts as well. This is right only where z₂ = 0.",
            ),
            Mistake(
                r"\sigma(z_2 - z_1)",
                "sign",
                "That is the probability of class 2. A larger z₁ must raise the probability of class 1.",
            ),
            Mistake(
                r"\frac{z_1}{z_1 + z_2}",
                "shares of logits",
                "Shares are taken of the exponentials: logits may be negative.",
            ),
            Mistake(
                r"\sigma(z_1 + z_2)",
                "sign",
                "Adding the same number to both logits must change nothing. Here it would.",
            ),
            Mistake(
                r"\frac{1}{1 + e^{z_1 - z_2}}",
                "sign of the exponent",
                "Divide above and below by the exponential of z₁: what is left below is e to z₂ − z₁.",
            ),
        ),
    ),
    Level(
        "loss-of-two-classes",
        "The loss of two classes is the cost of chapter 3",
        7,
        "softmax",
        left=r"\mathcal{L}",
        goal=r"-y_1 \log \hat{y}_1 - (1 - y_1) \log(1 - \hat{y}_1)",
        given=r"K = 2, \sum_{j=1}^{K} y_j = 1",
        sizes={"K": 2},
        says="One sum for any number of classes; for two of them it is the line with two terms.",
        road=(
            r"-\sum_{j=1}^{K} y_j \log \hat{y}_j",
            r"-y_1 \log \hat{y}_1 - y_2 \log \hat{y}_2",
            r"-y_1 \log \hat{y}_1 - (1 - y_1) \log \hat{y}_2",
            r"-y_1 \log \hat{y}_1 - (1 - y_1) \log(1 - \hat{y}_1)",
        ),
        short=(
            r"-y_1 \log \hat{y}_1 - y_2 \log \hat{y}_2",
            r"-y_1 \log \hat{y}_1 - y_2 \log(1 - \hat{y}_1)",
            r"-y_1 \log \hat{y}_1 - (1 - y_1) \log(1 - \hat{y}_1)",
        ),
        mistakes=(
            Mistake(
                r"-y_1 \log \hat{y}_1",
                "term forgotten",
                "Where the label is the second class, this charges nothing.",
            ),
            Mistake(
                r"y_1 \log \hat{y}_1 + (1 - y_1) \log(1 - \hat{y}_1)",
                "negative loss",
                "A loss is never negative, and the logarithms are. The minus is missing.",
            ),
            Mistake(
                r"-y_1 \log \hat{y}_1 - (1 - y_1) \log \hat{y}_1",
                "one probability for two",
                "The second class has the probability that is left: 1 − ŷ₁.",
            ),
            Mistake(
                r"-\frac{1}{2} \left( y_1 \log \hat{y}_1 + y_2 \log \hat{y}_2 \right)",
                "mean over classes",
                "The loss is summed over the classes. The mean is taken over the examples, elsewhere.",
            ),
            Mistake(
                r"-y_1 \log(1 - \hat{y}_1) - (1 - y_1) \log \hat{y}_1",
                "labels swapped",
                "Each label pays for the other's probability.",
            ),
        ),
    ),
    Level(
        "entropy",
        "Entropy and divergence",
        7,
        "softmax",
        left=r"-\sum_{k=1}^{K} y_k \log \hat{y}_k",
        goal=r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} y_k \log \frac{y_k}{\hat{y}_k}",
        given=r"y_k > 0 \text{ for all } k",
        says="A part that no model can remove, and a part that measures how far it is off.",
        road=(
            r"-\sum_{k=1}^{K} y_k (\log y_k + \log \hat{y}_k - \log y_k)",
            r"-\sum_{k=1}^{K} y_k \left( \log y_k - \log \frac{y_k}{\hat{y}_k} \right)",
            r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} y_k \log \frac{y_k}{\hat{y}_k}",
        ),
        short=(r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} y_k \log \frac{y_k}{\hat{y}_k}",),
        mistakes=(
            Mistake(
                r"-\sum_{k=1}^{K} y_k \log y_k - \sum_{k=1}^{K} y_k \log \frac{y_k}{\hat{y}_k}",
                "sign",
                "The logarithm of the quotient already has the minus of log ŷ in it.",
            ),
            Mistake(
                r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} \hat{y}_k \log \frac{\hat{y}_k}{y_k}",
                "divergence turned round",
                "The divergence is not symmetric. The truth y stands in front, since it is what happens.",
            ),
            Mistake(
                r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} y_k \log \frac{\hat{y}_k}{y_k}",
                "quotient turned round",
                "The quotient is upside down: this is the same with the other sign.",
            ),
            Mistake(
                r"-\sum_{k=1}^{K} y_k \log y_k + \sum_{k=1}^{K} \log \frac{y_k}{\hat{y}_k}",
                "weight forgotten",
                "Each logarithm is weighed by the probability that its class happens.",
            ),
            Mistake(
                r"\sum_{k=1}^{K} y_k \log \frac{y_k}{\hat{y}_k}",
                "entropy forgotten",
                "That is the divergence alone. For labels that are sure it is the whole loss, for soft ones not.",
            ),
        ),
    ),
    Level(
        "log-sum-exp",
        "The loss without a quotient",
        7,
        "softmax",
        left=r"\mathcal{L}",
        goal=r"\log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j",
        given=ONE,
        says="How programs compute the loss: no logarithm of a small number is left.",
        road=(
            r"-\sum_{j=1}^{K} y_j \log \hat{y}_j",
            r"-\sum_{j=1}^{K} y_j \log \frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}}",
            r"-\sum_{j=1}^{K} y_j \left( z_j - \log \sum_{l=1}^{K} e^{z_l} \right)",
            r"\left( \sum_{j=1}^{K} y_j \right) \log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j",
            r"\log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j",
        ),
        short=(
            r"-\sum_{j=1}^{K} y_j \log \hat{y}_j",
            r"-\sum_{j=1}^{K} y_j \log \frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}}",
            r"-\sum_{j=1}^{K} y_j \left( z_j - \log \sum_{l=1}^{K} e^{z_l} \right)",
            r"\log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j",
        ),
        mistakes=(
            Mistake(
                r"\sum_{l=1}^{K} z_l - \sum_{j=1}^{K} y_j z_j",
                "log of a sum",
                "The logarithm of a sum is not the sum of the logarithms. The sum of exponentials stays inside.",
            ),
            Mistake(
                r"\sum_{j=1}^{K} y_j z_j - \log \sum_{l=1}^{K} e^{z_l}",
                "negative loss",
                "The sign is turned round: this is never positive, and a loss is never negative.",
            ),
            Mistake(
                r"K \log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j",
                "constant counted K times",
                "The logarithm of the sum is weighed by the labels, and those sum to 1, not to K.",
            ),
            Mistake(
                r"\log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} z_j",
                "label forgotten",
                "Only the logit of the true class is subtracted: each z_j is weighed by its label.",
            ),
            Mistake(
                r"\log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j e^{z_j}",
                "log forgotten",
                "The logarithm has undone the exponential of the numerator: what is left is z_j.",
            ),
        ),
    ),
)
