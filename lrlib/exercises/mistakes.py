"""The catalogue: the one place where the known mistakes have their names, hints and explanations.

Where one of these is not true of an exercise, the exercise says it in words of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace


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
        "Replace the three dots by your own lines, run the cell, then check again.",
        "The function returns nothing of its own yet; `hint` helps to begin.",
    ),
    "raises": Mistake(
        "it stops with an error",
        "Run that line of your function alone, with the input above: what does it not expect, or not know?",
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
        "it prints something and returns nothing",
        "Which line should hand the result back? It begins with return.",
        "print shows a value to people; only return hands it on to the code that called.",
    ),
    "returns-none": Mistake(
        "it returns nothing",
        "Does every path through the function end in a return?",
        "A function without return gives None.",
    ),
    "returns-list": Mistake(
        "it returns a list or a tuple",
        "Wrap the result: np.array(result).",
        "Lists and tuples have no arithmetic: [1, 2] * 2 is [1, 2, 1, 2]. All further code expects a NumPy array.",
    ),
    "returns-matrix": Mistake(
        "it returns a np.matrix",
        "Use np.array instead of np.matrix.",
        "A np.matrix multiplies by * as matrices do and always keeps two axes; NumPy advises against it.",
    ),
    "returns-something-else": Mistake(
        "it returns another kind of value",
        "Compare the kind of your result with the line Returns of the stub.",
        "Further code expects the kind that the line Returns names.",
    ),
    "wrong-dtype": Mistake(
        "the numbers have the wrong type",
        "Look at result.dtype.",
        "Truth values and complex numbers behave otherwise than floats: in Python True + True is 2, in an array it "
        "is True.",
    ),
    "wrong-shape": Mistake(
        "the result has the wrong shape",
        "Print the shape of the result and of each array on the way to it.",
        "A sum along the wrong axis, a missing transpose, or another number of rows than is asked for changes it.",
    ),
    "transposed-result": Mistake(
        "the result is transposed",
        "Rows and columns are exchanged.",
        "The stub says what stands in rows and what in columns.",
    ),
    "changes-argument": Mistake(
        "it changes its argument",
        "Look for -=, +=, *=, sort() or an assignment to a slice of an argument, also under a second name: t = theta.",
        "x -= 1 writes into the array of the caller, whose data are then spoiled; x = x - 1 makes a new one. After "
        "t = theta there is one array with two names; t = theta.copy() makes a second array.",
    ),
    "changes-global-state": Mistake(
        "it changes what all code shares",
        "Look for global, np.random.seed or a draw by np.random, np.seterr, os.chdir or warnings.simplefilter.",
        "Other cells would behave differently after a call; a function should only compute its result.",
    ),
    "not-deterministic": Mistake(
        "it gives another result for the same input",
        "Where does chance, or a value remembered from an earlier call, enter?",
        "The same input was given twice.",
    ),
    "truncates-integers": Mistake(
        "it cuts off the decimals where the input holds whole numbers",
        "np.zeros_like, np.empty_like and copy() keep the type of an array: for whole numbers they hold whole "
        "numbers only.",
        "What is assigned to an integer array loses its decimals. Give dtype=float.",
    ),
    "unstable": Mistake(
        "it breaks for large numbers",
        "Which exp or log gets a number that is too large or too small here? Rewrite the formula so that it does not.",
        "exp overflows beyond 709.78 in float64 and 88.72 in float32, and log(0) is minus infinity. An equal formula "
        "takes exp of no number above 0; in a softmax these are the logits less the largest of their row.",
    ),
    "wrong-factor": Mistake(
        "every value is off by the same factor",
        "Is something counted twice, or a sum where a mean is wanted?",
        "All values are the expected ones times one constant.",
    ),
    "wrong-sign": Mistake(
        "the sign is wrong",
        "Follow the minus signs through your formula.",
        "Everything else is right: with one minus turned round, before the result or before what goes into it, the "
        "results agree.",
    ),
    "wrong-values": Mistake(
        "the values differ",
        "Call your function with the line Repeat, and print each step on the way.",
        "None of the wrong formulas that have a name in this exercise gives just these values; there may be two "
        "mistakes at once, or one of them with another constant. Start from the formula of the chapter, and compute "
        "the example by hand.",
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
        "One step is theta - alpha * gradient; with alpha a second time each step is alpha times as long as it "
        "should be.",
    ),
    "base-10-logarithm": Mistake(
        "the logarithm has base 10",
        "Which logarithm does the formula mean?",
        "log is the natural logarithm, np.log. np.log10 gives numbers 2.303 times nearer to 0.",
    ),
    "base-2-logarithm": Mistake(
        "the logarithm has base 2",
        "Which logarithm does the formula mean?",
        "log is the natural logarithm, np.log. np.log2 gives bits, 1.443 times as many as nats.",
    ),
    "base-2-power": Mistake(
        "it takes powers of 2 where powers of e are wanted",
        "Compute the value for 1 by hand with e = 2.718 and with 2.",
        "A power of 2 is a power of e with 0.69 times the exponent: every logit is shrunk to 0.69 of itself. The "
        "logits are natural, so the power is exp.",
    ),
    "clipped": Mistake(
        "it clips instead of computing",
        "Take the clipping away and look for a formula that needs none.",
        "Clipping hides an overflow, or a logarithm of 0, by a wrong answer: all beyond the limit gets the same "
        "value and no slope.",
    ),
    "derivative-returned": Mistake(
        "it returns the derivative",
        "What should the value at z = 0 be: one half or one quarter?",
        "sigmoid(z) (1 - sigmoid(z)) is the slope of the sigmoid, not the sigmoid.",
    ),
    "steps-from-the-start": Mistake(
        "every step begins at the start again",
        "From which parameters does the second step set out?",
        "start - alpha * gradient(theta) throws away the way that was gone: the step is theta minus alpha times the "
        "gradient at theta.",
    ),
    "gradient-once": Mistake(
        "the gradient is computed once only",
        "Where does the call of gradient stand, before the loop or in it?",
        "The slope is another at each new place: it has to be computed again at each step.",
    ),
    "labels-exchanged": Mistake(
        "the labels 0 and 1 have changed places",
        "Of two examples of class 1, one with the probability 0.9 and one with 0.1: which should pay more?",
        "An example pays for the probability of its own class: that of class 1 where y is 1, and 1 minus it where y "
        "is 0.",
    ),
    "leftover-derivative": Mistake(
        "a factor h (1 - h) is left over",
        "What does h (1 - h) cancel with?",
        "The derivative of the cross-entropy by h has h (1 - h) below; times the slope of the sigmoid it goes away. It "
        "stays with the squared error only.",
    ),
    "missing-input": Mistake(
        "the error is there, and the input is missing",
        "By which number does a weight's own input enter its slope?",
        "The last link of the chain is the slope of the logit by the weight, and that is the input in the weight's "
        "own column: each error is multiplied by it before the mean is taken.",
    ),
    "log-plus-eps": Mistake(
        "it adds a small number within the logarithm",
        "Take the eps away and look for a formula that never takes the logarithm of 0.",
        "A small number added to a probability caps the cost of a confident mistake; 1e-15 caps it at 34.5, and gives "
        "a right answer with probability 1 a cost below 0. A formula in the logits needs none: np.logaddexp.",
    ),
    "logarithm-misplaced": Mistake(
        "1 - log h stands where log(1 - h) is wanted",
        "What does an example of class 0 cost if h is close to 0?",
        "The probability of class 0 is 1 - h, and the logarithm is taken of that: log(1 - h), not 1 - log h.",
    ),
    "logarithm-returned": Mistake(
        "it returns logarithms of probabilities",
        "Are the entries between 0 and 1?",
        "The softmax is the exponential of these values; they are the log-softmax.",
    ),
    "mean-over-wrong-axis": Mistake(
        "the mean is taken over the wrong axis",
        "Over what is averaged: the m examples, or the n columns?",
        "The mean runs over the examples, the rows. A matrix product of X and the errors sums over them already; "
        "then divide by m.",
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
    "missing-sigmoid": Mistake(
        "the sigmoid is missing",
        "Is the error the distance of the label from a score, or from a probability?",
        "X @ theta - y is the error of linear regression. Here it is sigmoid(X @ theta) - y.",
    ),
    "normalised-over-everything": Mistake(
        "it divides by one sum over all rows",
        "Over which axis does the sum run?",
        "Each example has a distribution of its own: the sum runs over the classes of its row, axis=-1, keepdims=True.",
    ),
    "doubled-mean": Mistake(
        "the mean is taken twice",
        "How often is divided by m?",
        "One 1/m makes the mean, as np.mean does; a second one makes the result m times too small.",
    ),
    "one-after-the-other": Mistake(
        "it updates one parameter after the other",
        "With which parameters is the gradient computed for the second entry?",
        "All entries step at once, from the same place: theta = theta - alpha * gradient(theta).",
    ),
    "one-hot-off-by-one": Mistake(
        "the one stands one column off",
        "In which column has class 0 its one?",
        "Classes count from 0, as columns do: class 0 has its one in column 0, class 1 in column 1.",
    ),
    "one-hot-too-wide": Mistake(
        "the one-hot rows are too wide",
        "How many columns do K classes need?",
        "Classes 0, ..., K - 1 are K columns, not K + 1.",
    ),
    "one-label-only": Mistake(
        "the examples of one class cost nothing",
        "Try an example of class 0 and one of class 1 alone.",
        "An example pays for the probability of its own class. One of the two terms, that for y = 1 or that for y = "
        "0, is missing.",
    ),
    "returns-too-early": Mistake(
        "it ends after the first step",
        "How many times does the line of the step run, for steps = 5?",
        "One step is taken, whatever `steps` is. Each step is a turn of a loop, and return stands below that: within "
        "the loop it ends the function at the first turn.",
    ),
    "step-count": Mistake(
        "it takes more or fewer steps than `steps`",
        "Count the turns of the loop for steps = 1 and for steps = 30. What may end it earlier?",
        "`steps` steps are wanted, however small they become: for _ in range(steps), with nothing that ends the loop "
        "earlier.",
    ),
    "sigmoid-for-each-class": Mistake(
        "it takes the sigmoid of each logit",
        "Do the probabilities of a row sum to 1?",
        "K sigmoids answer K separate questions. The softmax shares out one probability among all classes.",
    ),
    "sigmoids-shared-out": Mistake(
        "it divides the sigmoids of a row by their sum",
        "What happens to the shares when you add 5 to every logit of a row?",
        "These shares sum to 1, and are no softmax: the same number added to all logits changes them. The softmax "
        "divides exponentials, and there it cancels.",
    ),
    "binary-cost-for-each-class": Mistake(
        "it adds the cost of two classes for each of the K",
        "What does an example pay here for the shares of the other classes?",
        "The term for the other class belongs to a question with one probability. With K of them that sum to 1, an "
        "example pays for what its label names alone: all else is lowered by that already.",
    ),
    "sigmoid-of-2x": Mistake(
        "it computes the sigmoid of 2z",
        "What is the slope at 0? It should be 1/4.",
        "(1 + tanh(z)) / 2 is the sigmoid of 2z; with tanh(z / 2) it is the sigmoid of z.",
    ),
    "sorted-classes": Mistake(
        "the columns are those that occur, not all K",
        "What if no example is of the last class?",
        "A class without examples keeps its column; otherwise the columns of two data sets do not match.",
    ),
    "softmax-over-wrong-axis": Mistake(
        "it normalises over the wrong axis",
        "Which probabilities sum to 1: those of a row, or those of a column?",
        "Each row is an example, and its probabilities sum to 1: axis=-1, with keepdims=True.",
    ),
    "squared-error": Mistake(
        "it is the squared error, not the cross-entropy",
        "Which cost is asked for, and why not this one?",
        "The squared error of probabilities is not convex in the logits, and its slope all but vanishes at confident "
        "mistakes.",
    ),
    "tangent-for-sigmoid": Mistake(
        "it is the hyperbolic tangent",
        "Which values can the result take: from 0 to 1, or from -1 to 1?",
        "tanh runs from -1 to 1; the sigmoid is 0.5 + 0.5 tanh(z / 2).",
    ),
    "two-classes-only": Mistake(
        "it handles two classes only",
        "Try three classes.",
        "What is right for K = 2 is wrong for more: a 2 in the place of K, the classes 0 and 1 alone, or 1 minus a "
        "share, which is that of one other class where there are two.",
    ),
    "whole-columns": Mistake(
        "it fills whole columns",
        "How many ones does each row have?",
        "rows[:, y] = 1 addresses all rows at once; rows[np.arange(m), y] = 1 one place in each.",
    ),
    "wrong-way": Mistake(
        "it walks uphill",
        "Does the cost fall?",
        "The gradient points to where the cost grows: the step is subtracted.",
    ),
    # What is wrong in a decision, in alphabetical order.
    "above-for-at-least": Mistake(
        "it asks for more than the threshold, not for at least as much",
        "What should happen where the probability is exactly the threshold?",
        "To reach the threshold is enough: >= and not >. A score of exactly 0 has probability 0.5 and is a 1 at 0.5.",
    ),
    "accuracy-for-precision": Mistake(
        "the first number is the accuracy",
        "Among which examples is a share of right ones asked for?",
        "Accuracy counts all examples; precision counts only those that were called 1. Where class 1 is rare the two "
        "can be far apart.",
    ),
    "always-one-half": Mistake(
        "it takes one half, whatever is given",
        "Does the answer change when the arguments do?",
        "One half is the threshold only where both errors cost the same; other costs need another one.",
    ),
    "bias-forgotten": Mistake(
        "the bias is missing",
        "What does the first parameter do in your formula?",
        "The first parameter, the bias or intercept, is added to every score. Without it every boundary goes through "
        "the origin.",
    ),
    "bias-undivided": Mistake(
        "the bias is not divided by the last weight",
        "Solve b + w1 x1 + w2 x2 = 0 for x2, term by term.",
        "To solve for x2 everything else is divided by w2, the bias too.",
    ),
    "classes-exchanged": Mistake(
        "class 0 and class 1 have changed places",
        "Which class does a high score speak for?",
        "The probability is that of class 1: the higher the score, the more it speaks for a 1.",
    ),
    "coefficients-exchanged": Mistake(
        "the two weights have changed places",
        "Which weight belongs to x1, and by which do you divide?",
        "The result is x2: its own weight w2 stands below, and w1 goes with x1.",
    ),
    "costs-exchanged": Mistake(
        "the two costs have changed places",
        "Should a dear miss raise or lower the threshold?",
        "Where a miss is dear you raise the alarm early: the threshold is low. The false alarm stands above the line.",
    ),
    "diagonal-only": Mistake(
        "it counts the right predictions only",
        "Where do the errors stand?",
        "The diagonal holds the right predictions. An example of class 2 that was called 0 is counted in row 2, "
        "column 0.",
    ),
    "divided-by-all": Mistake(
        "it divides by the number of all examples",
        "Which examples could have been hits?",
        "Precision divides the hits by the alarms, recall by the examples of class 1, neither by all.",
    ),
    "logit-for-probability": Mistake(
        "it is the threshold of the log-odds",
        "Is your result between 0 and 1?",
        "log(false_alarm / miss) is compared with the score; its sigmoid is the threshold of the probability.",
    ),
    "logit-one-half": Mistake(
        "it is the line on which the score is one half",
        "Which score has probability one half?",
        "The boundary is where the probability is one half, and so the score is 0.",
    ),
    "odds-for-probability": Mistake(
        "it is the threshold of the odds",
        "What does your formula give for two equal costs?",
        "false_alarm / miss is compared with the odds p / (1 - p). The probability is odds / (1 + odds).",
    ),
    "one-sign-only": Mistake(
        "one of the two terms has the wrong sign",
        "Bring b and w1 x1 to the other side: what happens to each?",
        "Both change their sign: x2 = -(b + w1 x1) / w2.",
    ),
    "repeated-index": Mistake(
        "a pair that occurs several times counts once",
        "What does table[[0, 0], [1, 1]] += 1 add: one or two?",
        "With arrays as index += reads, adds and writes once for each place, however often the place is named. "
        "np.add.at or a loop counts each time.",
    ),
    "shares-for-counts": Mistake(
        "it returns shares, not counts",
        "Are your entries whole numbers?",
        "Counts are asked for; a share hides whether it stands for one example or for a thousand.",
    ),
    "specificity-for-precision": Mistake(
        "the first number is the share of class 0 that stayed without an alarm",
        "Is the sum below your fraction that of the alarms?",
        "That share is the specificity. Where class 0 is common it is high even if most alarms are false.",
    ),
    "threshold-on-logit": Mistake(
        "the score is compared with the threshold of the probability",
        "Is X @ theta a probability?",
        "The threshold lies between 0 and 1, the score anywhere: take the sigmoid of the score first, or the log-odds "
        "of the threshold.",
    ),
    "truth-and-prediction-exchanged": Mistake(
        "truth and prediction have changed places",
        "Which of the two arrays is the truth, and where does it belong?",
        "In a confusion matrix the truth is the row and the prediction the column.",
    ),
    "whole-division": Mistake(
        "the quotient is cut to a whole number",
        "What is 1 / 10, and what are 1 // 10 and int(1 / 10)?",
        "Neither // nor int leaves decimals: every share below 1 becomes 0.",
    ),
    # What is wrong on the way to a fit, in alphabetical order.
    "all-entries-at-once": Mistake(
        "it moves all parameters at once",
        "How many entries of theta differ from the start when you call cost?",
        "A partial derivative moves one parameter and holds the others. Moved together they give the slopes' sum.",
    ),
    "constant-column": Mistake(
        "it goes wrong where a column is constant",
        "What is the standard deviation of a column of ones? And what becomes of the column in your function?",
        "Subtract the mean of such a column too, and divide by 1: 0 / 0 is no number, and what lies apart from the "
        "constant becomes huge when it is divided by nearly 0.",
    ),
    "curvature-weights-wrong": Mistake(
        "the examples have the wrong weights in the second derivatives",
        "What is the slope of the sigmoid?",
        "Each example bends the cost by h (1 - h), the slope of the sigmoid: X.T @ S @ X / m. With 1, h or the square "
        "it is the curvature of another cost.",
    ),
    "difference-undivided": Mistake(
        "the difference is not divided by the width",
        "Does your result shrink when h does?",
        "A slope is the rise over the run: the difference of the costs over 2 h.",
    ),
    "divided-by-h": Mistake(
        "it divides by h instead of 2 h",
        "How far apart are the two places at which you ask for the cost?",
        "From theta - h to theta + h it is 2 h; divided by h every slope is twice too steep.",
    ),
    "gradient-for-newton": Mistake(
        "it is a step of gradient descent",
        "Where does the curvature enter?",
        "Newton's method solves matrix times step = gradient; without the matrix it is descent with the rate 1.",
    ),
    "h-ignored": Mistake(
        "it is nearer to the truth than a two-sided difference of the width h can be",
        "For the h of this call, how far from theta does your function take the cost, and how often?",
        "The argument h says how far to go: one difference of that width is asked, no smaller width and no formula of "
        "higher order. The caller chooses h to fit the cost and the precision of the numbers.",
    ),
    "half-standardised": Mistake(
        "only one of shift and scale is done",
        "Has each column of train the mean 0 and the standard deviation 1?",
        "Standardising is two things: subtract the mean, then divide by the standard deviation.",
    ),
    "hessian-diagonal-only": Mistake(
        "it uses only the diagonal of the second derivatives",
        "Does one parameter's best step depend on the others?",
        "Columns that go together bend the cost together: the whole matrix counts. np.linalg.solve takes it.",
    ),
    "hessian-not-inverted": Mistake(
        "it multiplies by the second derivatives instead of dividing",
        "Should the step be longer or shorter where the cost bends strongly?",
        "Strong curvature means a short step: the step solves matrix times step = gradient.",
    ),
    "intercept-penalised": Mistake(
        "the intercept is penalised too",
        "Does your penalty see the intercept, the entry or column that belongs to the ones?",
        "A penalty on the intercept pulls it to 0, and the mean probability to one half, whatever the base rate is. "
        "theta[1:] leaves it out.",
    ),
    "mean-in-one-only": Mistake(
        "1/m stands in one of gradient and second derivatives only",
        "Are both sums, or both means?",
        "The step is the one divided by the other: 1/m cancels, but only if it stands in both.",
    ),
    "not-converged": Mistake(
        "it stops on the way",
        "Print the largest entry of the gradient after the last step.",
        "The cost has fallen, but the minimum is not reached: more steps, a larger rate, or Newton's method.",
    ),
    "not-put-back": Mistake(
        "an entry that was moved is not put back before the next is moved",
        "Where is theta[0] while you move theta[1]?",
        "One entry is moved at a time, and all others stay where theta has them. Begin each entry with a fresh copy, "
        "or with a step of zeros.",
    ),
    "one-sided-difference": Mistake(
        "the difference is taken to one side only",
        "At which two places do you ask for the cost?",
        "To one side the error shrinks like h, to both sides like its square: ten times smaller h, a hundred times "
        "smaller error.",
    ),
    "own-statistics": Mistake(
        "a part is standardised by itself",
        "Does a value of 5 become the same number in every part?",
        "The model has learned from numbers on the scale of train. Scaled by itself another part means something else.",
    ),
    "penalty-factor-2": Mistake(
        "the penalty is twice too large",
        "Is there a 1/2 in the formula of the penalty?",
        "The course writes l2 / 2 times the squares, so that the gradient is l2 times the weights. Libraries differ "
        "here.",
    ),
    "penalty-factor-half": Mistake(
        "the penalty is half as large as it should be",
        "How often is divided by 2?",
        "The cost has l2 / 2 times the squares, the gradient l2 times the weights: the 2 of the square cancels the "
        "half.",
    ),
    "penalty-forgotten": Mistake(
        "the penalty is missing",
        "Does l2 change anything in your function?",
        "Without the penalty the weights grow with every chance pattern, and without end where classes are separable.",
    ),
    "penalty-not-squared": Mistake(
        "the penalty is not the sum of the squares of the weights",
        "What is the sum of the squares of 1 and -3, and what does your penalty make of these weights?",
        "The sum of the squares is meant: it cannot cancel, and its slope goes to 0 with the weight. Absolute values, "
        "the root of the sum, and a sum that is squared afterwards are other penalties.",
    ),
    "penalty-over-m": Mistake(
        "the penalty is divided by m",
        "What does the mean run over: the examples, or the penalty as well?",
        "The mean is over the examples; the penalty is added once, as it is. Other books divide it by m too; for "
        "the same fit their number is m times as large.",
    ),
    "penalty-subtracted": Mistake(
        "the penalty is subtracted",
        "Should large weights cost more or less?",
        "Subtracted it rewards large weights, and the cost has no minimum.",
    ),
    "range-for-deviation": Mistake(
        "it scales by the range",
        "What standard deviation have your columns, and how far apart are their smallest and their largest value?",
        "From minimum to maximum is another scaling, which one far value decides. Standardising takes mean and "
        "standard deviation.",
    ),
    "sample-deviation": Mistake(
        "the standard deviation divides by m - 1",
        "What does ddof=1 do?",
        "Both are in use; the course, NumPy's default and scikit-learn's scaler divide by m, so that the mean square "
        "is exactly 1.",
    ),
    "statistics-over-wrong-axis": Mistake(
        "the statistics run over the wrong axis",
        "How many means do n columns have?",
        "Each column is a quantity of its own, with its own unit: axis=0, one mean for each column.",
    ),
    "step-for-parameters": Mistake(
        "it returns the step, not where it leads",
        "What does the stub say about the result?",
        "The new parameters are the old ones minus the step.",
    ),
    "test-left-raw": Mistake(
        "the test part is left as it was",
        "On which scale does the model expect its numbers?",
        "What the model meets later goes through the same shift and scale as what it learned from.",
    ),
    "uses-test-data": Mistake(
        "it learns from the data that are held out",
        "Which rows enter the mean?",
        "What is held out plays the future. A mean that has seen it leaks, and the score on it can be too good.",
    ),
    "variance-for-deviation": Mistake(
        "it divides by the variance",
        "In which unit is the result: has the unit gone?",
        "The variance has the unit squared; its root, the standard deviation, has the unit of the column.",
    ),
    # What is wrong with K scores, their softmax and its training; in alphabetical order.
    "argmax-over-wrong-axis": Mistake(
        "the largest is looked for along the wrong axis",
        "Which shape does your result have? One class for each example is wanted.",
        "Where the scores have the shape (m, K), the classes of one example stand in its row: axis=1. Without an "
        "axis argmax looks through everything.",
    ),
    "class-and-rest-exchanged": Mistake(
        "the class and the rest have changed places",
        "Which examples should get a 1?",
        "The model of class k answers the question 'is it class k?': 1 is yes, 0 is no.",
    ),
    "class-keeps-its-number": Mistake(
        "the class keeps its number",
        "For k = 2: should the label be 2?",
        "Each of the K models is a binary one; its labels are 0 and 1 whatever k is.",
    ),
    "class-or-above": Mistake(
        "classes above k count as class k",
        "What is the label of an example of class k + 1?",
        "Classes have no order: only y == k is the class, all others are the rest.",
    ),
    "classes-counted-from-1": Mistake(
        "the classes are counted from 1",
        "What is the number of the first class?",
        "Classes count from 0, as columns and argmax do.",
    ),
    "columns-exchanged": Mistake(
        "the columns of the classes are in another order",
        "Which class does the first column belong to?",
        "With the columns in another order the probabilities are right: each column belongs to the class of its "
        "number.",
    ),
    "compares-rounded-sigmoids": Mistake(
        "it compares sigmoids, which do not tell large scores apart",
        "What does your function make of 800, and of 900?",
        "In floating point both sigmoids are 1, or no number where an exp overflows, and the first model wins. The "
        "sigmoid is increasing: compare the logits themselves.",
    ),
    "depends-on-order": Mistake(
        "it depends on the order of the training rows",
        "What becomes of it when the training rows are sorted by class?",
        "A training set has no order. Who trains on a part of the rows, or on one after the other, shuffles "
        "them first.",
    ),
    "diagonal-formula-everywhere": Mistake(
        "the formula of the diagonal stands everywhere",
        "What is the derivative by the logit of another class? Its sign?",
        "p (1 - p) holds for the class's own logit only; off the diagonal it is -p_j p_k.",
    ),
    "features-not-scaled": Mistake(
        "it works only for features of one scale",
        "Print the standard deviation of each column of X_train.",
        "A gramme and a millimetre ask for learning rates far apart. Standardise the columns, by the training "
        "rows alone.",
    ),
    "first-class-unpenalised": Mistake(
        "the first class goes without penalty, not the intercept",
        "Along which axis of W do the intercepts stand?",
        "Each row of W belongs to a class; the intercepts are the first column, W[:, 0].",
    ),
    "hard-labels": Mistake(
        "it returns the classes as ones and zeros, not probabilities",
        "What does a wrong answer with probability 1 cost?",
        "The class is the most probable one, but what is wanted are the probabilities: one wrong answer of 0 "
        "costs without end.",
    ),
    "hard-labels-only": Mistake(
        "it takes the largest label as the whole label",
        "What if a row of Y is (0.6, 0.4)?",
        "Each class counts by its share: all entries of Y enter, also where they are neither 0 nor 1.",
    ),
    "jacobian-of-the-logarithm": Mistake(
        "it is the Jacobian of the logarithm of the softmax",
        "Which function do you differentiate: the softmax, or its logarithm?",
        "1 or 0 minus p_k is the derivative of log p_j; that of p_j itself has one more factor p_j.",
    ),
    "labels-and-probabilities-exchanged": Mistake(
        "labels and probabilities have changed places",
        "Of which of the two is the logarithm taken?",
        "The label is the weight and the logarithm that of the probability; the logarithm of a label 0 is "
        "minus infinity.",
    ),
    "log-of-an-underflow": Mistake(
        "it takes the logarithm of a probability that was rounded to 0",
        "What is the softmax of (800, 0) in floating point, and what its logarithm?",
        "Far below the largest logit the probability underflows to 0. Take the logarithm on paper: the logit minus "
        "the log of the sum of exp.",
    ),
    "mean-over-classes": Mistake(
        "it divides by the number of classes",
        "How many terms of a one-hot row are not 0?",
        "The sum runs over the classes, the mean over the m examples only. np.mean without an axis divides by m K.",
    ),
    "missing-logarithm": Mistake(
        "the logarithm is missing",
        "Which values may the result have: those of probabilities, or those of their logarithms?",
        "The logarithm of a probability is 0 or below; the exponential of the result should sum to 1.",
    ),
    "missing-softmax": Mistake(
        "the logits are taken for probabilities",
        "Do the rows that you use as probabilities sum to 1, without one below 0?",
        "Logits are any real numbers; the softmax makes probabilities of them.",
    ),
    "not-trained-enough": Mistake(
        "it is not trained enough",
        "Does the cost on the training part still fall with more steps, or with a weaker penalty?",
        "The classes are mostly right, but the probabilities are too close to each other: the weights are "
        "still too small.",
    ),
    "off-diagonal-formula-everywhere": Mistake(
        "the formula off the diagonal stands everywhere",
        "What is the derivative of a probability by its own logit? Its sign?",
        "Raising a logit raises its own probability: the diagonal is p (1 - p), that is p on the diagonal less p p.",
    ),
    "off-diagonal-missing": Mistake(
        "what stands off the diagonal is missing",
        "Does raising one logit change the other probabilities?",
        "All probabilities share one sum: off the diagonal the derivative is -p_j p_k, not 0. The result is a table.",
    ),
    "off-diagonal-sign": Mistake(
        "the sign off the diagonal is wrong",
        "Raise one logit: do the other probabilities rise or fall?",
        "The probabilities sum to 1, so what one gains the others lose: off the diagonal all is negative and "
        "each row sums to 0.",
    ),
    "only-the-own-class": Mistake(
        "only the row of the own class moves",
        "Does a wrong class with a large probability get a slope?",
        "The error is P - Y in all K classes: the own class is pulled up, each other one is pushed down by "
        "its probability.",
    ),
    "overconfident": Mistake(
        "it is surer than it may be",
        "Are there wrong answers with a probability near 1?",
        "The classes are mostly right, but the probabilities too close to 0 and 1: smaller weights would do. They grow "
        "too large by too many steps, by too large a rate, and by a gradient that does not vanish: when training, too, "
        "the probabilities of each row sum to 1.",
    ),
    "penalty-not-differentiated": Mistake(
        "the penalty itself is added, not its derivative",
        "How fast does a weight's own penalty grow as the weight does?",
        "The cost gets l2 / 2 times the squares; the gradient gets the derivative of it, l2 times w, for each weight.",
    ),
    "plus-minus-one": Mistake(
        "the labels are 1 and -1",
        "Which two values does the binary cost of chapter 3 want?",
        "With labels of plus and minus one the cost has another form; ours takes 0 and 1.",
    ),
    "rest-keeps-its-classes": Mistake(
        "the rest keeps its class numbers",
        "Which values does the result hold?",
        "For the model of class k all other classes are one: the rest, with the label 0.",
    ),
    "returns-the-score": Mistake(
        "it returns the score, not the class",
        "Are the results whole numbers from 0 to K - 1?",
        "max gives the largest value, argmax the place where it stands; the class is the place.",
    ),
    "same-answer-for-every-row": Mistake(
        "every test row gets the same answer",
        "Does X_test enter your result?",
        "Shares of the classes are the best guess without features; a classifier looks at the row.",
    ),
    "shift-not-added-back": Mistake(
        "the shift is not the same in both terms",
        "You subtract the largest logit in one place. Where else has it to go?",
        "Shifting changes nothing only if both terms are shifted: either the logit and the sum, or neither.",
    ),
    "smallest-score": Mistake(
        "it takes the smallest score",
        "Which class should win: that with the largest score, or with the smallest?",
        "A larger logit means a larger probability: argmax, not argmin.",
    ),
    "threshold-for-each-class": Mistake(
        "it cuts each score at one half",
        "What if no score reaches one half, or several do?",
        "Only the comparison among the classes always gives exactly one class; a threshold gives none, or several.",
    ),
    "transposed-weights": Mistake(
        "the weights are multiplied the wrong way round",
        "Each row of W belongs to a class. What does X @ W sum over?",
        "A score is the product of a row of X with a row of W: X @ W.T, of shape (m, K). X @ W has a shape "
        "only where K = n.",
    ),
    # What goes wrong on the way to another library, in alphabetical order.
    "every-pair": Mistake(
        "each logit meets the label of every example",
        "Which shape has Z - y, if Z is (m, 1) and y is (m,)?",
        "NumPy and PyTorch spread (m, 1) against (m,) to (m, m): the mean is then over all pairs, without an error.",
    ),
    "mean-forgotten": Mistake(
        "it forgets that one side is a sum and the other a mean",
        "Does your answer change with the number of examples?",
        "C stands in front of a sum over m examples, l2 beside a mean: 1 / C is right for a single example only.",
    ),
    "mean-misplaced": Mistake(
        "the number of examples stands on the wrong side of the fraction",
        "With C fixed and ten times as many examples, does the penalty count for more or for less?",
        "The sum grows with m and the penalty stays, so beside a mean it shrinks: m belongs below.",
    ),
    "not-inverted": Mistake(
        "a larger C becomes a stronger penalty",
        "Does scikit-learn's C stand in front of the losses or of the squares?",
        "C stands in front of the losses: the larger it is, the less the penalty counts. It is an inverse.",
    ),
    "odds-for-logits": Mistake(
        "it takes the odds of each class against all others",
        "Compute the softmax of your logits by hand for one half, one quarter, one quarter.",
        "log(P / (1 - P)) undoes a sigmoid. The softmax divides by a sum: of log(P) it makes P, and of log(P) with one "
        "number added to a row.",
    ),
    "probabilities-for-logits": Mistake(
        "the softmax of its result is the softmax of P, not P",
        "Take the softmax of your result. Is it P?",
        "The loss takes the softmax of what it is given. The softmax of probabilities is more even than they are.",
    ),
    "softmax-of-one": Mistake(
        "it takes the softmax of a single column",
        "What is a power of e, divided by the sum of all one of them?",
        "A softmax over one class is always 1, so the loss is always 0. One output for two classes takes the sigmoid.",
    ),
    "softmax-twice": Mistake(
        "it squashes once more",
        "How often is an exponential taken between the logit and the loss?",
        "The formula in the logits squashes by itself. Squashed twice, even a sure answer costs much, and the slope "
        "is small.",
    ),
    # What goes wrong where a fit is read, in alphabetical order.
    "coefficient-for-slope": Mistake(
        "it returns the coefficients",
        "In which unit is a coefficient, and in which the probability?",
        "A coefficient is a slope of the logit. The probability rises by it times h (1 - h), a quarter at the most.",
    ),
    "column-for-coefficient": Mistake(
        "it multiplies by the column instead of the coefficient",
        "You vary x and hold theta: what is the derivative of x @ theta by x_j?",
        "By theta_j it is x_j, and by x_j it is theta_j. A fit needs the first, a reader the second.",
    ),
    "odds-ratio-for-risk-ratio": Mistake(
        "it takes the odds ratio for the ratio of probabilities",
        "What is twice the odds of one half, as a probability?",
        "Odds of 1 doubled are 2, a probability of 2/3: that is 1.33 times one half, not twice.",
    ),
    "odds-returned": Mistake(
        "it returns the odds of the treated",
        "Can your result be turned into a probability, and then be divided?",
        "Odds o belong to the probability o / (1 + o). The ratio is that of two probabilities.",
    ),
    "one-minus-h-forgotten": Mistake(
        "the factor 1 - h is missing",
        "What should the slope be where the probability is nearly 1?",
        "The slope of the sigmoid is h (1 - h): it is flat at both ends, not at the lower one alone.",
    ),
    "probability-for-ratio": Mistake(
        "it returns the probability of the treated",
        "What should come out if the treatment does nothing?",
        "With an odds ratio of 1 the ratio of the probabilities is 1, whatever the risk is: divide by the risk.",
    ),
    "product-of-means": Mistake(
        "it averages h first and then takes h (1 - h)",
        "Is the mean of squares the square of the mean?",
        "h (1 - h) bends, so the order matters: take the slope of each example, then their mean.",
    ),
    "ratio-upside-down": Mistake(
        "the ratio stands upside down",
        "Does a treatment that raises the odds give a ratio above 1?",
        "The probability with the treatment is divided by the one without it.",
    ),
    "risk-difference": Mistake(
        "it returns the difference of the probabilities",
        "What should come out if the treatment does nothing?",
        "By what the probability is multiplied is a quotient; the difference says how much is added to it.",
    ),
    "slope-at-one-half": Mistake(
        "it takes every probability for one half",
        "What is h (1 - h) where h is 0.9?",
        "Dividing by 4 gives the slope at one half, the steepest there is; elsewhere it is smaller.",
    ),
    "slope-at-the-mean": Mistake(
        "it takes the slope at the mean example",
        "Does an example with the mean of all columns exist?",
        "The slope at the mean is not the mean of the slopes. Compute h (1 - h) for each example, then average.",
    ),
    # What goes wrong with thresholds, in alphabetical order.
    "accuracy-for-area": Mistake(
        "it returns the accuracy at one threshold",
        "Where does your function compare with 0.5?",
        "The area belongs to all thresholds at once; scores need not be probabilities.",
    ),
    "divided-by-all-pairs": Mistake(
        "it divides by all pairs, those within a class too",
        "How many pairs hold one example of each class?",
        "Only pairs of a 1 and a 0 can be won: their number is the product of the two counts.",
    ),
    "old-share-forgotten": Mistake(
        "it puts the new share in and leaves the old one there",
        "What should come out if new equals old?",
        "The model's odds hold those of the old share already: divide by these, as you multiply by those of the new "
        "one.",
    ),
    "pairs-not-divided": Mistake(
        "it counts the pairs that are won",
        "Can your result be above 1?",
        "The area is a share: divide by the number of pairs.",
    ),
    "share-for-odds": Mistake(
        "it treats a probability as the odds are treated",
        "By what should 1 - p be weighed, the probability of the other class?",
        "Both classes change their weight. Weigh p and 1 - p, each by the change of its own share, then divide by "
        "the sum.",
    ),
    "shares-exchanged": Mistake(
        "the old and the new share have changed places",
        "If class 1 becomes rarer, do your probabilities fall?",
        "Multiply the odds by those of the new share and divide by those of the old one.",
    ),
    "ties-lost": Mistake(
        "equal scores count as lost",
        "What should come out if all scores are equal?",
        "Scores that tell nothing have an area of one half: a pair of equal scores counts one half.",
    ),
    "ties-won": Mistake(
        "equal scores count as won",
        "What should come out if all scores are equal?",
        "Scores that tell nothing have an area of one half: a pair of equal scores counts one half.",
    ),
    # What goes wrong when a fit is judged, in alphabetical order.
    "aic-returned": Mistake(
        "it returns the criterion and not which model has it",
        "Is your result 0, 1, 2, ...?",
        "np.argmin tells where the lowest number stands.",
    ),
    "bins-of-equal-width": Mistake(
        "the groups are equally wide, not equally large",
        "How many examples does each of your groups hold?",
        "Sort the examples by x and cut them into k parts of as many examples each.",
    ),
    "brier-for-reliability": Mistake(
        "it returns the Brier score",
        "What should come out if one half is said to all, and half are of class 1?",
        "The score holds the chance of each single label too. Compare what was said with the share of its group.",
    ),
    "cost-for-aic": Mistake(
        "it takes the lowest cost, and the parameters weigh nothing or too little",
        "Of two nested models, whose cost can never be the higher?",
        "On its own data the larger of two nested models is never the worse, whatever its parameters are good for: add "
        "2 for each parameter.",
    ),
    "counts-for-variances": Mistake(
        "it divides by the expected ones and forgets the zeros",
        "Which two counts does each group have?",
        "A group of n examples with c expected ones adds the squared difference over c for its ones, and over n - c "
        "for its zeros: together over c (1 - c / n).",
    ),
    "groups-unweighted": Mistake(
        "each group counts alike, however large",
        "What if one group holds a single example and the other a thousand?",
        "Weigh each group by its share of the examples.",
    ),
    "hat-matrix-returned": Mistake(
        "it returns the whole matrix",
        "Which entry says how an example pulls itself?",
        "The leverages are the diagonal, one number for each example.",
    ),
    "least-squares-leverage": Mistake(
        "it takes the leverages of a straight line",
        "Where do the probabilities enter?",
        "Each row is weighed by the root of h (1 - h): an example that is sure pulls little.",
    ),
    "mean-cost-for-deviance": Mistake(
        "it adds 2 for each parameter to the mean cost",
        "Is 2 much or little beside a mean of about 0.6?",
        "The criterion is made of sums: 2 m times the mean cost, and 2 for each parameter.",
    ),
    "mean-for-sum": Mistake(
        "it averages instead of summing",
        "What becomes of your k terms at the end?",
        "The statistic is the sum over the groups; divided by k it cannot be compared with a chi-squared distribution.",
    ),
    "one-group-for-all": Mistake(
        "it compares the mean of all predictions with the share of all",
        "What if 0.2 is said where 0.8 is right, and 0.8 where 0.2 is?",
        "Errors up and down cancel over all examples. Compare within each group of equal predictions, then average.",
    ),
    "pearson-for-deviance": Mistake(
        "it returns Pearson's residual",
        "Where is the logarithm?",
        "A deviance residual is the root of twice the cost of the example, with the sign of y - p.",
    ),
    "residual-for-its-size": Mistake(
        "it averages the sizes of the residuals",
        "Should errors up and down cancel where the model is right?",
        "Average y - p with its sign: around 0 is what you look for.",
    ),
    "resolution-for-reliability": Mistake(
        "it compares the groups with the share of all",
        "What should come out if what was said is right in each group?",
        "That is the resolution. Reliability compares what was said in a group with what was seen there.",
    ),
    "sign-lost": Mistake(
        "it returns the root without a sign",
        "Which residual has an example of class 0?",
        "Above 0 where y is 1, below where y is 0: multiply by the sign of y - p.",
    ),
    "sorted-by-prediction": Mistake(
        "it sorts by the prediction and not by x",
        "Which axis will the picture have?",
        "Sort by the column x: a bend along it is what you look for.",
    ),
    "two-forgotten": Mistake(
        "the factor 2 is missing",
        "What does one example add to the deviance: its cost, or more?",
        "An example adds twice its cost to the deviance, so twice its cost stands below the root.",
    ),
    "unsorted-groups": Mistake(
        "the groups are cut in the order in which the examples come",
        "What do the examples of one group have in common?",
        "Sort first: a group holds examples of like values.",
    ),
    "unsquared-root": Mistake(
        "it returns what the example adds, not its root",
        "Which residuals have squares that sum to the deviance?",
        "Take the square root of twice the cost, then give it the sign.",
    ),
    "variance-not-root": Mistake(
        "the rows are not weighed by the root of h (1 - h)",
        "What stands before each row of your A, and does the same A stand in every place?",
        "Multiply each row by the root of h (1 - h), not by h (1 - h) itself, and use that A in every place of the "
        "formula.",
    ),
    # What goes wrong with rare classes, in alphabetical order.
    "columns-apart": Mistake(
        "it adds the variances of the coefficients and forgets that they go together",
        "What of the entries beside the diagonal of the covariance?",
        "The variance of a sum needs all entries: x @ C @ x.",
    ),
    "correction-added-to-all": Mistake(
        "every coefficient is moved, not the intercept alone",
        "Does the kept share change what a unit of a column does to the odds?",
        "A share moves all logits by one number: that is the intercept's part.",
    ),
    "half-forgotten": Mistake(
        "it moves the residual by q (1 - h), or by q h",
        "Towards which probability does Firth's penalty pull?",
        "It pulls to one half: the residual moves by q times (1/2 - h).",
    ),
    "interval-on-the-probability": Mistake(
        "the interval is made on the probability, not on the logit",
        "Can an end of yours lie below 0 or above 1?",
        "Make the interval on the logit, where the estimate is nearly normal; then take the sigmoid of both ends.",
    ),
    "leverage-forgotten": Mistake(
        "it returns the gradient without Firth's penalty",
        "Where do the leverages enter?",
        "Each residual h - y is moved by q (1/2 - h).",
    ),
    "leverage-one-for-all": Mistake(
        "one number stands for the leverage of every example",
        "To what do the leverages sum?",
        "An example is moved by its own leverage q.",
    ),
    "level-for-the-rest": Mistake(
        "level and 1 - level have changed places",
        "Should p rise or fall if the level rises?",
        "At the p that is asked for, m trials without the event have the chance 1 - level, not level.",
    ),
    "odds-of-the-share": Mistake(
        "it takes the logarithm of the odds of the kept share",
        "By which factor did the odds in the sample change?",
        "With the share `kept` of the zeros the odds are 1 / kept times as high. Undo it with log(kept).",
    ),
    "pulled-the-wrong-way": Mistake(
        "the penalty pushes the probabilities away from one half",
        "Would descent along your gradient come to an end for separable classes?",
        "Subtract q (1/2 - h) from h - y: in a gradient step each example then pulls its own h towards one half, "
        "whatever the others do.",
    ),
    "quotient-for-root": Mistake(
        "it divides by m, which is near it for many trials at best",
        "What comes out for one trial?",
        "The chance that none of m happens is (1 - p) ** m. Solve for p.",
    ),
    "share-for-its-logarithm": Mistake(
        "the share itself moves the intercept, not its logarithm",
        "Is the intercept a part of the odds, or of their logarithm?",
        "The share is a factor of the odds. The intercept is a part of their logarithm, where a factor becomes a sum.",
    ),
    "share-for-weight": Mistake(
        "each class is weighed by its share, so the rare one counts less still",
        "Which class should weigh more?",
        "Divide by the share: the weights of each class must sum to the same number.",
    ),
    "variance-for-error": Mistake(
        "it goes 1.96 variances up and down",
        "x @ C @ x is a variance. What makes a standard error of it?",
        "The standard error is the root of x @ C @ x.",
    ),
    "weights-not-scaled": Mistake(
        "the weights do not sum to m",
        "What do your weights sum to in each class, and what should they?",
        "Divide m by twice the number of examples of the class: the weights of each class then sum to m / 2.",
    ),
    # What goes wrong with penalties, in alphabetical order.
    "belief-upside-down": Mistake(
        "a wide belief gives a strong penalty",
        "If you expect large weights, should they cost much?",
        "A narrow bell is a strong belief in small weights, and so a strong penalty: the variance divides.",
    ),
    "deviation-for-error": Mistake(
        "it takes the standard deviation of the folds for the error of their mean",
        "What becomes of the uncertainty of a mean as folds are added?",
        "The mean of k numbers strays less than one of them, by the root of k: divide by it.",
    ),
    "deviation-for-variance": Mistake(
        "it divides by the deviation where the variance belongs",
        "What stands below w^2 in the density of a normal distribution?",
        "The belief costs w^2 / (2 tau^2): the variance, the square of tau, stands below.",
    ),
    "deviation-over-k": Mistake(
        "the standard deviation divides by k",
        "What does ddof=1 do?",
        "NumPy divides by k. With k - 1, as is asked, the deviation of a few losses is larger.",
    ),
    "error-of-each-strength": Mistake(
        "each strength brings its own error",
        "Whose standard error is added to the lowest mean?",
        "One limit holds for all: the lowest mean and its own error.",
    ),
    "kept-or-killed": Mistake(
        "what is not set to 0 stays as it was",
        "Where does a large number end? Does it move at all?",
        "That is hard thresholding. The penalty pulls at every weight, so the large ones move by t as well.",
    ),
    "less-than-nothing-missed": Mistake(
        "a slope within the limits counts below 0",
        "What should come out where a weight is 0 and its slope is too?",
        "Between -l1 and l1 nothing is missed: the distance is 0, not negative.",
    ),
    "lowest-mean-alone": Mistake(
        "it returns the strength of the lowest mean",
        "How sure is the place of the lowest mean?",
        "Its neighbours are as good within the noise: of those take the strongest.",
    ),
    "one-side-only": Mistake(
        "negative numbers all become 0",
        "Where should -2 go if t is 1?",
        "A negative number moves up towards 0, as a positive one moves down.",
    ),
    "passes-zero": Mistake(
        "small numbers pass 0 and come out on the other side",
        "Where should 0.2 go if t is 0.5?",
        "Towards 0 and no farther: a number nearer than t ends at 0.",
    ),
    "sign-dropped": Mistake(
        "negative numbers come out positive",
        "On which side of 0 should -2 end?",
        "The distance is right; put the sign back.",
    ),
    "sign-of-the-slope-kept": Mistake(
        "it takes the largest slope, not the largest in size",
        "Would a column with all signs changed need another l1?",
        "A steep slope downwards pulls as much as one upwards: take absolute values first.",
    ),
    "sign-of-the-weight-forgotten": Mistake(
        "it does not see whether the slope is against the weight",
        "A weight of 2 whose slope is +l1: would you leave it there?",
        "The penalty pulls a positive weight down, so the slope must be -l1 there, and +l1 for a negative one.",
    ),
    "starts-at-one-half": Mistake(
        "it takes the slopes where the intercept is 0 too",
        "What does a model with the intercept alone say, if it is fitted?",
        "The intercept is free, so it is fitted first: every example gets the base rate, not one half.",
    ),
    "sum-for-largest": Mistake(
        "it adds the slopes up",
        "Which weight leaves 0 first as l1 falls?",
        "Each weight is held by l1 on its own, so the steepest one decides.",
    ),
    "weakest-within": Mistake(
        "it returns the weakest strength within the error",
        "Which of the candidates is the simplest model?",
        "Among fits that are equally good within the noise, take the strongest penalty: fewer weights, smaller ones.",
    ),
    "with-the-sign": Mistake(
        "the slope is compared with l1 in the direction of the weight",
        "The penalty pulls a positive weight down. Which slope holds against it?",
        "Both slopes together vanish: that of the penalty is l1 times the sign, so the other is minus that.",
    ),
    "zero-like-the-others": Mistake(
        "it wants the slope of a weight of 0 to vanish",
        "How steep is the penalty on either side of 0, and which slopes can it hold there?",
        "At 0 the penalty has a corner, and holds against any slope up to l1.",
    ),
    # What goes wrong with memories, rates and checks, in alphabetical order.
    "bends-exchanged": Mistake(
        "it divides the smallest bend by the largest",
        "Can a condition number be below 1?",
        "The largest bend stands above: a long valley has a large condition number.",
    ),
    "condition-squared": Mistake(
        "it returns the square of the condition number",
        "What is the condition number of a bowl with the bends 4 and 1?",
        "The eigenvalues of H are the bends; their ratio is not squared.",
    ),
    "diagonal-for-bends": Mistake(
        "it takes the diagonal of H for the bends",
        "In which directions does H bend, if its axes are turned?",
        "The diagonal holds the bends along the parameters. A valley may lie across them: take eigenvalues.",
    ),
    "difference-for-ratio": Mistake(
        "it subtracts the smallest bend from the largest",
        "Would the number change if the cost were counted in other units?",
        "A condition number is a ratio, without a unit.",
    ),
    "differences-cancel": Mistake(
        "errors of opposite sign cancel",
        "What if one entry is too large and another too small by the same?",
        "Take the size of each difference first.",
    ),
    "error-not-relative": Mistake(
        "the difference is not divided by the size of the gradient",
        "Is an error of 0.001 large, if the slopes are 1000?",
        "Divide by the largest entry; then the number means the same for every cost.",
    ),
    "gap-turned-round": Mistake(
        "it subtracts what is missing",
        "If y is 1 and h is 0.2, should the number lie above the score?",
        "What is missing is y - h, and it is added.",
    ),
    "gap-undivided": Mistake(
        "what is missing is not divided by the weight",
        "Near which h does a score have to move far to change h?",
        "A score moves h by h (1 - h) a unit, so the gap in the score is the gap in h divided by that.",
    ),
    "memory-as-a-mean": Mistake(
        "the pull is weighed by 1 - beta",
        "Do the two parts have to sum to 1 here?",
        "Some libraries average so. In this rule the pull counts whole, and steps grow up to 1 / (1 - beta) times.",
    ),
    "memory-forgotten": Mistake(
        "the velocity is not kept",
        "What does your step do with beta?",
        "Without the part beta of the old velocity it is plain descent.",
    ),
    "old-velocity-moves": Mistake(
        "it moves by the old velocity",
        "Where is the ball after the first step, from rest?",
        "Renew the velocity first, then move by the new one.",
    ),
    "pull-upwards": Mistake(
        "the slope pushes the ball up",
        "Which way does the cost fall?",
        "Against the slope: subtract alpha times it.",
    ),
    "score-forgotten": Mistake(
        "the score is missing in the numbers",
        "What does the line have to fit where nothing is missing?",
        "Then theta is right already, and the fit must give X theta back: the score belongs in.",
    ),
    "smallest-for-largest": Mistake(
        "it divides by the smaller of the two gradients",
        "What if one of the two is 0?",
        "The larger one gives the scale: then the error is between 0 and 2.",
    ),
    "straight-for-cosine": Mistake(
        "the rate falls in a straight line",
        "How does a cosine begin: steep or flat?",
        "Half a wave of the cosine is flat at both ends.",
    ),
    "warm-up-forgotten": Mistake(
        "the first steps do not warm up",
        "What is the rate at step 0?",
        "Below `warm` it rises in a straight line from 0.",
    ),
    "wave-from-the-start": Mistake(
        "the wave begins at step 0 instead of after warming up",
        "What should the rate be at step `warm`?",
        "The fall begins at `warm`: count from there, and over steps - warm steps.",
    ),
    "weights-upside-down": Mistake(
        "it returns 1 divided by each weight",
        "Which examples should count: those near one half, or those far off?",
        "The weight is h (1 - h), largest at one half.",
    ),
    "whole-wave": Mistake(
        "the rate falls and rises again",
        "Where is the cosine lowest: after half a wave or after a whole one?",
        "Half a wave: pi times the share.",
    ),
    # What goes wrong with categories, ordered classes and several labels, in alphabetical order.
    "cumulative-returned": Mistake(
        "it returns the chance of a class or any below it",
        "Do the rows sum to 1?",
        "P(y <= k) counts all classes up to k. One class is the difference of two neighbours.",
    ),
    "effects-for-dummies": Mistake(
        "the rows of the reference hold -1",
        "What stands in the row of the reference?",
        "With -1 the coefficients are measured from the mean of the categories. Against a reference its row holds 0.",
    ),
    "expected-less-own": Mistake(
        "it takes the expected number of the class, less the own number",
        "Are the classes equally far apart?",
        "Numbers of ordered classes are names with an order. Only which side the probability lies on counts.",
    ),
    "first-always-left-out": Mistake(
        "the first one is always the reference",
        "What changes if the reference is another one?",
        "Use the argument: any of them may be the reference.",
    ),
    "last-always-left-out": Mistake(
        "the last one is always the reference",
        "What changes if the reference is another one?",
        "Use the argument: any of them may be the reference.",
    ),
    "last-class-missing": Mistake(
        "the last class is missing",
        "How many classes do K - 1 cuts part?",
        "Above the last cut lies one more class: 1 less P(y <= K - 2).",
    ),
    "logarithm-of-ratio": Mistake(
        "it returns differences of weights",
        "What should stand for the reference: 0 or 1?",
        "The difference is the logarithm of the ratio. The ratio itself is e to the difference.",
    ),
    "mean-over-labels": Mistake(
        "it divides by the number of labels",
        "What should two labels pay where each is a coin toss?",
        "Each label is a question of its own: their costs are summed, and the mean runs over the examples.",
    ),
    "one-branch-only": Mistake(
        "only labels that are right pay",
        "What does a label pay that is wrong and was given 0.9?",
        "Each label has two branches: the second part, for y = 0, counts as well.",
    ),
    "half-the-pull": Mistake(
        "one of the two sides is missing",
        "What pulls on the score: the classes above the own one, or those below?",
        "Both do, in opposite directions: the probability above less the probability below.",
    ),
    "order-reversed": Mistake(
        "the classes stand in reversed order",
        "Where is the probability if the score is very high?",
        "A high score makes the last class probable.",
    ),
    "own-class-alone": Mistake(
        "it returns the probability of the own class less 1",
        "What is the slope where all missing probability lies above, and where it lies below?",
        "Too high and too low are different here: the sign says on which side the rest lies.",
    ),
    "reference-above": Mistake(
        "the reference stands above and the class below",
        "Does a positive difference give a ratio above 1?",
        "The class is divided by the reference, so the row of the reference is subtracted from its row.",
    ),
    "reference-kept": Mistake(
        "the reference has a column too",
        "What do all columns of a row add up to?",
        "With all K columns their sum is the column of ones: leave out that of the reference.",
    ),
    "reference-not-subtracted": Mistake(
        "it takes the row of the class alone",
        "What should stand in the row of the reference?",
        "A row alone means nothing: one number may be added to all of them. Subtract the row of the reference.",
    ),
    "score-added": Mistake(
        "the score is added to the cuts",
        "Does a higher score make the last class more probable?",
        "P(y <= k) falls as the score rises: the score is subtracted from the cut.",
    ),
    "sides-added": Mistake(
        "it adds the two sides",
        "What should the slope be where both sides are equal?",
        "The classes above push the score down, those below push it up: subtract.",
    ),
    "softmax-of-cuts": Mistake(
        "it takes a softmax of the scores less the cuts",
        "What does P(y <= k) look like if you add up your classes?",
        "Here the chance of a class or any below it is a sigmoid. In a softmax the chance of each class is a share of "
        "exponentials: another model.",
    ),
    "softmax-of-labels": Mistake(
        "it shares one probability among the labels",
        "What is the least cost if two labels are right?",
        "A softmax says that one is right. Here each label has a sigmoid of its own.",
    ),
    "zeros-for-ones": Mistake(
        "0 and 1 have changed places",
        "In which rows should a column hold 1?",
        "A column asks whether it is this category: 1 is yes.",
    ),
    # What goes wrong in networks, in alphabetical order.
    "bend-forgotten": Mistake(
        "the slope of tanh is missing",
        "What happens to the slope where a hidden neuron is nearly 1?",
        "Through tanh a slope is multiplied by 1 - s^2: a neuron at its end hardly passes anything on.",
    ),
    "bend-of-the-sigmoid": Mistake(
        "the slope of the sigmoid stands where that of tanh should",
        "What is the derivative of tanh, written with its value s?",
        "For tanh it is 1 - s^2; s (1 - s) belongs to the sigmoid.",
    ),
    "bias-behind": Mistake(
        "the column of ones stands behind the neurons",
        "Which column of W is the bias?",
        "W has its bias first, so the ones come first too.",
    ),
    "bias-left-out": Mistake(
        "the bias of W is left out",
        "What should the scores be where all hidden neurons say 0?",
        "The first column of W is added to every score.",
    ),
    "bias-taken-for-a-neuron": Mistake(
        "the bias is taken for the weights of a neuron",
        "Which columns of W lead to hidden neurons?",
        "The first column is the bias: W[:, 1:] are the weights of the neurons.",
    ),
    "class-one-only": Mistake(
        "every example is taken for class 1",
        "What is the probability of the true class where y is 0?",
        "For class 0 it is 1 - sigmoid(z), the sigmoid of -z.",
    ),
    "focus-forgotten": Mistake(
        "the factor that forgets the easy is missing",
        "What should gamma = 2 do to an example with p = 0.9?",
        "It multiplies its loss by (1 - p)^gamma, here by 0.01.",
    ),
    "focus-on-the-easy": Mistake(
        "the factor is p to the power of gamma",
        "Which examples should count less, the sure or the unsure?",
        "The factor is (1 - p)^gamma: near 0 where p is near 1.",
    ),
    "focus-times-gamma": Mistake(
        "1 - p is multiplied by gamma, not raised to it",
        "What should come out for gamma = 0?",
        "The factor is a power: with gamma = 0 it is 1, and the loss is the usual one.",
    ),
    "from-first-to-last": Mistake(
        "only the last node passes its slope on",
        "Which slope is known at the beginning, and which node comes next?",
        "That of the last node, 1. A node can pass its slope on only when it is complete, so go backwards.",
    ),
    "last-path-only": Mistake(
        "where paths meet, one replaces the other",
        "How many ways lead from the first node to the last?",
        "The slopes of all paths are added: += and not =.",
    ),
    "local-slopes-only": Mistake(
        "the slopes of single steps are added up",
        "What is the slope of a chain of two steps?",
        "Along a path slopes are multiplied: pass on the own slope times the local one.",
    ),
    "no-bend": Mistake(
        "the hidden neurons do not bend",
        "Could your network have a border that is not straight?",
        "Without tanh two products are one: the network is a softmax with other weights.",
    ),
    "output-without-slope": Mistake(
        "the last node has the slope 0",
        "By how much does the last node move if the last node moves by 1?",
        "The slope of a number by itself is 1.",
    ),
    "scores-returned": Mistake(
        "it returns scores",
        "Do the rows sum to 1?",
        "The last step is the softmax of each row.",
    ),
    "sigmoid-for-tangent": Mistake(
        "the hidden neurons are sigmoids",
        "What should a hidden neuron say for a sum of 0?",
        "tanh(0) is 0, and the sigmoid of 0 is one half.",
    ),
    "slopes-added-along-a-path": Mistake(
        "along a path slopes are added",
        "What is the slope of 2 (3 x)?",
        "Along a path they are multiplied; where paths meet they are added.",
    ),
    # What goes wrong between a raw file and a model, in alphabetical order.
    "accuracy-for-loss": Mistake(
        "it takes the strength with the highest accuracy",
        "Where does your function compare with 0 or with one half?",
        "The log loss is asked for. It sees how sure each answer is; the accuracy moves in jumps and ties easily.",
    ),
    "equal-rows-parted": Mistake(
        "rows are dealt out, so equal rows land on both sides",
        "In the input above two rows have the same number. Where does each of them go?",
        "A copy in training and its twin in the test: the model is asked what it was told. Deal out the numbers, then "
        "take all rows of each.",
    ),
    "last-for-first": Mistake(
        "it holds out the last numbers of the shuffle",
        "Which end of the shuffled numbers is asked for?",
        "The last ones are as good a draw, but another one. A split that somebody else repeats must be told exactly.",
    ),
    "logarithm-left-out": Mistake(
        "the logarithm is left out",
        "What happens to each count before the mean is taken?",
        "Counts may have a long tail. Without np.log1p its few huge ones make the standard deviation, and all others "
        "lie close together.",
    ),
    "lowest-loss-returned": Mistake(
        "it returns the lowest loss, not the strength that has it",
        "min gives a value. Which function gives its place?",
        "The place of the lowest loss is that of the strength: strengths[np.argmin(losses)].",
    ),
    "numbers-for-rows": Mistake(
        "it returns the numbers that are held out, not the rows",
        "What does your result name: numbers, or the places of the rows that bear them?",
        "A number may stand for several rows; the places of all of them are asked for.",
    ),
    "odds-against-a-logit": Mistake(
        "the logit is compared with odds",
        "Is alarm / miss a probability, odds or a logit?",
        "The quotient of the prices is the odds of the threshold. The logit is the logarithm of odds.",
    ),
    "ones-behind": Mistake(
        "the column of ones stands last",
        "Which parameter is the intercept?",
        "The course keeps the intercept first, and so the ones; the penalty leaves out the first entry.",
    ),
    "ones-left-out": Mistake(
        "the column of ones is missing",
        "How many columns does the result have, and how many are asked for?",
        "Without the ones the model has no intercept: at the mean of all columns it would say one half.",
    ),
    "parts-exchanged": Mistake(
        "it returns the rows that stay",
        "How large is the part that you return?",
        "The rows whose numbers come first in the shuffle are held out; yours are the others.",
    ),
    "penalty-in-the-score": Mistake(
        "the penalty is added to the validation loss",
        "What does a new example pay for?",
        "The penalty helps to find parameters. How well they serve new examples is the log loss alone, however large "
        "the parameters are.",
    ),
    "place-for-value": Mistake(
        "it returns the place, not the strength",
        "What does np.argmin return?",
        "argmin is the place of the lowest loss. The strength stands at that place in strengths.",
    ),
    "seed-ignored": Mistake(
        "it draws the same part for every seed",
        "What is handed to np.random.default_rng?",
        "With a fixed seed in the function no second split can be drawn, and no range over splits be told.",
    ),
    "statistics-of-the-raw": Mistake(
        "mean and deviation are those before the logarithm",
        "Has each column of train, prepared so, the mean 0?",
        "First the logarithm, then the statistics of what it gives.",
    ),
    "worst-for-best": Mistake(
        "it takes the strength with the highest loss",
        "Is a high log loss good or bad?",
        "The log loss is the price of the answers; the lowest is wanted.",
    ),
}


def explain(name: str, words: Mapping[str, Mapping[str, str]]) -> Mistake:
    """Return a mistake of the catalogue as it is told in an exercise.

    Parameters
    ----------
    name : str
        Such as wrong-sign.
    words : mapping
        Of the exercise: by the name of a mistake, what it says otherwise of its title, hint or why.

    Returns
    -------
    Mistake
        Its title, hint and explanation.

    Examples
    --------
    >>> explain("wrong-sign", {}).title
    'the sign is wrong'
    >>> explain("wrong-sign", {"wrong-sign": {"title": "it is y - p"}}).title
    'it is y - p'
    """
    return replace(CATALOGUE[name], **words.get(name, {}))
