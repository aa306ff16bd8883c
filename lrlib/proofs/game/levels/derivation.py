"""Chapter 8: from the softmax's two cases to the gradient of a whole batch, and once more for the Hessian."""

from lrlib.proofs.game.level import Level, Mistake

ONE = r"\sum_{j=1}^{K} y_j = 1"
ALL = r"\sum_{k=1}^{K} y_k^{(i)} = 1 \text{ for all } i"
CHAIN = r"\sum_{j=1}^{K} \frac{\partial \mathcal{L}}{\partial \hat{y}_j} \cdot \frac{\partial \hat{y}_j}{\partial z_k}"
BOTH = r"\sum_{j=1}^{K} \left( -\frac{y_j}{\hat{y}_j} \right) \cdot \frac{\partial \hat{y}_j}{\partial z_k}"
APART = (
    r"-\frac{y_k}{\hat{y}_k} \cdot \frac{\partial \hat{y}_k}{\partial z_k} - \sum_{j \neq k} "
    r"\frac{y_j}{\hat{y}_j} \cdot "
    r"\frac{\partial \hat{y}_j}{\partial z_k}"
)
CASES = (
    r"-\frac{y_k}{\hat{y}_k} \cdot \hat{y}_k (1 - \hat{y}_k) - \sum_{j \neq k} \frac{y_j}{\hat{y}_j} \cdot "
    r"(-\hat{y}_j \hat{y}_k)"
)
ADDED = r"-y_k (1 - \hat{y}_k) + \sum_{j \neq k} y_j \hat{y}_k"
EXPANDED = r"-y_k + y_k \hat{y}_k + \hat{y}_k \sum_{j \neq k} y_j"
GENERAL = r"\hat{y}_k \sum_{j=1}^{K} y_j - y_k"
BY, SUM = r"\frac{\partial}{\partial z_k}", r"\sum_{l=1}^{K} e^{z_l}"
TABLE = r"\sum_{j=1}^{K} \left( -\frac{y_j}{\hat{y}_j} \right) \hat{y}_j (\delta_{jk} - \hat{y}_k)"

COMMON = (  # what goes wrong on the way from the loss to its slope in a logit
    Mistake(
        r"y_k - \hat{y}_k",
        "truth minus prediction",
        "The sign is turned round. Raising the logit of the true class lowers the loss: there the slope is negative.",
    ),
    Mistake(
        r"\hat{y}_k - 1",
        "minus one for every class",
        "That is the slope for the true class only. For another class the label is 0, and nothing is subtracted.",
    ),
    Mistake(
        r"-y_k (1 - \hat{y}_k)",
        "off-diagonal forgotten",
        "This is the term j = k alone. Every other probability moves with z_k as well, and pays with its own label.",
    ),
    Mistake(
        r"-y_k (1 - \hat{y}_k) - \sum_{j \neq k} y_j \hat{y}_k",
        "sign of the Jacobian",
        "Raising one logit lowers the other probabilities. That minus meets the minus of the loss: the sum has a plus.",
    ),
    Mistake(
        r"-\frac{y_k}{\hat{y}_k}",
        "chain rule cut short",
        "This is the slope in the probability. The way from the logit to the probabilities is missing.",
    ),
    Mistake(
        r"-\sum_{j=1}^{K} \frac{y_j}{\hat{y}_j}",
        "chain rule cut short",
        "These are the slopes in the probabilities, added up. Each of them is to be multiplied by how ŷ_j "
        "moves with z_k.",
    ),
    Mistake(
        r"\frac{\partial \mathcal{L}}{\partial \hat{y}_k} \cdot \frac{\partial \hat{y}_k}{\partial z_k}",
        "chain rule without a sum",
        "The logit acts through all K probabilities, so the chain rule has a sum over j. This is one term of it.",
    ),
)

