"""Chapter 4: the gradient of the cost, link by link, for one example and for all."""

from lrlib.proofs.game.level import Level, Mistake

LEVELS = (
    Level(
        "first-link",
        "The first link: the cost",
        4,
        "binary",
        left=r"\frac{d\mathcal{L}}{dh}",
        goal=r"\frac{h - y}{h (1 - h)}",
        says="The slope of one example's cost in the probability that it was given.",
        road=(
            r"\frac{d}{dh} \left( -y \log h - (1 - y) \log(1 - h) \right)",
            r"-\frac{y}{h} + \frac{1 - y}{1 - h}",
            r"\frac{-y (1 - h) + (1 - y) h}{h (1 - h)}",
            r"\frac{h - y}{h (1 - h)}",
        ),
        short=(
            r"\frac{d}{dh} \left( -y \log h - (1 - y) \log(1 - h) \right)",
            r"\frac{1 - y}{1 - h} - \frac{y}{h}",
            r"\frac{h - y}{h (1 - h)}",
        ),
        mistakes=(
            Mistake(
                r"-\frac{y}{h} - \frac{1 - y}{1 - h}",
                "inner derivative",
                "The slope of log(1 − h) is −1/(1 − h): the inner function 1 − h falls. The second sign turns round.",
            ),
            Mistake(
                r"\frac{y - h}{h (1 - h)}",
                "truth minus prediction",
                "For y = 1 the cost falls as h rises, so its slope is negative. Here it is positive.",
            ),
            Mistake(
                r"h - y",
                "denominator lost",
                "That is the slope in the score z. In h the denominator h(1 − h) is still there; the next "
                "link removes it.",
            ),
            Mistake(
                r"-\frac{y}{h} + \frac{1 - y}{h}",
                "denominator",
                "The second logarithm has 1 − h inside, so 1 − h comes below.",
            ),
            Mistake(
                r"\frac{-y + (1 - y)}{h (1 - h)}",
                "common denominator",
                "Over the common denominator each numerator is multiplied by the other's denominator.",
            ),
        ),
    ),
    Level(
        "cost-slope",
        "The cost's slope in three links",
        4,
        "binary",
        left=r"\frac{\partial \mathcal{L}}{\partial \theta_j}",
        goal=r"(h - y) x_j",
        after=("first-link", "sigmoid-slope"),
        says="Error times input. The logarithm of the cost undoes the exponential of the sigmoid.",
        road=(
            r"\frac{d\mathcal{L}}{dh} \cdot \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_j}",
            r"\left( -\frac{y}{h} + \frac{1 - y}{1 - h} \right) \cdot \frac{dh}{dz} \cdot \frac{\partial "
            r"z}{\partial \theta_j}",
            r"\frac{h - y}{h (1 - h)} \cdot \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_j}",
            r"\frac{h - y}{h (1 - h)} \cdot h (1 - h) \cdot \frac{\partial z}{\partial \theta_j}",
            r"\frac{h - y}{h (1 - h)} \cdot h (1 - h) \cdot x_j",
            r"(h - y) x_j",
        ),
        short=(
            r"\frac{d\mathcal{L}}{dh} \cdot \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_j}",
            r"\frac{d\mathcal{L}}{dh} \cdot h (1 - h) \cdot \frac{\partial z}{\partial \theta_j}",
            r"\frac{d\mathcal{L}}{dh} \cdot h (1 - h) \cdot x_j",
            r"(h - y) x_j",
        ),
        mistakes=(
            Mistake(
                r"(y - h) x_j",
                "truth minus prediction",
                "Descent subtracts the slope. With truth minus prediction it would climb.",
            ),
            Mistake(
                r"h - y",
                "input forgotten",
                "This is the slope in the score. θ_j reaches the score multiplied by x_j, so x_j is a factor.",
            ),
            Mistake(
                r"(h - y) h (1 - h) x_j",
                "slope of the squared error kept",
                "The factor h(1 − h) cancels against the denominator of the first link. Squared error would keep it.",
            ),
            Mistake(
                r"\frac{h - y}{h (1 - h)} x_j",
                "link forgotten",
                "The middle link is missing: h moves with z by h(1 − h).",
            ),
            Mistake(
                r"(h - y) \theta_j",
                "input and weight exchanged",
                "In z the parameter θ_j stands beside x_j. The slope in θ_j is x_j, not θ_j.",
            ),
        ),
    ),
    Level(
        "mean",
        "From one example to the mean",
        4,
        "binary",
        left=r"\frac{\partial J}{\partial \theta_j}",
        goal=r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) x_j^{(i)}",
        after=("cost-slope",),
        uses=("cost slope",),
        says="The slope of a mean is the mean of the slopes, and 1/m stays.",
        road=(
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial \theta_j}",
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{d\mathcal{L}^{(i)}}{dh^{(i)}} \cdot \frac{dh^{(i)}}{dz^{(i)}} \cdot "
            r"\frac{\partial z^{(i)}}{\partial \theta_j}",
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{h^{(i)} - y^{(i)}}{h^{(i)} (1 - h^{(i)})} \cdot "
            r"\frac{dh^{(i)}}{dz^{(i)}} \cdot \frac{\partial z^{(i)}}{\partial \theta_j}",
            r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) \cdot \frac{\partial z^{(i)}}{\partial \theta_j}",
            r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) x_j^{(i)}",
        ),
        short=(
            r"\frac{1}{m} \sum_{i=1}^{m} \frac{\partial \mathcal{L}^{(i)}}{\partial \theta_j}",
            r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) x_j^{(i)}",
        ),
        mistakes=(
            Mistake(
                r"\sum_{i=1}^{m} (h^{(i)} - y^{(i)}) x_j^{(i)}",
                "mean forgotten",
                "J is the mean of the costs. Without 1/m every step is m times too long.",
            ),
            Mistake(
                r"\frac{1}{m} \sum_{i=1}^{m} (y^{(i)} - h^{(i)}) x_j^{(i)}",
                "truth minus prediction",
                "The difference is turned round: descent would climb.",
            ),
            Mistake(
                r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)})",
                "input forgotten",
                "This is the slope in the intercept, whose column is 1. Each other parameter has its own x_j.",
            ),
            Mistake(
                r"\frac{1}{m} \left( \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) \right) \left( \sum_{i=1}^{m} "
                r"x_j^{(i)} \right)",
                "sum of products",
                "A sum of products is not the product of the sums: each error meets its own input only.",
            ),
            Mistake(
                r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) h^{(i)} (1 - h^{(i)}) x_j^{(i)}",
                "slope of the squared error kept",
                "The factor h(1 − h) belongs to squared error. In the cross-entropy it has cancelled.",
            ),
        ),
    ),
    Level(
        "hessian-of-two-classes",
        "How J bends",
        4,
        "binary",
        left=r"\frac{\partial}{\partial \theta_l} \left( (h - y) x_j \right)",
        goal=r"h (1 - h) x_j x_l",
        after=("cost-slope",),
        says="One entry of the Hessian for one example. It is never negative along any direction.",
        road=(
            r"x_j \frac{\partial h}{\partial \theta_l}",
            r"x_j \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_l}",
            r"x_j h (1 - h) \frac{\partial z}{\partial \theta_l}",
            r"h (1 - h) x_j x_l",
        ),
        short=(
            r"x_j \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_l}",
            r"x_j \frac{dh}{dz} x_l",
            r"h (1 - h) x_j x_l",
        ),
        mistakes=(
            Mistake(
                r"h (1 - h) x_j",
                "input forgotten",
                "The second slope passes through the score again, and brings x_l.",
            ),
            Mistake(
                r"h (1 - h) x_j^2",
                "one index for two",
                "The two slopes are taken in two parameters. Only on the diagonal are they one.",
            ),
            Mistake(
                r"(h - y) x_j x_l",
                "link forgotten",
                "The error itself must be differentiated: h moves with the score, and y does not.",
            ),
            Mistake(
                r"(h - y) h (1 - h) x_j x_l",
                "product for a sum",
                "h − y is a difference: its slope is that of h. It does not stay as a factor.",
            ),
            Mistake(
                r"-h (1 - h) x_j x_l",
                "sign",
                "The sigmoid rises, so h(1 − h) is positive: J bends upwards.",
            ),
        ),
    ),
    Level(
        "all-at-once",
        "All parameters at once",
        4,
        "binary",
        left=r"\frac{1}{m} \sum_{i=1}^{m} (h^{(i)} - y^{(i)}) x^{(i)}",
        goal=r"\frac{1}{m} X^\top (\mathbf{h} - \mathbf{y})",
        after=("mean",),
        says="One line of NumPy: the examples stand as rows of X.",
        road=(
            r"\frac{1}{m} \left( \sum_{i=1}^{m} h^{(i)} x^{(i)} - \sum_{i=1}^{m} y^{(i)} x^{(i)} \right)",
            r"\frac{1}{m} (X^\top \mathbf{h} - X^\top \mathbf{y})",
            r"\frac{1}{m} X^\top (\mathbf{h} - \mathbf{y})",
        ),
        short=(r"\frac{1}{m} X^\top (\mathbf{h} - \mathbf{y})",),
        mistakes=(
            Mistake(
                r"X^\top (\mathbf{h} - \mathbf{y})",
                "mean forgotten",
                "The 1/m is lost: this is the gradient of the sum of the costs.",
            ),
            Mistake(
                r"\frac{1}{m} X^\top (\mathbf{y} - \mathbf{h})",
                "truth minus prediction",
                "The errors are turned round: descent would climb.",
            ),
            Mistake(
                r"\frac{1}{m} X^\top \mathbf{h} - X^\top \mathbf{y}",
                "bracket lost",
                "The 1/m stands before the whole sum, so it belongs to the labels, too.",
            ),
            Mistake(
                r"\frac{1}{m} X^\top \mathbf{h}",
                "labels forgotten",
                "Without the labels nothing is learnt: the error is h − y.",
            ),
            Mistake(
                r"\frac{1}{m} X^\top (\mathbf{h} + \mathbf{y})",
                "sign",
                "The error is the difference of probability and label.",
            ),
        ),
    ),
)
