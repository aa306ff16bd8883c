"""The derivation game: every level is played by two roads, and every known wrong line gets its own answer."""

import json
import re
from itertools import chain

import pytest

from lrlib import proofs
from lrlib.proofs.game import desk
from lrlib.proofs.game.judge import BARE, judge
from lrlib.proofs.game.knowledge import BINARY, SOFTMAX
from lrlib.proofs.game.letters import foreign
from lrlib.proofs.game.level import OWN
from lrlib.proofs.game.levels import LEVELS
from lrlib.proofs.game.names import NotATree
from lrlib.proofs.game.reading import read
from lrlib.proofs.game.rules import FREE, RULES, same, single, used
from lrlib.proofs.game.writing import latex, put_in
from lrlib.proofs.plain import plain

EACH = pytest.mark.parametrize("level", LEVELS.values(), ids=list(LEVELS))
D = r"\frac{\partial \mathcal{L}}{\partial z_k}"
CHAIN, BOTH, *_ = LEVELS["softmax-slope"].road


@pytest.mark.slow
@EACH
def test_a_road_is_accepted_line_by_line_and_ends_at_the_goal(level):
    for road in level.roads:
        game = proofs.play(level.name)
        for line in road:
            assert not game.done
            answer = game.write(line)
            assert answer.taken, f"{line}\n{answer.kind}: {answer}"
            assert "No road that is known" not in answer.words, line
        assert game.done
        assert answer.kind == "done"
        assert game.roads()["yours"] == road


def test_the_short_road_is_one_within_the_level_of_the_slope_too():
    game = proofs.play("softmax-slope")
    slope, total = r"\frac{\partial}{\partial z_k}", r"\sum_{l=1}^{K} e^{z_l}"
    told = [
        (rf"{slope} \left( -\sum_{{j=1}}^{{K}} y_j \log \frac{{e^{{z_j}}}}{{{total}}} \right)", "big"),
        (rf"{slope} \left( -\sum_{{j=1}}^{{K}} y_j \log \hat{{y}}_j \right)", "step"),
        (rf"{slope} \left( -\sum_{{j=1}}^{{K}} y_j \log \frac{{e^{{z_j}}}}{{{total}}} \right)", "step"),
        (rf"{slope} \left( -\sum_{{j=1}}^{{K}} y_j \left( z_j - \log {total} \right) \right)", "step"),
    ]
    for line, kind in told:
        answer = game.write(line)
        assert answer.kind == kind, answer
    assert answer.rules == ("logarithm",), "a letter by which a slope is taken is not put away"
    assert "labels that sum to one" in str(game.hint())


def test_a_definition_that_is_differentiated_at_once_is_told_so():
    game = proofs.play("cost-slope")
    assert game.write(r"\frac{d\mathcal{L}}{dh} \cdot \frac{dh}{dz} \cdot \frac{\partial z}{\partial \theta_j}").taken
    words = game.write(r"\left( -\frac{y}{h} + \frac{1 - y}{1 - h} \right) \cdot \frac{dh}{dz} \cdot "
                       r"\frac{\partial z}{\partial \theta_j}").words  # fmt: skip
    assert words.startswith("Proved, by the definition of the loss of one example, differentiated: ")
    assert "(the definition of the loss of one example, differentiated)" in repr(game)
    assert (
        "differentiated"
        not in proofs.play("first-link").write(r"\frac{d}{dh} \left( -y \log h - (1 - y) \log(1 - h) \right)").words
    )