LEVELS = (
    Level(
        "own-logit",
        "The softmax, first case: its own logit",
        8,
        "softmax",
        left=r"\frac{\partial \hat{y}_k}{\partial z_k}",
        goal=r"\hat{y}_k (1 - \hat{y}_k)",
        proves=("softmax",),
        says="Raising a logit raises its own probability.",
        road=(
            r"\frac{\partial}{\partial z_k} \left( \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} \right)",
            r"\frac{e^{z_k} \sum_{l=1}^{K} e^{z_l} - e^{z_k} e^{z_k}}{\left( \sum_{l=1}^{K} e^{z_l} \right)^2}",
            r"\frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} \left( 1 - \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} \right)",
            r"\hat{y}_k (1 - \hat{y}_k)",
        ),
        short=(
            r"\frac{\partial}{\partial z_k} \left( \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} \right)",
            r"\frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} - \frac{e^{z_k} e^{z_k}}{\left( \sum_{l=1}^{K} e^{z_l} \right)^2}",
            r"\hat{y}_k (1 - \hat{y}_k)",
        ),
        mistakes=(
            Mistake(
                r"\hat{y}_k",
                "denominator held fixed",
                "The exponential of z_k stands below the line as well. The rule for quotients has a second term.",
            ),
            Mistake(
                r"\hat{y}_k (1 + \hat{y}_k)",
                "sign of the quotient rule",
                "It is u'v minus uv'. With a plus the probability could rise beyond 1.",
            ),
            Mistake(r"-\hat{y}_k^2", "the other case", "That is the pattern of j ≠ k. Here the numerator moves, too."),
            Mistake(
                r"1 - \hat{y}_k",
                "factor lost",
                "A factor ŷ_k is missing: where the probability is near 0 its slope is near 0.",
            ),
            Mistake(
                r"\frac{e^{z_k} \sum_{l=1}^{K} e^{z_l} - e^{z_k} e^{z_k}}{\sum_{l=1}^{K} e^{z_l}}",
                "square of the denominator",
                "The rule for quotients divides by the square of the denominator.",
            ),
        ),
    ),
    Level(
        "other-logit",
        "The softmax, second case: another logit",
        8,
        "softmax",
        left=r"\frac{\partial \hat{y}_j}{\partial z_k}",
        goal=r"-\hat{y}_j \hat{y}_k",
        given=r"j \neq k",
        proves=("softmax",),
        says="What one class wins, the others lose.",
        road=(
            r"\frac{\partial}{\partial z_k} \left( \frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}} \right)",
            r"\frac{0 \cdot \sum_{l=1}^{K} e^{z_l} - e^{z_j} e^{z_k}}{\left( \sum_{l=1}^{K} e^{z_l} \right)^2}",
            r"-\hat{y}_j \hat{y}_k",
        ),
        short=(
            r"\frac{\partial}{\partial z_k} \left( \frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}} \right)",
            r"e^{z_j} \cdot \frac{\partial}{\partial z_k} \left( \sum_{l=1}^{K} e^{z_l} \right)^{-1}",
            r"-e^{z_j} \left( \sum_{l=1}^{K} e^{z_l} \right)^{-2} e^{z_k}",
            r"-\hat{y}_j \hat{y}_k",
        ),
        mistakes=(
            Mistake(
                r"0",
                "off-diagonal forgotten",
                "The other logit stands in the sum below the line, so every probability moves with it.",
            ),
            Mistake(
                r"\hat{y}_j \hat{y}_k",
                "sign of the Jacobian",
                "Raising one logit lowers the other probabilities: the slope is negative.",
            ),
            Mistake(
                r"\hat{y}_j (1 - \hat{y}_k)",
                "the other case",
                "The numerator does not hold z_k here: its slope is 0, and the first term goes.",
            ),
            Mistake(
                r"-\hat{y}_j",
                "factor lost",
                "The slope of the sum below is the exponential of z_k. It becomes the factor ŷ_k.",
            ),
            Mistake(
                r"-\hat{y}_k^2",
                "one index for two",
                "The numerator is that of class j. Only its derivative is taken in z_k.",
            ),
        ),
    ),
    Level(
        "first-split",
        "The first split: j = k or not",
        8,
        "softmax",
        left=r"\frac{\partial \mathcal{L}}{\partial z_k}",
        goal=ADDED,
        after=("own-logit", "other-logit"),
        says="One term of the sum is the class's own, K − 1 are the others'.",
        road=(CHAIN, BOTH, APART, CASES, ADDED),
        short=(
            r"\frac{\partial}{\partial z_k} \left( -\sum_{j=1}^{K} y_j \log \hat{y}_j \right)",
            r"-\sum_{j=1}^{K} \frac{y_j}{\hat{y}_j} \cdot \frac{\partial \hat{y}_j}{\partial z_k}",
            r"-\sum_{j=1}^{K} y_j (\delta_{jk} - \hat{y}_k)",
            ADDED,
        ),
        mistakes=COMMON,
    ),
    Level(
        "no-condition",
        "The slope without any condition",
        8,
        "softmax",
        left=r"\frac{\partial \mathcal{L}}{\partial z_k}",
        goal=GENERAL,
        after=("first-split",),
        says="True for any numbers y, even for such as are no labels.",
        road=(CHAIN, BOTH, APART, CASES, ADDED, EXPANDED, GENERAL),
        short=(CHAIN, BOTH, TABLE, GENERAL),
        mistakes=(
            Mistake(
                r"\hat{y}_k - y_k",
                "labels of any sum",
                "Here nothing is said about the labels. What is their sum, if nobody says so?",
            ),
            *COMMON,
        ),
    ),
    Level(
        "softmax-slope",
        "Probability minus truth",
        8,
        "softmax",
        left=r"\frac{\partial \mathcal{L}}{\partial z_k}",
        goal=r"\hat{y}_k - y_k",
        given=ONE,
        after=("first-split",),
        says="A logarithm, a quotient and K exponentials, and what is left is a plain difference.",
        road=(CHAIN, BOTH, APART, CASES, ADDED, EXPANDED, GENERAL, r"\hat{y}_k - y_k"),
        short=(CHAIN, BOTH, TABLE, r"\hat{y}_k - y_k"),
        others=(
            (
                rf"{BY} \left( -\sum_{{j=1}}^{{K}} y_j \log \hat{{y}}_j \right)",
                rf"{BY} \left( -\sum_{{j=1}}^{{K}} y_j \log \frac{{e^{{z_j}}}}{{{SUM}}} \right)",
                rf"{BY} \left( -\sum_{{j=1}}^{{K}} y_j \left( z_j - \log {SUM} \right) \right)",
                rf"{BY} \left( \log {SUM} - \sum_{{j=1}}^{{K}} y_j z_j \right)",
                rf"\frac{{e^{{z_k}}}}{{{SUM}}} - y_k",
                r"\hat{y}_k - y_k",
            ),
        ),
        mistakes=COMMON,
    ),
    Level(
        "second-split",
        "The second split: a label that is 1 or 0",
        8,
        "softmax",
        left=r"\begin{cases} -1 + \hat{y}_k & \text{if } y_k = 1 \\ \hat{y}_k & \text{if } y_k = 0 \end{cases}",
        goal=r"\hat{y}_k - y_k",
        given=r"y \text{ is one-hot}",
        after=("softmax-slope",),
        says="The first split sorts the terms of a sum, this one the labels.",
        road=(
            r"(-1 + \hat{y}_k) y_k + \hat{y}_k (1 - y_k)",
            r"-y_k + \hat{y}_k y_k + \hat{y}_k - \hat{y}_k y_k",
            r"\hat{y}_k - y_k",
        ),
        short=(r"\hat{y}_k - y_k",),
        mistakes=(
            Mistake(
                r"\hat{y}_k - 1",
                "minus one for every class",
                "Only the first case. Where the label is 0, nothing is subtracted.",
            ),
            Mistake(
                r"(-1 + \hat{y}_k) (1 - y_k) + \hat{y}_k y_k",
                "switches exchanged",
                "The case of label 1 belongs to the switch y_k, that of label 0 to 1 − y_k.",
            ),
            Mistake(
                r"-1 + 2 \hat{y}_k",
                "cases added",
                "The cases exclude each other: each comes with its switch. They are not added as they are.",
            ),
            Mistake(
                r"-y_k - \hat{y}_k y_k + \hat{y}_k - \hat{y}_k y_k",
                "sign when expanding",
                "The product of ŷ_k and y_k in the first bracket has a plus. The two products cancel.",
            ),
            Mistake(r"y_k - \hat{y}_k", "truth minus prediction", "The sign is turned round: put y_k = 1 in."),
        ),
    ),
    Level(
        "short-road",
        "The short road",
        8,
        "softmax",
        left=r"\frac{\partial}{\partial z_k} \left( \log \sum_{l=1}^{K} e^{z_l} - \sum_{j=1}^{K} y_j z_j \right)",
        goal=r"\hat{y}_k - y_k",
        after=("log-sum-exp",),
        says="The softmax is the slope of the logarithm of the sum.",
        road=(
            r"\frac{1}{\sum_{l=1}^{K} e^{z_l}} \cdot \frac{\partial}{\partial z_k} \left( \sum_{l=1}^{K} "
            r"e^{z_l} \right) - y_k",
            r"\frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} - y_k",
            r"\hat{y}_k - y_k",
        ),
        short=(r"\frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}} - y_k", r"\hat{y}_k - y_k"),
        mistakes=(
            Mistake(
                r"1 - y_k",
                "log of a sum",
                "The logarithm of a sum is not the sum of the logarithms: the whole sum comes below the line.",
            ),
            Mistake(
                r"\frac{1}{\sum_{l=1}^{K} e^{z_l}} - y_k",
                "chain rule cut short",
                "The inner function is the sum. Its slope in z_k is the exponential of z_k.",
            ),
            Mistake(
                r"1 - \sum_{j=1}^{K} y_j",
                "own index summed",
                "The slope is taken in one logit. Only its own term of each sum moves.",
            ),
            Mistake(
                r"\hat{y}_k - \sum_{j=1}^{K} y_j",
                "own index summed",
                "Of the second sum only the term with z_k moves. Its slope is y_k.",
            ),
            Mistake(r"\hat{y}_k + y_k", "sign", "The second sum is subtracted, so its slope is, too."),
        ),
    ),
    Level(
        "weights",
        "From the logit to the weights",
        8,
        "softmax",
        left=r"\frac{\partial \mathcal{L}}{\partial w_k}",
        goal=r"(\hat{y}_k - y_k) x",
        given=ONE,
        after=("softmax-slope",),
        uses=("loss slope",),
        says="A number times a column: error times input.",
        road=(
            r"\frac{\partial \mathcal{L}}{\partial z_k} \cdot \frac{\partial z_k}{\partial w_k}",
            r"\frac{\partial \mathcal{L}}{\partial z_k} \cdot x",
            r"x \sum_{j=1}^{K} \frac{\partial \mathcal{L}}{\partial \hat{y}_j} \cdot \frac{\partial "
            r"\hat{y}_j}{\partial z_k}",
            r"-x \sum_{j=1}^{K} \frac{y_j}{\hat{y}_j} \cdot \frac{\partial \hat{y}_j}{\partial z_k}",
            r"-x \sum_{j=1}^{K} y_j (\delta_{jk} - \hat{y}_k)",
            r"x \left( \hat{y}_k \sum_{j=1}^{K} y_j - y_k \right)",
            r"(\hat{y}_k - y_k) x",
        ),
        short=(
            r"\frac{\partial \mathcal{L}}{\partial z_k} \cdot \frac{\partial z_k}{\partial w_k}",
            r"\frac{\partial \mathcal{L}}{\partial z_k} \cdot x",
            r"(\hat{y}_k - y_k) x",
        ),
        mistakes=(
            Mistake(
                r"\hat{y}_k - y_k",
                "input forgotten",
                "A slope in a row of weights is a column of the same length. The score brings the factor x.",
            ),
            Mistake(
                r"(y_k - \hat{y}_k) x", "truth minus prediction", "The error is turned round: descent would climb."
            ),
            Mistake(
                r"(\hat{y}_k - y_k) w_k",
                "input and weight exchanged",
                "In the score w_k stands beside x. The slope in w_k is x.",
            ),
            Mistake(
                r"\hat{y}_k x", "label forgotten", "Without the label every class is pushed down, the true one too."
            ),
            Mistake(
                r"-y_k (1 - \hat{y}_k) x",
                "off-diagonal forgotten",
                "z_k acts through all probabilities, not through ŷ_k alone.",
            ),
        ),
    ),
    Level(
        "batch",
        "From one example to the mean",
        8,
        "softmax",
        left=r"\frac{\partial L}{\partial w_k}",
        goal=r"\frac{1}{m} \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) x^{(i)}",
        given=r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i",
        after=("weights",),
        uses=("loss slope", "weight slope"),
        says="The step that the slides leave unsaid: L is the mean of the losses.",
        road=(
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial w_k}",
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial z_k^{(i)}} \cdot "
            r"\frac{\partial z_k^{(i)}}{\partial w_k}",
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial z_k^{(i)}} x^{(i)}",
            r"\frac{1}{m} \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) x^{(i)}",
        ),
        short=(
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial w_k}",
            r"\frac{1}{m} \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) x^{(i)}",
        ),
        mistakes=(
            Mistake(
                r"\sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) x^{(i)}",
                "mean forgotten",
                "L is a mean. Without 1/m the gradient is m times too long.",
            ),
            Mistake(
                r"\frac{1}{m K} \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) x^{(i)}",
                "mean over classes",
                "The mean is over the examples. The classes are summed, so nothing is divided by K.",
            ),
            Mistake(
                r"\frac{1}{m} \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)})",
                "input forgotten",
                "Each example pushes along its own input.",
            ),
            Mistake(
                r"\frac{1}{m} \sum_{i=1}^{m} (y_k^{(i)} - \hat{y}_k^{(i)}) x^{(i)}",
                "truth minus prediction",
                "The error is turned round.",
            ),
            Mistake(
                r"\frac{1}{m} \left( \sum_{i=1}^{m} (\hat{y}_k^{(i)} - y_k^{(i)}) \right) \left( "
                r"\sum_{i=1}^{m} x^{(i)} "
                r"\right)",
                "sum of products",
                "A sum of products is not the product of the sums.",
            ),
        ),
    ),
    Level(
        "hessian",
        "The Hessian",
        8,
        "softmax",
        left=r"\frac{\partial}{\partial z_j} (\hat{y}_k - y_k)",
        goal=r"\hat{y}_k (\delta_{jk} - \hat{y}_j)",
        after=("softmax-slope",),
        says="The slope's slope is the table of the softmax: the label has gone, and the loss is convex.",
        road=(r"\frac{\partial \hat{y}_k}{\partial z_j}", r"\hat{y}_k (\delta_{jk} - \hat{y}_j)"),
        short=(r"\hat{y}_k (\delta_{jk} - \hat{y}_j)",),
        mistakes=(
            Mistake(
                r"\hat{y}_k (1 - \hat{y}_k)",
                "off-diagonal forgotten",
                "That is the diagonal, j = k. Off it there are the products with a minus.",
            ),
            Mistake(
                r"\hat{y}_k (\delta_{jk} - \hat{y}_j) - \delta_{jk}",
                "constant kept",
                "The label is a number of the data: it does not move with a logit.",
            ),
            Mistake(
                r"\hat{y}_k (\delta_{jk} + \hat{y}_j)",
                "sign of the Jacobian",
                "Raising one logit lowers the other probabilities.",
            ),
            Mistake(
                r"\delta_{jk} \hat{y}_k",
                "denominator held fixed",
                "The sum below the line moves as well: − ŷ_k ŷ_j is missing.",
            ),
            Mistake(
                r"-\hat{y}_j \hat{y}_k", "one case for both", "On the diagonal, j = k, there is one term more: ŷ_k."
            ),
        ),
    ),
    Level(
        "matrix",
        "The whole batch in one line",
        8,
        "softmax",
        left=r"\frac{1}{m} \hat{Y}^\top X - \frac{1}{m} Y^\top X",
        goal=r"\frac{1}{m} (\hat{Y} - Y)^\top X",
        after=("batch",),
        says="Row k of the product is the sum over the examples, so this is the gradient in all weights.",
        road=(
            r"\frac{1}{m} (\hat{Y}^\top X - Y^\top X)",
            r"\frac{1}{m} (\hat{Y}^\top - Y^\top) X",
            r"\frac{1}{m} (\hat{Y} - Y)^\top X",
        ),
        short=(r"\frac{1}{m} (\hat{Y} - Y)^\top X",),
        mistakes=(
            Mistake(r"(\hat{Y} - Y)^\top X", "mean forgotten", "The 1/m is lost."),
            Mistake(r"\frac{1}{m} (Y - \hat{Y})^\top X", "truth minus prediction", "The difference is turned round."),
            Mistake(r"\frac{1}{m} \hat{Y}^\top X", "labels forgotten", "Without the labels nothing is learnt."),
            Mistake(r"\frac{1}{m} (\hat{Y} + Y)^\top X", "sign", "The second product is subtracted."),
            Mistake(
                r"\frac{2}{m} (\hat{Y} - Y)^\top X",
                "factor 2",
                "No square was differentiated here: there is no 2.",
            ),
        ),
    ),
    Level(
        "squared-error",
        "If the squared error stood behind a softmax",
        8,
        "softmax",
        left=r"\frac{\partial}{\partial z_k} \left( \frac{1}{2} \sum_{j=1}^{K} (\hat{y}_j - y_j)^2 \right)",
        goal=r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \hat{y}_j (\delta_{jk} - \hat{y}_k)",
        after=("other-logit",),
        says="Nothing cancels: the slope of the softmax stays as a factor, and is nearly 0 where the model is sure.",
        road=(
            r"\frac{1}{2} \sum_{j=1}^{K} 2 (\hat{y}_j - y_j) \cdot \frac{\partial \hat{y}_j}{\partial z_k}",
            r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \cdot \frac{\partial \hat{y}_j}{\partial z_k}",
            r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \hat{y}_j (\delta_{jk} - \hat{y}_k)",
        ),
        short=(
            r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \cdot \frac{\partial \hat{y}_j}{\partial z_k}",
            r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \hat{y}_j (\delta_{jk} - \hat{y}_k)",
        ),
        mistakes=(
            Mistake(
                r"\hat{y}_k - y_k",
                "slope of the cross-entropy",
                "That is what the logarithm would leave. Here the softmax's slope does not cancel.",
            ),
            Mistake(
                r"(\hat{y}_k - y_k) \hat{y}_k (1 - \hat{y}_k)",
                "off-diagonal forgotten",
                "This is the term j = k alone. The other probabilities move, too.",
            ),
            Mistake(
                r"\sum_{j=1}^{K} (\hat{y}_j - y_j)",
                "chain rule cut short",
                "The slopes in the probabilities are here, but not how these move with z_k.",
            ),
            Mistake(
                r"2 \sum_{j=1}^{K} (\hat{y}_j - y_j) \hat{y}_j (\delta_{jk} - \hat{y}_k)",
                "factor 2",
                "The ½ in front and the 2 of the square cancel.",
            ),
            Mistake(
                r"\sum_{j=1}^{K} (\hat{y}_j - y_j) \hat{y}_j (\delta_{jk} + \hat{y}_k)",
                "sign of the Jacobian",
                "Raising one logit lowers the other probabilities.",
            ),
        ),
    ),
)
