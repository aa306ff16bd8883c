"""The catalogue: the one place where the known mistakes have their names, hints and explanations."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """A known mistake.

    Attributes
    ----------
    title : str
        What it is, in a few words.
    hint : str
        Said at the first call that fails: where to look.
    why : str
        Said from the second on: what is wrong and why.
    """

    title: str
    hint: str
    why: str


CATALOGUE = {
    # What any function may do, whatever it computes.
    "still-empty": Mistake(
        "the stub is still empty",
        "Replace the three dots by your own lines.",
        "The function returns nothing of its own yet; `hint` helps to begin.",
    ),
    "raises": Mistake(
        "it stops with an error",
        "Call your function with the input above and read the last line of the error.",
        "An error in the function ends the call before it returns; the input above is the smallest that shows it.",
    ),
    "hangs": Mistake(
        "it does not come to an end",
        "Look for a loop whose condition never becomes false, or for a loop over far too many steps.",
        "The call was ended at the time limit. A while loop needs something that changes at each turn.",
    ),
    "exits": Mistake(
        "it ends the program",
        "A function hands its result back with return; leave out exit() and the like.",
        "exit(), quit() and sys.exit() end the whole session, not the function.",
    ),
    "crashes": Mistake(
        "it crashes Python itself",
        "Leave out everything that reaches below Python, such as ctypes.",
        "The process of the call was ended by the operating system.",
    ),
    "recursion": Mistake(
        "it calls itself without end",
        "Does the function call itself? Here none has to.",
        "Each call waits for another of the same function, until Python refuses to go deeper.",
    ),
    "too-much-memory": Mistake(
        "it asks for too much memory",
        "Print the shapes of your intermediate arrays: one is far larger than the input.",
        "An array of shape (m, 1) and one of shape (m,) broadcast to (m, m); a loop may also collect for ever.",
    ),
    "takes-wrong-arguments": Mistake(
        "it takes other arguments",
        "Keep the first line of the stub as it is.",
        "The function is called with the arguments of the stub, in that order.",
    ),
    "prints": Mistake(
        "it prints its result instead of returning it",
        "Use return, not print.",
        "print shows a value to people; only return hands it on to the code that called.",
    ),
    "returns-none": Mistake(
        "it returns nothing",
        "Does every path through the function end in a return?",
        "A function without return gives None.",
    ),
    "returns-list": Mistake(
        "it returns a list",
        "Wrap the result: np.array(result).",
        "A list has no arithmetic: [1, 2] * 2 is [1, 2, 1, 2]. All further code expects a NumPy array.",
    ),
    "returns-matrix": Mistake(
        "it returns a np.matrix",
        "Use np.array instead of np.matrix.",
        "A np.matrix multiplies by * as matrices do and always keeps two axes; NumPy advises against it.",
    ),
    "returns-something-else": Mistake(
        "it returns another kind of value",
        "Compare the kind of your result with the line Returns of the stub.",
        "Further code cannot compute with this kind of value.",
    ),
    "wrong-dtype": Mistake(
        "the numbers have the wrong type",
        "Look at result.dtype.",
        "Truth values, text and whole numbers behave otherwise than floats: True + True is 2, labels must be whole.",
    ),
    "wrong-shape": Mistake(
        "the result has the wrong shape",
        "Print the shape of the result and of each array on the way to it.",
        "The shape that is expected stands in the stub; a sum along the wrong axis or a missing transpose changes it.",
    ),
    "transposed-result": Mistake(
        "the result is transposed",
        "Rows and columns are exchanged.",
        "The course keeps examples in rows and classes in columns.",
    ),
    "changes-argument": Mistake(
        "it changes its argument",
        "Look for -=, +=, *=, sort() or an assignment to a slice of an argument.",
        "x -= 1 writes into the array of the caller, whose data are then spoiled; x = x - 1 makes a new one.",
    ),
    "changes-global-state": Mistake(
        "it changes what all code shares",
        "Look for global, np.random.seed, np.seterr, os.chdir or warnings.simplefilter.",
        "Other cells would behave differently after a call; a function should only compute its result.",
    ),
    "not-deterministic": Mistake(
        "it gives another result for the same input",
        "Where does chance, or a value remembered from an earlier call, enter?",
        "The same input was given twice.",
    ),
    "truncates-integers": Mistake(
        "it cuts off the decimals where the input holds whole numbers",
        "np.zeros_like(z) and np.empty_like(z) copy the type of z: for whole numbers they hold whole numbers only.",
        "What is assigned to an integer array loses its decimals. Give dtype=float.",
    ),
    "unstable": Mistake(
        "it breaks for large numbers",
        "Which exp or log gets a number that is too large or too small here? Rewrite the formula so that it does not.",
        "exp overflows beyond 709.78 in float64 and 88.72 in float32, and log(0) is minus infinity. An equal formula "
        "that only takes exp of numbers below 0 has neither trouble.",
    ),
    "wrong-factor": Mistake(
        "every value is off by the same factor",
        "Is something counted twice, or a sum where a mean is wanted?",
        "All values are the expected ones times one constant.",
    ),
    "wrong-sign": Mistake(
        "the sign is wrong",
        "Follow the minus signs through your formula.",
        "Everything else is right: with the sign turned round the results agree.",
    ),
    "wrong-values": Mistake(
        "the values differ",
        "Compute the example by hand and compare each step.",
        "No known mistake gives these values; there may be two at once. Start from the formula of the chapter.",
    ),
    # What is wrong in a formula; in alphabetical order.
    "alpha-missing": Mistake(
        "the learning rate is missing",
        "Does alpha change anything in your loop?",
        "The gradient tells the direction; alpha says how far to go along it.",
    ),
    "alpha-twice": Mistake(
        "the learning rate is applied twice",
        "How often does alpha stand in one step?",
        "One step is theta - alpha * gradient; with alpha a second time the steps are alpha times too short.",
    ),
    "base-10-logarithm": Mistake(
        "the logarithm has base 10",
        "Which logarithm does the formula mean?",
        "log is the natural logarithm, np.log. With np.log10 every cost is 2.303 times too small.",
    ),
    "base-2-logarithm": Mistake(
        "the logarithm has base 2",
        "Which logarithm does the formula mean?",
        "log is the natural logarithm, np.log. np.log2 gives bits, 1.443 times as many as nats.",
    ),
    "clipped": Mistake(
        "it clips instead of computing",
        "Take np.clip away and look for a formula that needs none.",
        "Clipping hides an overflow by a wrong answer: all beyond the limit gets the same value and no slope.",
    ),
    "gradient-once": Mistake(
        "the gradient is computed once only",
        "Where does the call of gradient stand, before the loop or in it?",
        "The slope is another at each new place: it has to be computed again at each step.",
    ),
    "labels-exchanged": Mistake(
        "the labels 0 and 1 have changed places",
        "What should an example of class 1 pay: the logarithm of h, or of 1 - h?",
        "An example pays for its own class: -log(h) where y is 1, -log(1 - h) where y is 0.",
    ),
    "leftover-derivative": Mistake(
        "a factor h (1 - h) is left over",
        "What does h (1 - h) cancel with?",
        "The derivative of the cross-entropy by h has h (1 - h) below; times the slope of the sigmoid it goes away. It "
        "stays with the squared error only.",
    ),
    "log-plus-eps": Mistake(
        "it adds a small number within the logarithm",
        "Take the eps away and look for a formula that never takes the logarithm of 0.",
        "log(p + eps) caps the cost of a confident mistake, at 34.5 for eps = 1e-15, and gives right answers a cost "
        "below 0. np.logaddexp computes with the logit and needs no eps.",
    ),
    "mean-over-wrong-axis": Mistake(
        "the mean is taken over the wrong axis",
        "Over what is averaged: the m examples, or the n columns?",
        "The mean runs over the examples, the rows: X.T @ errors has summed over them already; divide by m.",
    ),
    "missing-exponential": Mistake(
        "the exponential is missing",
        "A share has to be positive. What makes every logit positive?",
        "Logits may be negative, and shares of them are no probabilities: exp comes first, then the division.",
    ),
    "missing-mean": Mistake(
        "it sums instead of averaging: 1/m is missing",
        "Does the result grow when each example is there twice?",
        "Cost and gradient are means over the m examples; without 1/m a learning rate fits one size of data only.",
    ),
    "missing-normalisation": Mistake(
        "the division by the sum is missing",
        "Do the entries of a row sum to 1?",
        "The exponentials alone are no probabilities: each is divided by the sum of its row.",
    ),
    "normalised-over-everything": Mistake(
        "it divides by one sum over all rows",
        "Over which axis does the sum run?",
        "Each example has a distribution of its own: the sum runs over the classes of its row, axis=-1, keepdims=True.",
    ),
    "doubled-mean": Mistake(
        "the mean is taken twice",
        "How often is divided by m?",
        "np.mean divides by m already; one more 1/m makes the result m times too small.",
    ),
    "one-after-the-other": Mistake(
        "it updates one parameter after the other",
        "With which parameters is the gradient computed for the second entry?",
        "All entries step at once, from the same place: theta = theta - alpha * gradient(theta).",
    ),
    "one-hot-off-by-one": Mistake(
        "the one stands one column off",
        "In which column has class 0 its one?",
        "Classes count from 0, as columns do: class k has its one in column k.",
    ),
    "one-hot-too-wide": Mistake(
        "the one-hot rows are too wide",
        "How many columns do K classes need?",
        "Classes 0, ..., K - 1 are K columns; y.max() + 1 or K + 1 is another number.",
    ),
    "step-count": Mistake(
        "it takes one step too many or too few",
        "Count the turns of the loop for steps = 1.",
        "steps steps are wanted: for _ in range(steps).",
    ),
    "sigmoid-for-each-class": Mistake(
        "it takes the sigmoid of each logit",
        "Do the entries of a row sum to 1?",
        "K sigmoids answer K separate questions. The softmax shares out one probability among all classes.",
    ),
    "sigmoid-of-2x": Mistake(
        "it computes the sigmoid of 2z",
        "What is the slope at 0? It should be 1/4.",
        "(1 + tanh(z)) / 2 is the sigmoid of 2z; with tanh(z / 2) it is the sigmoid of z.",
    ),
    "sorted-classes": Mistake(
        "the columns are those that occur, not all K",
        "What if no example is of class 1?",
        "A class without examples keeps its column; otherwise the columns of two data sets do not match.",
    ),
    "softmax-over-wrong-axis": Mistake(
        "it normalises over the wrong axis",
        "Which sums are 1: those of the rows, or of the columns?",
        "Each row is an example and must sum to 1: axis=-1, with keepdims=True.",
    ),
    "squared-error": Mistake(
        "it is the squared error, not the cross-entropy",
        "Which cost does the chapter use, and why not this one?",
        "The squared error of a sigmoid is not convex and hardly punishes confident mistakes.",
    ),
    "two-classes-only": Mistake(
        "it handles two classes only",
        "Try three classes.",
        "What is right for K = 2 is wrong for more: nothing may be fixed to the columns 0 and 1.",
    ),
    "wrong-way": Mistake(
        "it walks uphill",
        "Does the cost fall?",
        "The gradient points to where the cost grows; the step is theta minus alpha times the gradient.",
    ),
}


def explain(name: str) -> Mistake:
    """Return a mistake of the catalogue.

    Parameters
    ----------
    name : str
        Such as wrong-sign.

    Returns
    -------
    Mistake
        Its title, hint and explanation.

    Examples
    --------
    >>> explain("wrong-sign").title
    'the sign is wrong'
    """
    return CATALOGUE[name]