ARITHMETIC = [  # before, after, what was done: each by the words of a teacher
    (r"\frac{d}{dh} \log(1 - h)", r"-\frac{1}{1 - h}", "derivative"),
    (r"\sum_{j=1}^{K} z_j", "z_1 + z_2 + z_3", "sum"),
    (r"z_1 y_1 + z_2 y_2 + z_3 y_3", r"\sum_{j=1}^{K} y_j z_j", "sum"),
    (r"y_k - y_k + \hat{y}_k", r"\hat{y}_k", "cancel"),
    (r"-y_k + \hat{y}_k y_k + \hat{y}_k - \hat{y}_k y_k", r"\hat{y}_k - y_k", "cancel"),
    (r"\frac{y_k \hat{y}_k}{\hat{y}_k}", "y_k", "cancel"),
    (r"\frac{e^{z_1}}{e^{z_1} + e^{z_2}}", r"\frac{1}{1 + e^{z_2} / e^{z_1}}", "cancel"),
    (r"\frac{1}{2} \sum_{j=1}^{K} 2 y_j z_j", r"\sum_{j=1}^{K} y_j z_j", "cancel"),
    (r"\left( -\frac{y}{h} + \frac{1 - y}{1 - h} \right) z", r"\frac{h - y}{h (1 - h)} z", "collect"),
    (r"\frac{y}{h} + \frac{z}{h}", r"\frac{y + z}{h}", "collect"),
    (r"\frac{y + z}{h}", r"\frac{y}{h} + \frac{z}{h}", "expand"),
    (r"y + y", "2 y", "collect"),
    (r"\sum_{j=1}^{K} e^{a} e^{z_j}", r"e^{a} \sum_{j=1}^{K} e^{z_j}", "collect"),
    (r"e^{a} \sum_{j=1}^{K} e^{z_j}", r"\sum_{j=1}^{K} e^{a} e^{z_j}", "expand"),
    (r"\frac{a b - a a}{b^2}", r"\frac{a}{b} \left( 1 - \frac{a}{b} \right)", "collect"),
    (r"\sum_{j=1}^{K} (y_j - z_j) x", r"\sum_{j=1}^{K} y_j x - \sum_{j=1}^{K} z_j x", "expand"),
    (r"(1 - h)^2", "1 - 2 h + h^2", "expand"),
    (r"y (1 - h) - y (1 - h) h", "y - 2 y h + y h^2", "expand"),
    (r"(-1 + h) y + h (1 - y)", "-y + h y + h - h y", "expand"),
    (r"\sum_{j=1}^{K} (z_j - y_j) (z_j a - z_j b)",
     r"\sum_{j=1}^{K} (z_j - y_j) z_j a - \sum_{j=1}^{K} (z_j - y_j) z_j b", "expand"),
    ("a (b + c) + h (y + z)", "a b + a c + h (y + z)", "expand"),
    (r"\frac{e^{z_k} e^{a}}{\sum_{j=1}^{K} e^{z_j} e^{a}}",
     r"\frac{e^{a} e^{z_k}}{e^{a} \sum_{j=1}^{K} e^{z_j}}", "collect"),
    (r"y h", r"y (z + h - z)", "zero"),
    (r"\log \hat{y}_k", r"\log \left( y_k \frac{\hat{y}_k}{y_k} \right)", "zero"),
    (r"\hat{y}_k (\delta_{jk} - \hat{y}_j)",
     r"\begin{cases} \hat{y}_k (1 - \hat{y}_k) & j = k \\ -\hat{y}_j \hat{y}_k & j \neq k \end{cases}", "delta"),
    (r"\frac{\partial z_j}{\partial z_k} + \frac{\partial z_l}{\partial z_k}",
     r"\frac{\partial}{\partial z_k} (z_j + z_l)", "derivative"),
    (r"\sum_{j=1}^{K} y_j (\delta_{jk} - \hat{y}_k)", r"y_k - \hat{y}_k \sum_{j=1}^{K} y_j", "delta"),
    (r"2 (h - 1) h (1 - h)", r"-2 h (1 - h)^2", "turn"),
    (r"(\hat{Y}^\top - Y^\top) X", r"(\hat{Y} - Y)^\top X", "transpose"),
    (r"(\hat{Y} - Y)^\top", r"\hat{Y}^\top - Y^\top", "expand"),
    (r"X^\top Y", r"(Y^\top X)^\top", "transpose"),
    (r"(X^\top)^\top W^\top", r"X W^\top", "transpose"),
    (r"X^\top \hat{Y} - X^\top Y", r"X^\top (\hat{Y} - Y)", "collect"),
    (r"X^\top (\hat{Y} - Y)", r"X^\top \hat{Y} - X^\top Y", "expand"),
    (r"\frac{e^{-t}}{(1 + e^{-t})^2}", r"\frac{1}{1 + e^{-t}} \left( 1 - \frac{1}{1 + e^{-t}} \right)", "order"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "move"), ARITHMETIC, ids=[f"{m[2]}-{i}" for i, m in enumerate(ARITHMETIC)])
def test_what_arithmetic_does_is_named_as_a_teacher_names_it(before, after, move):
    assert single(read(before), read(after), SOFTMAX, ()) == move


def test_every_move_of_arithmetic_has_a_step_in_the_tests():
    assert {move for *_, move in ARITHMETIC} == set(FREE)


@pytest.mark.parametrize(("one", "other"), [(r"X^\top Y", r"Y^\top X"), ("X Y", "X W"), (r"X^\top Y", r"2 X^\top Y")])
def test_matrices_obey_the_laws_of_products_and_no_others(one, other):
    assert single(read(one), read(other), SOFTMAX, ("entries",)) is None


def test_a_product_of_matrices_is_written_in_sums_by_its_own_rule_alone():
    sums, product = r"\sum_{i=1}^{m} h^{(i)} x^{(i)}", r"X^\top \mathbf{h}"
    assert used(read(sums), read(product), BINARY, ()) is None
    assert used(read(product), read(sums), BINARY, ("entries",)) == ("entries",)


@pytest.mark.parametrize(
    ("level", "lines", "line"),
    [
        ("all-at-once", 2, r"\frac{1}{m} X^\top (\mathbf{h} - \mathbf{y})"),
        ("matrix", 1, r"\frac{1}{m} (\hat{Y}^\top - Y^\top) X"),
        ("first-link", 2, r"\frac{h - y}{h (1 - h)}"),
        ("matrix", 0, r"\frac{1}{m} (\hat{Y}^\top X - Y^\top X)"),
    ],
)
def test_a_sum_that_becomes_one_product_is_collected(level, lines, line):
    stand = [LEVELS[level].left, *LEVELS[level].road[:lines]]
    assert judge(LEVELS[level], stand, line).rules == ("collect",)


