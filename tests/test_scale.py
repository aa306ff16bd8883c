"""Fits from files, block by block and on a cluster: the same bits, little memory, and no loss when a worker dies."""

import os
import signal
import subprocess
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from lrlib import logistic, scale, softmax

rng = np.random.default_rng(5)
M = 200_000  # more than a sample, many blocks


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored")
    X = np.column_stack((np.ones(M), rng.normal(size=(M, 9))))
    W = rng.normal(size=(3, 10))
    y2 = (X @ W[0] + rng.logistic(size=M) > 0).astype(np.int8)
    y3 = (X @ W.T + rng.gumbel(size=(M, 3))).argmax(axis=1)
    for name, array in {"X": X, "y2": y2, "y3": y3, "small": X[:500], "y_small": y2[:500]}.items():
        np.save(folder / f"{name}.npy", array)
    return folder, X, y2, y3


@pytest.mark.slow
def test_two_classes_give_the_same_bits_as_in_memory(files):
    folder, X, y2, _ = files
    for l2 in (0.0, 0.01):
        ours = scale.fit_logistic(folder / "X.npy", folder / "y2.npy", l2=l2)
        theirs = logistic.fit(X, y2, l2=l2)
        assert ours.converged
        np.testing.assert_array_equal(ours.theta, theirs.theta)
        np.testing.assert_array_equal(ours.costs, theirs.costs)


@pytest.mark.slow
def test_many_classes_give_the_same_bits_as_in_memory(files):
    folder, X, _, y3 = files
    ours, theirs = scale.fit_softmax(folder / "X.npy", folder / "y3.npy", 3, l2=0.01), softmax.fit(X, y3, l2=0.01)
    np.testing.assert_array_equal(ours.W, theirs.W)


def test_few_rows_are_read_whole_and_give_the_same_bits(files):
    folder, X, y2, _ = files
    ours = scale.fit_logistic(folder / "small.npy", folder / "y_small.npy", l2=0.1)
    np.testing.assert_array_equal(ours.theta, logistic.fit(X[:500], y2[:500], l2=0.1).theta)


@pytest.mark.parametrize("kind", ["int8", "uint16", "int64", "float16", "float32", ">f8", "bool"])
def test_numbers_of_every_kind_give_the_fit_in_double_precision(kind, tmp_path):
    high = 1 if kind == "bool" else 9
    X = np.column_stack((np.ones(300), rng.integers(0, high + 1, size=(300, 3)))).astype(kind)
    y = (X[:, 1] + 3 * rng.logistic(size=300) > high / 2).astype(kind)
    np.save(tmp_path / "X.npy", X)
    np.save(tmp_path / "y.npy", y)
    theirs = logistic.fit(X.astype(float), y.astype(int))
    ours = scale.fit_logistic(tmp_path / "X.npy", tmp_path / "y.npy")
    assert ours.theta.dtype == float
    np.testing.assert_array_equal(ours.theta, theirs.theta)
    many = scale.fit_softmax(tmp_path / "X.npy", tmp_path / "y.npy", 2, l2=0.1)
    np.testing.assert_array_equal(many.W, softmax.fit(X.astype(float), y.astype(int), l2=0.1).W)


def test_any_map_will_do_and_progress_is_told(files):
    folder, X, y2, _ = files
    told = []
    with ThreadPoolExecutor(2) as pool:
        ours = scale.fit_logistic(
            folder / "X.npy", folder / "y2.npy", l2=0.01, map=pool.map, progress=lambda *now: told.append(now)
        )
    np.testing.assert_array_equal(ours.theta, logistic.fit(X, y2, l2=0.01).theta)
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][1] == ours.cost
    assert told[-1][2] <= 1e-6