@pytest.mark.slow
@EACH
def test_a_wrong_line_gets_its_own_answer_wherever_it_is_written(level):
    words = [mistake.words for mistake in level.mistakes]
    assert len(set(words)) == len(words) >= 5
    for mistake in level.mistakes:
        for lines in ([level.left], [level.left, *level.road[:-1]]):
            answer = judge(level, lines, mistake.line)
            assert answer.kind in ("false", "only-if"), f"{mistake.line}: {answer}"
            assert (answer.mistake, mistake.words in answer.words) == (mistake.name, True), f"{mistake.line}: {answer}"
            assert answer.numbers[0], mistake.line


@EACH
def test_no_rule_makes_a_wrong_line_follow(level):
    for mistake in level.mistakes:
        wrong = read(mistake.line)
        assert used(read(level.left), wrong, level.known, level.rules, level.world, level.apart) is None, mistake.line


@pytest.mark.slow
@EACH
def test_hints_lead_to_the_goal_and_are_bound_to_the_line(level):
    game = proofs.play(level.name)
    for _ in range(12):
        if game.done:
            break
        first = game.hint()
        assert first.startswith("Next comes ")
        while not (line := game.hint()).startswith("The next line: "):
            assert line.startswith("The next line has this form")
        assert game.write(line.removeprefix("The next line: ").strip("$")).taken, line
        assert game.hints == 0
    assert game.done
    assert game.hint() == "You are there."


@pytest.mark.slow
@EACH
def test_a_rule_that_is_offered_can_be_chosen_at_each_line(level):
    for n in range(len(level.short)):
        offered = desk.moves(level, level.short[:n])
        assert offered
        for rule in offered:
            answer = desk.move(level, level.short[:n], rule)[-1]
            assert answer.taken, f"{rule}: {answer.line}: {answer}"
            assert answer.rules == (rule,)


@EACH
def test_what_is_written_down_again_is_read_as_the_same(level):
    for line in (level.left, level.goal, *chain(*level.roads), *(m.line for m in level.mistakes)):
        assert same(read(latex(read(line))), read(line)), line


def test_the_map_has_the_levels_of_four_chapters():
    assert len(proofs.levels()) >= 15
    assert {level.chapter for level in LEVELS.values()} == {3, 4, 7, 8}
    names = list(LEVELS)
    for name, level in LEVELS.items():
        assert all(names.index(before) < names.index(name) for before in level.after), name
    assert proofs.levels(8)["softmax-slope"] == "Probability minus truth"
    with pytest.raises(ValueError, match="there is no level 'softmax'; wanted is one of sigmoid-slope"):
        proofs.play("softmax")


STEPS = [  # before, after, rule
    (r"\frac{d}{dz} (1 + e^{-z})^{-1}", r"-(1 + e^{-z})^{-2} \cdot \frac{d}{dz} e^{-z}", "chain", BINARY),
    (r"\frac{\partial}{\partial z_k} (z_k e^{z_k})", r"e^{z_k} + z_k e^{z_k}", "quotient", SOFTMAX),
    (
        r"\frac{d}{dz} \frac{e^{z}}{1 + e^{z}}",
        r"\frac{e^{z} (1 + e^{z}) - e^{z} e^{z}}{(1 + e^{z})^2}",
        "quotient",
        BINARY,
    ),
    (r"\frac{dh}{dz}", "h (1 - h)", "slope of σ", BINARY),
    (r"\sigma'(z)", r"\sigma(z) (1 - \sigma(z))", "slope of σ", BINARY),
    (r"\frac{\partial \hat{y}_j}{\partial z_k}", r"\hat{y}_j (\delta_{jk} - \hat{y}_k)", "softmax", SOFTMAX),
    (r"\sum_{j=1}^{K} y_j z_j", r"y_k z_k + \sum_{j \neq k} y_j z_j", "split", SOFTMAX),
    (r"z_k \sum_{j=1}^{K} y_j", "z_k", "labels", SOFTMAX),
    (r"\sum_{j \neq k} y_j", "1 - y_k", "labels", SOFTMAX),
    ("y^2 + y", "2 y", "one-hot", BINARY),
    (r"\sum_{j=1}^{K} \hat{y}_j - 1", "0", "shares", SOFTMAX),
    ("e^{z_j - z_k}", r"\frac{e^{z_j}}{e^{z_k}}", "exponential", SOFTMAX),
    (r"\log \frac{y_k}{\hat{y}_k}", r"\log y_k - \log \hat{y}_k", "logarithm", SOFTMAX),
    (r"\log e^{z_k}", "z_k", "logarithm", SOFTMAX),
    (r"\sigma(z)", r"\frac{1}{1 + e^{-z}}", "definition of σ", BINARY),
    (r"\hat{y}_k z_k", r"\frac{z_k e^{z_k}}{\sum_{l=1}^{K} e^{z_l}}", r"definition of \hat{y}", SOFTMAX),
    (r"\frac{\partial z_k}{\partial w_k}", "x", "definition of z", SOFTMAX),
    (r"\frac{1}{m} \sum_{i=1}^{m} h^{(i)} x^{(i)}", r"\frac{1}{m} X^\top \mathbf{h}", "entries", BINARY),
    (D, r"\hat{y}_k - y_k", "loss slope", SOFTMAX),
    (r"\frac{\partial \mathcal{L}}{\partial w_k}", r"(\hat{y}_k - y_k) x", "weight slope", SOFTMAX),
    (r"\frac{\partial \mathcal{L}}{\partial \theta_j}", "(h - y) x_j", "cost slope", BINARY),
    (r"\hat{y}_k (1 - y_k)", r"\hat{y}_k - \hat{y}_k y_k", "expand", SOFTMAX),
    (r"\hat{y}_k - \hat{y}_k y_k", r"\hat{y}_k (1 - y_k)", "collect", SOFTMAX),
    (r"\frac{y_k \hat{y}_k}{\hat{y}_k}", "y_k", "cancel", SOFTMAX),
    (r"\frac{d}{dh} \log(1 - h)", r"-\frac{1}{1 - h}", "derivative", BINARY),
]


@pytest.mark.parametrize(("before", "after", "rule", "known"), STEPS, ids=[f"{s[2]}-{i}" for i, s in enumerate(STEPS)])
def test_a_step_is_named_by_its_rule_in_both_directions(before, after, rule, known):
    family = OWN["softmax" if known is SOFTMAX else "binary"]
    rules = (rule, *family) if rule.endswith(("loss slope", "weight slope", "cost slope")) else family
    one, other = read(before), read(after)
    assert single(one, other, known, rules) == rule
    back = single(other, one, known, rules)
    assert back == rule or (rule in FREE and back in FREE)
    assert (used(one, other, known, ()) is None) == (rule not in FREE)


def test_every_rule_has_a_step_in_the_tests_and_words():
    assert set(RULES) <= {s[2] for s in STEPS}
    assert all(words and said for words, said in RULES.values())


@pytest.mark.parametrize(
    ("lines", "text", "kind", "said"),
    [
        ((), r"\hat{y}_k \sum_{j=1}^{K} y_j - y_k", "big", "3 rules were used at once: the chain rule"),
        ((CHAIN,), r"-y_k (1 - \hat{y}_k) + \sum_{j \neq k} y_j \hat{y}_k", "big", "Which one came first?"),
        ((CHAIN,), CHAIN.replace(r" \cdot", ""), "same", "the line before, in another order"),
        ((CHAIN, BOTH), CHAIN, "back", "True, but it is line 2 again."),
        ((CHAIN, BOTH), D, "back", "line 1 again"),
        ((CHAIN,), r"\hat{y}_k - y_k - 1", "false", "not equal"),
        ((), r"\hat{y}_k - q_k", "unread", "q has no meaning here"),
        ((), r"\frac{\hat{y}_k", "unread", "expected"),
        ((), "", "unread", "There is nothing to read"),
        ((), r"-\frac{\partial \mathcal{L}}{\partial z_k}", "false", "The sign is turned round"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_step_is_told_what_it_is(lines, text, kind, said):
    answer = desk.write(LEVELS["softmax-slope"], lines, text)[-1]
    assert (answer.kind, said in answer.words) == (kind, True), answer
    assert not answer.taken


TOLD = [  # what a clumsy learner types, and what helps
    ("softmax-slope", r"\log\sum_j e^{z_j} - z_y", r"For $z_y$ write $\sum_{j=1}^{K} y_j z_j$."),
    ("softmax-slope", r"-\log \hat y_y", r"For $\log \hat{y}_y$ write $\sum_{j=1}^{K} y_j \log \hat{y}_j$."),
    ("softmax-slope", r"\hat{y}_k - \delta_{ky}", r"For $\delta_{ky}$ write $y_k$."),
    ("softmax-slope", r"\hat{y}_k - \mathbb{1}[k = y]", r"For $\mathbb{1}[k = y]$ write $y_k$."),
    ("hessian", r"\hat{y}_k (1[j = k] - \hat{y}_j)", r"For $1[j = k]$ write $\delta_{jk}$."),
    ("softmax-slope", r"-\sum y_j", r"A sum says over what it runs: write $\sum_{j=1}^{K}$."),
    ("all-at-once", r"\frac{1}{m} \sum (h - y) x", r"write $\sum_{i=1}^{m}$."),
    ("softmax-slope", r"\sum_j \frac{\partial L}{\partial \hat{y}_j} \frac{\partial \hat{y}_j}{\partial z_k}",
     "There is no $L$ in this derivation."),
    ("softmax-slope", r"\frac{q}", "the line ends too early"),
    ("hessian-of-two-classes", "h' x_j x_l", r"a slope says in which letter it is taken: \frac{dh}{dz}"),
    ("all-at-once", r"\frac{1}{m} X^T (h - y)", r"$h$ is of one example; of all of them it is $\mathbf{h}$."),
    ("all-at-once", r"\frac{1}{m} \sum_i h_i x_i", "an example is written above: z^{(i)}"),
    ("matrix", r"\frac{1}{m} X (\hat{Y}^\top - Y^\top)",
     r"$X$ has the shape $m \times n$ and $\hat{Y}^\top - Y^\top$ has the shape $K \times m$: they make no product."),
    ("matrix", r"\frac{1}{m} (\hat{Y}^\top - Y) X", r"they make no sum."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "line", "said"), TOLD, ids=[f"{t[0]}-{i}" for i, t in enumerate(TOLD)])
def test_a_line_that_is_not_read_is_told_the_nearest_form(name, line, said):
    answer = proofs.play(name).write(line)
    assert (answer.kind, said in answer.words) == ("unread", True), answer.words
    assert r"\text" not in answer.words
    assert "efine it in front" not in answer.words


WRONG = [
    (
        "all-at-once",
        r"\frac{1}{m} \sum_i h^{(i)} x^{(i)} - y^{(i)} x^{(i)}",
        "only-if",
        "A sum reaches to the next plus",
    ),
    ("hessian-of-two-classes", r"\frac{\partial}{\partial \theta_l} h x_j - y x_j", "only-if", "A slope reaches to"),
    ("all-at-once", r"\frac{1}{m} (\mathbf{h} - \mathbf{y})^\top X", "false", "Rows and columns are exchanged"),
    ("matrix", r"\frac{1}{m} X^\top (\hat{Y} - Y)", "false", "Rows and columns are exchanged"),
    ("softmax-slope", r"\hat{y} - y", "false", "the line before is a number, and yours is 2 × 1. Is an index missing?"),
    ("batch", r"\frac{1}{m} \sum_i (\hat{y}_k - y_k) x", "false", "nothing has the index $i$"),
]


@pytest.mark.parametrize(("name", "line", "kind", "said"), WRONG, ids=[f"{w[0]}-{i}" for i, w in enumerate(WRONG)])
def test_a_false_line_is_told_what_its_writer_forgot(name, line, kind, said):
    answer = proofs.play(name).write(line)
    assert (answer.kind, said in answer.words) == (kind, True), answer.words


@pytest.mark.parametrize(
    ("name", "line", "rules"),
    [
        ("matrix", r"1/m (\hat Y^T X - Y^T X)", ("collect",)),
        ("matrix", r"(Ŷ - Y)^T \frac{1}{m} X", ("collect",)),
        ("all-at-once", r"1/m * X^T (\mathbf h - \mathbf y)", ("entries",)),
        (
            "softmax-slope",
            r"\sum_j \frac{\partial \mathcal L}{\partial ŷ_j} \frac{\partial ŷ_j}{\partial z_k}",
            ("chain",),
        ),
        ("hessian-of-two-classes", r"x_j * \partial h / \partial \theta_l", ("derivative",)),
        ("hessian", r"\frac{\partial \hat{y}_k}{\partial z_j} - \frac{\partial y_k}{\partial z_j}", ("derivative",)),
    ],
)
def test_a_true_line_is_read_however_it_is_typed(name, line, rules):
    game = proofs.play(name)
    answer = game.write(line)
    assert (answer.taken, answer.rules) == (True, rules), answer
    assert game.hint()


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (r"\exp(t)^2", r"(\exp(t))^2"),
        (r"\exp t^2", r"\exp(t^2)"),
        (r"\log(h)^2", r"(\log h)^2"),
        (r"\log(1-h)^{1-y}", r"\log((1-h)^{1-y})"),
        (r"\sigma(z)^2", r"(\sigma(z))^2"),
    ],
)
def test_a_power_behind_the_brackets_of_a_function_is_that_of_its_value(one, same):
    assert read(one) == read(same)


def test_a_factor_behind_an_argument_without_brackets_is_no_false_line():
    answer = proofs.play("one-line").write(r"-\log h^y(1-h)^{1-y}")
    assert "Write the brackets" in repr(answer)


def test_a_line_with_the_square_of_an_exponential_follows():
    game = proofs.play("sigmoid-slope")
    assert game.write(r"\frac{\exp(t)}{\exp(t)^2+2\exp(t)+1}").kind != "false"


def test_a_hint_is_set_in_a_notebook_and_plain_where_nothing_sets_it():
    game = proofs.play("softmax-slope")
    game.hint()
    form, line = game.hint(), game.hint()
    assert repr(form) == str(form) == "The next line has this form: Σ_j □"
    assert form._repr_markdown_() == r"The next line has this form: $\sum_{j=1}^{K} \square$"
    assert "$" not in repr(line)
    assert game.write(line.removeprefix("The next line: ").strip("$")).taken


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (r"diag(\hat y)", r"\operatorname{diag}(\hat{y})"),
        ("diag(ŷ) - ŷ ŷ^T", r"\operatorname{diag}(\hat{y})"),
        ("softmax(z)_k - y_k", r"\operatorname{softmax}(z)"),
        ("log(y_k)", r"\log"),
        ("sqrt{2}", r"\sqrt"),
        ("max(z)", r"\max"),
    ],
)
def test_an_operator_without_its_backslash_is_named_and_no_letter_of_it(line, written):
    answer = proofs.play("softmax-slope").write(line)
    assert answer.kind == "unread"
    assert f"write {written}." in answer.words