@pytest.mark.parametrize(("far", "unit"), [(0.0, 1.0), (100.0, 1.0), (0.0, 1e-60)])
def test_progress_is_told_wherever_columns_lie(far, unit, tmp_path):
    own = np.random.default_rng(0)
    x = own.normal(size=50)
    np.save(tmp_path / "X.npy", np.column_stack((np.ones(50), unit * (x + far))))
    np.save(tmp_path / "y.npy", x + own.logistic(size=50) > 0)
    told = []
    run = scale.fit_logistic(tmp_path / "X.npy", tmp_path / "y.npy", progress=lambda *now: told.append(now))
    assert len(told) > run.steps
    assert [number for number, _, _ in told] == list(range(1, len(told) + 1))
    assert told[-1][1] == pytest.approx(run.cost, rel=1e-12)


@pytest.mark.parametrize(("m", "n"), [(300, 61), (30, 101)])
def test_where_memory_takes_other_steps_the_minimum_is_the_same(m, n, tmp_path):
    own = np.random.default_rng(0)
    X = np.column_stack((np.ones(m), own.normal(size=(m, n - 1))))
    y = X[:, 1] + own.logistic(size=m) > 0
    for name, array in (("X", X), ("y", y)):
        np.save(tmp_path / f"{name}.npy", array)
    ours, theirs = scale.fit_logistic(tmp_path / "X.npy", tmp_path / "y.npy", l2=0.01), logistic.fit(X, y, l2=0.01)
    assert logistic.cost(ours.theta, X, y, l2=0.01) == pytest.approx(
        logistic.cost(theirs.theta, X, y, l2=0.01), rel=1e-14
    )
    np.testing.assert_allclose(ours.theta, theirs.theta, atol=1e-6)


def test_progress_is_shown_line_by_line(capsys):
    scale.show_progress(3, 0.25, 1e-4)
    assert capsys.readouterr().err == "pass   3: cost 0.250000, largest slope 1.0e-04\n"


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
def test_a_cluster_gives_the_same_bits_also_when_a_worker_is_killed(files):
    distributed = pytest.importorskip("distributed")
    folder, X, y2, _ = files
    killed = []
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
    ):

        def kill_one(number, cost, slope):
            if number == 2:
                killed.append(next(iter(client.run(os.getpid).values())))
                os.kill(killed[0], signal.SIGKILL)

        ours = scale.fit_logistic(
            folder / "X.npy", folder / "y2.npy", l2=0.01, map=scale.on_cluster(client, blocks=4), progress=kill_one
        )
    assert killed
    with threadpool_limits(1):  # as in the workers: two BLAS threads add in another order
        np.testing.assert_array_equal(ours.theta, logistic.fit(X, y2, l2=0.01).theta)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak of the memory from /proc")