def test_a_line_that_is_not_read_shows_the_place_in_what_was_typed():
    answer = proofs.play("softmax-slope").write(r"\hat{y}_k - q_k")
    _, formula, caret = answer.words.split("\n")[:3]
    assert formula[caret.index("^")] == "q"
    assert "notation=" not in answer.words
    assert r"\text" not in formula


def test_a_notebook_shows_an_answer_with_its_mathematics_set():
    told = proofs.play("no-condition").write(r"\hat{y}_k - y_k")._repr_markdown_()
    assert told.startswith("**True only under a condition.** Here nothing is said about the labels.")
    assert r"Put in $K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1$: $0.5 - 1 = -0.5$, $0.0 = -0.5$" in told
    assert told.endswith(r"True if $\sum_{j=1}^{K} y_j = 1$.")
    shown = proofs.play("no-condition")
    shown.write(CHAIN)
    assert r"\text{the chain rule}" in shown._repr_markdown_()
    assert proofs.play("no-condition").write("q_k")._repr_markdown_().count("```") == 2
    assert "`" not in proofs.play("no-condition").write("z_y")._repr_markdown_()


def test_where_nothing_sets_mathematics_an_answer_is_plain():
    told = str(proofs.play("no-condition").write(r"\hat{y}_k - y_k")).split("\n")
    assert told[-1] == "true if Σ_j y_j = 1"
    for line in (r"\hat{y}_k - y_k", "z_y", r"p_k - y_k", r"\hat{y}_k"):
        assert "$" not in str(proofs.play("no-condition").write(line))
    assert plain(r"y \in \{0, 1\}") == "y in {0, 1}"
    assert plain(r"\sum_{j=1}^{K} y_j^{(i)} = 1 \text{ for all } i") == "Σ_j y_j^(i) = 1 for all i"
    assert plain(r"0.73106 \ge 1.0") == "0.73106 ≥ 1.0"


def test_a_condition_that_is_not_given_is_named():
    game = proofs.play("no-condition")
    answer = game.write(r"\hat{y}_k - y_k")
    assert (answer.kind, answer.needs) == ("only-if", r"\sum_{j=1}^{K} y_j = 1")
    assert "What is their sum, if nobody says so?" in answer.words
    answer = game.write(r"y_k (\hat{y}_k - 1) + z_1 \quad \text{if } K = 2, y_1 = 0, y_2 = 0, z_1 = 0")
    assert (answer.kind, answer.needs) == ("only-if", "K = 2, y_1 = 0, y_2 = 0, z_1 = 0")
    assert proofs.play("softmax-slope").write(rf"{CHAIN} \quad \text{{if }} \sum_{{j=1}}^{{K}} y_j = 1").kind == "step"


def test_a_counter_example_has_the_numbers_put_in_on_both_sides():
    game = proofs.play("no-condition")
    for line in LEVELS["no-condition"].road[:-2]:
        game.write(line)
    where, before, this, both = game.write(r"\hat{y}_k - y_k").numbers
    assert where == "K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1"
    assert before.endswith(" = 0")
    assert (this, both) == (r"0.5 - 1 = -0.5", "0.0 = -0.5")


@pytest.mark.parametrize(
    ("line", "where", "text"),
    [
        (r"\hat{y}_k \sum_{j=1}^{K} y_j",
         "K = 2, k = 1, y_1 = 1, y_2 = 1, z_1 = 1, z_2 = 1: 1 = 2", r"0.5 \cdot \left( 1 + 1 \right) = 1"),
        (r"\sum_{j \neq k} y_j \delta_{jk}", "K = 2, k = 1, y_1 = 1, y_2 = 1 - y_1: 1 = 2", r"0 \cdot 0 = 0"),
        (r"y_k^{(i)} x_1^{(i)}", "for m = 1, k = 2, i = 1, x_1^(1) = 1/2, y_2^(1) = 1: 1 = 2", r"1 \cdot 0.5 = 0.5"),
    ],
)  # fmt: skip
def test_numbers_are_put_in_for_letters(line, where, text):
    assert put_in(read(line), where, SOFTMAX) == text