def test_memory_stays_small_whatever_the_file_holds(tmp_path):
    rows, columns = 600_000, 50  # 240 MB
    stored = np.lib.format.open_memmap(tmp_path / "X.npy", "w+", np.float64, (rows, columns))
    labels = np.empty(rows, np.int8)
    for first in range(0, rows, 50_000):
        part = rng.normal(size=(50_000, columns))
        part[:, 0] = 1
        stored[first : first + 50_000] = part
        labels[first : first + 50_000] = part[:, 1] + rng.logistic(size=50_000) > 0
    stored.flush()
    del stored
    np.save(tmp_path / "y.npy", labels)
    code = (
        "import re, sys; from lrlib import scale; "
        "run = scale.fit_logistic(sys.argv[1], sys.argv[2]); assert run.converged; "
        "print(int(re.search(r'VmHWM:\\s+(\\d+) kB', open('/proc/self/status').read())[1]) / 1024)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "X.npy"), str(tmp_path / "y.npy")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(done.stdout) < 100


def test_what_is_no_file_of_rows_is_refused(files, tmp_path):
    folder, _, y2, _ = files
    np.save(tmp_path / "words.npy", np.array(["a", "b"]))
    np.save(tmp_path / "turned.npy", np.asfortranarray(np.ones((3, 2))))
    np.save(tmp_path / "short.npy", y2[:-1])
    np.save(tmp_path / "two.npy", 2 * y2)
    np.save(tmp_path / "one.npy", np.ones(M))
    np.save(tmp_path / "hole.npy", np.full((M, 2), np.nan))
    for X, y, message in (
        (tmp_path / "words.npy", folder / "y2.npy", "rows of numbers"),
        (tmp_path / "turned.npy", folder / "y2.npy", "C order"),
        (folder / "X.npy", tmp_path / "short.npy", "a label for each"),
        (folder / "X.npy", tmp_path / "two.npy", "labels 0 and 1"),
        (folder / "X.npy", tmp_path / "one.npy", "class 0 never occurs"),
        (tmp_path / "hole.npy", folder / "y2.npy", "NaN"),
        (folder / "y2.npy", folder / "y2.npy", "rows of numbers"),
    ):
        with pytest.raises(ValueError, match=message):
            scale.fit_logistic(X, y)
    with pytest.raises(ValueError, match="class 3 never occurs"):
        scale.fit_softmax(folder / "X.npy", folder / "y3.npy", 4)
    with pytest.raises(FileNotFoundError):
        scale.fit_logistic(folder / "nowhere.npy", folder / "y2.npy")


def test_separable_data_are_named(tmp_path):
    np.save(tmp_path / "X.npy", np.array([[1.0, -2], [1, 0], [1, 0], [1, 2]]))
    np.save(tmp_path / "y.npy", [0, 0, 1, 1])
    with pytest.warns(logistic.SeparationWarning):
        assert not scale.fit_logistic(tmp_path / "X.npy", tmp_path / "y.npy").converged
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert scale.fit_logistic(tmp_path / "X.npy", tmp_path / "y.npy", l2=0.1).converged


def test_rows_are_those_of_an_array(tmp_path):
    array = np.arange(14.0).reshape(7, 2)
    np.save(tmp_path / "X.npy", array)
    rows = scale.Rows(tmp_path / "X.npy")
    for some in (slice(None, None, 2), slice(None, None, -1), slice(3, 1), slice(2, 5), [-1], [6, 0, -7], []):
        np.testing.assert_array_equal(rows[some], array[np.array(some, int) if isinstance(some, list) else some])
    for wrong, error in (([7], IndexError), ([-8], IndexError), ([1.5], TypeError), ([True] * 7, TypeError)):
        with pytest.raises(error):
            rows[wrong]


def test_a_file_of_several_arrays_or_of_none_and_a_number_of_classes_that_is_none_are_refused(tmp_path):
    np.savez(tmp_path / "both.npz", X=np.eye(2), y=np.arange(2))
    (tmp_path / "empty.npy").touch()
    (tmp_path / "text.npy").write_text("1,2")
    np.save(tmp_path / "whole.npy", np.eye(9))
    (tmp_path / "cut.npy").write_bytes((tmp_path / "whole.npy").read_bytes()[:-8])
    none = [(name, "holds no whole array of numbers") for name in ("text.npy", "cut.npy")]
    for name, words in (("both.npz", "several arrays"), ("empty.npy", "is empty"), *none):
        with pytest.raises(ValueError, match=words):
            scale.Rows(tmp_path / name)
    np.save(tmp_path / "X.npy", np.eye(4))
    np.save(tmp_path / "y.npy", np.arange(4) % 2)
    for K in (0, 1, 2.5):
        with pytest.raises(ValueError, match=f"K is {K}"):
            scale.fit_softmax(tmp_path / "X.npy", tmp_path / "y.npy", K)
    np.save(tmp_path / "column.npy", np.arange(4)[:, None] % 2)
    with pytest.raises(ValueError, match=r"holds shape \(4, 1\); wanted are class indices"):
        scale.fit_softmax(tmp_path / "X.npy", tmp_path / "column.npy", 2)