def test_several_lines_at_once_and_other_spellings():
    game = proofs.play("softmax-slope")
    text = r"$\frac{\partial \mathcal{L}}{\partial z_k} = \sum_j \frac{∂ℒ}{∂\hat y_j} · \frac{∂ŷ_j}{∂z_k} "
    text += r"= \sum_j -\frac{y_j}{ŷ_j} \cdot \frac{∂ŷ_j}{∂z_k}$"
    assert game.write(text).kind == "step"
    assert (len(game.lines), game.by) == (2, ["chain", r"definition of \mathcal{L}"])
    aligned = r"\begin{aligned} &= \sum_{j=1}^{K} y_j (\hat{y}_k - \delta_{jk}) \\ &= \hat{y}_k - y_k \end{aligned}"
    assert game.write(aligned).kind == "done"
    assert "goal" in repr(game)
    assert game.undo().undo().lines == game.lines[:2]


def test_a_third_road_is_accepted():
    game = proofs.play("softmax-slope")
    for line in (
        r"\frac{\partial}{\partial z_k} \left( -\sum_{j=1}^{K} y_j \log \hat{y}_j \right)",
        r"\frac{\partial}{\partial z_k} \left( -\sum_{j=1}^{K} y_j \log \frac{e^{z_j}}{\sum_{l=1}^{K} e^{z_l}} \right)",
        r"\frac{\partial}{\partial z_k} \left( -\sum_{j=1}^{K} y_j z_j + \sum_{j=1}^{K} y_j \log "
        r"\sum_{l=1}^{K} e^{z_l} \right)",
        r"-y_k + \sum_{j=1}^{K} y_j \frac{e^{z_k}}{\sum_{l=1}^{K} e^{z_l}}",
        r"-y_k + \hat{y}_k \sum_{j=1}^{K} y_j",
        r"\hat{y}_k - y_k",
    ):
        assert game.write(line).taken, line
    assert game.done


def test_a_dead_end_stands_and_is_told_kindly_with_what_is_missing():
    game = proofs.play("softmax-slope")
    game.write(CHAIN)
    answer = game.write(CHAIN + r" + \frac{y_k}{\hat{y}_k} - \frac{y_k}{\hat{y}_k}")
    assert answer.taken
    game = proofs.play("second-split")
    answer = game.write(r"(-1 + \hat{y}_k) y_k^2 + \hat{y}_k (1 - y_k)")
    assert answer.taken
    with pytest.raises(ValueError, match="the roads are shown at the goal"):
        game.roads()


def test_a_rule_that_does_not_apply_changes_nothing():
    game = proofs.play("softmax-slope")
    answer = game.move("shares")
    assert (answer.taken, game.lines) == (False, [])
    assert "nothing in the last line" in answer.words


def test_a_page_asks_in_json_and_nothing_is_remembered():
    level = "softmax-slope"
    first = desk.asked({"ask": "write", "level": level, "lines": [], "text": CHAIN})
    assert first["head"] == "Proved"
    assert (first["kind"], first["stand"], first["by"]) == ("step", [CHAIN], ["the chain rule"])
    again = desk.asked({"ask": "write", "level": level, "lines": [], "text": CHAIN})
    assert first == again
    question = {"ask": "write", "level": level, "lines": [], "text": CHAIN}
    assert json.loads(desk.answered(json.dumps(question))) == json.loads(json.dumps(first))
    wrong = desk.asked({"ask": "write", "level": level, "lines": [CHAIN], "text": r"y_k - \hat{y}_k"})
    assert (wrong["kind"], wrong["mistake"], wrong["stand"]) == ("false", "truth minus prediction", [])
    assert "chain" in [name for name, *_ in desk.asked({"ask": "moves", "level": level})["moves"]]
    assert desk.asked({"ask": "move", "level": level, "lines": [CHAIN], "rule": "split"})["kind"] == "step"
    assert desk.asked({"ask": "hint", "level": level, "lines": [CHAIN], "number": 0})["hint"].startswith("Next comes")
    assert desk.asked({"ask": "roads", "level": level})["road"][0] == CHAIN
    with pytest.raises(ValueError, match="'win' is no question"):
        desk.asked({"ask": "win", "level": level})


def test_what_no_rule_speaks_of_is_no_tree():
    for line in (r"\prod_{j=1}^{K} y_j", r"\hat{y}_k -", r"\lVert x \rVert", "y_k )"):
        with pytest.raises(NotATree):
            read(line)


GIVEN = [
    ("cross-entropy-slope", [r"c(t) := -\log \sigma(t)", r"\sigma(t) := \frac{1}{1 + e^{-t}}"]),
    ("bend", [r"h := \sigma(z)"]),
    ("short-road", [r"\hat{y}_k := \frac{e^{z_k}}{\sum_{j=1}^{K} e^{z_j}}"]),
    ("one-line", []),
]


@pytest.mark.parametrize(("name", "letters"), GIVEN)
def test_a_level_says_what_its_letters_are(name, letters):
    (about,) = [level for level in desk.asked({"ask": "map", "level": name})["levels"] if level["name"] == name]
    assert about["letters"] == proofs.play(name).given == letters


@EACH
def test_what_is_given_speaks_of_letters_of_the_derivation(level):
    texts = " ".join((level.left, level.goal, *level.road, *level.learns))
    for definition in proofs.play(level.name).given:
        assert re.match(r"\\(?:hat|mathcal)\{\w\}|\\sigma|\w", definition)[0] in texts


@EACH
def test_no_line_of_a_level_has_a_letter_that_is_foreign_to_it(level):
    for line in (level.left, level.goal, *chain(*level.roads), *(m.line for m in level.mistakes)):
        assert foreign(level, read(line)) == ""


def test_another_letter_is_named_and_not_called_false():
    answer = proofs.play("sigmoid-slope").write(r"\frac{e^{-z}}{(1 + e^{-z})^2}")
    assert answer.kind == "unread"
    assert answer.words == "There is no $z$ in this derivation. Write the line with its own letters: $t$."


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("y_hat_k - y_k", "hat"),
        ("yhat_k - y_k", "hat"),
        ("-log y_k", "log"),
        ("frac{1}{2}", "frac"),
        ("exp z_k", "exp"),
    ],
)
def test_a_word_without_its_backslash_is_said_to_want_one(typed, word):
    answer = proofs.play("softmax-slope").write(typed)
    assert answer.kind == "unread"
    assert answer.words.startswith("A word begins with a backslash: write \\")
    assert f"\\{word}" in answer.words


@EACH
def test_no_line_of_a_level_has_a_word_that_wants_a_backslash(level):
    for line in (level.left, level.goal, *chain(*level.roads), *(m.line for m in level.mistakes)):
        assert not BARE.search(line)


def test_writing_out_a_definition_is_no_rule_of_its_own():
    answer = proofs.play("squared-slope").write(r"2 (\sigma(t) - 1) \sigma'(t)")
    assert (answer.kind, answer.rules) == ("step", ("chain",))
    assert "by the chain rule with the definition of q" in answer.words
    game = proofs.play("cross-entropy-slope")
    assert game.write(r"\frac{d}{dt} (-\log \sigma(t))").taken
    assert game.write(r"-\frac{\sigma(t) (1 - \sigma(t))}{\sigma(t)}").taken
    assert proofs.play("squared-slope").write(r"2 (\sigma(t) - 1) \sigma(t) (1 - \sigma(t))").kind == "big"


@pytest.mark.parametrize("text", [r"(-\log \sigma(t))'", r"\left(-\log \sigma(t)\right)^\prime"])
def test_a_prime_behind_a_bracket_is_told_how_it_is_written(text):
    answer = proofs.play("cross-entropy-slope").write(text)
    assert (answer.kind, r"\frac{d}{dt}" in answer.words) == ("unread", True)
    assert any(r"\frac{d}{dt}" in sign for sign in desk.palette(LEVELS["cross-entropy-slope"]))


def test_who_types_no_latex_is_told_so():
    words = proofs.play("cost-slope").write("dL/dh * dh/dz * dz/dtheta_j").words
    assert "Type LaTeX" in words
    assert "A = B" not in words


ODD = (  # what a reader may type: none of it is a step, and none of it breaks the game
    r"\hat{y}", r"\hat{y}_{jk}", "e^{e^{e^{e^{z_k}}}}", r"\frac{1}{0}", r"\frac{1}{y_k - y_k}", "=", "==",
    r"\text{if }", r"\begin{cases}", "$$", "{", r"\frac", r"\sum", r"\sum_{j=1}^{K}", r"\delta_{j}", "x^y^z", "((",
    r"\\", "&", "#", "\n", "é", "0^{-1}", r"\log 0", r"\log(-1)", r"w_k^\top", r"X^\top", r"\sigma(", "y'_k", "K",
    r"z_{12}", r"\sum_{q} y_q", r"\frac{d}{dz_k} L", r"\hat{y}_k^{(i)} - y_k^{(i)}", "1000000^{1000000}",
    r"\hat{y}_k - y_K", r"\frac{\partial}{\partial}",
)  # fmt: skip


@pytest.mark.parametrize("name", ["softmax-slope", "cost-slope", "two-classes", "second-split", "all-at-once"])
def test_whatever_is_typed_is_answered(name):
    for text in ODD:
        told = desk.asked({"ask": "write", "level": name, "lines": [], "text": text})
        assert told["kind"] in ("unread", "false", "only-if", "unclear", "same"), (text, told)
        assert told["words"]
        assert told["stand"] == []


def test_the_palette_writes_every_line_of_the_roads():
    for level in LEVELS.values():
        signs = " ".join(desk.palette(level))
        for line in chain(*level.roads):
            for sign in (r"\hat{y}_k", r"\sum", r"\log", r"\sigma", r"\theta", r"\delta", r"\mathbf{h}", r"\top"):
                assert sign not in line or sign in signs, (level.name, sign)
