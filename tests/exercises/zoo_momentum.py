"""Wrong and right submissions for the exercises on descent, understood."""

import numpy as np


def ball(theta, velocity, slope, alpha, beta):
    new = beta * velocity - alpha * slope
    return theta + new, new


def ball_in_place(theta, velocity, slope, alpha, beta):
    velocity *= beta
    velocity -= alpha * slope
    return theta + velocity, velocity


def rate(step, warm, steps, highest):
    up = min(step / warm, 1)
    down = max(step - warm, 0) / (steps - warm)
    return highest * up * np.cos(np.pi / 2 * down) ** 2


def fitted(theta, X, y):
    h = 1 / (1 + np.exp(-X @ theta))
    return h * (1 - h), X @ theta + (y - h) / h / (1 - h)


def error(gradient, numeric):
    return max(abs(gradient - numeric)) / max(*abs(gradient), *abs(numeric))


ZOO = {
    "condition": {
        "wrong": [
            ("bends-exchanged", lambda H: np.linalg.eigvalsh(H)[0] / np.linalg.eigvalsh(H)[-1]),
            ("diagonal-for-bends", lambda H: max(np.diag(H)) / min(np.diag(H))),
            ("difference-for-ratio", lambda H: np.linalg.eigvalsh(H)[-1] - np.linalg.eigvalsh(H)[0]),
            ("condition-squared", lambda H: np.linalg.cond(H @ H)),
            ("wrong-sign", lambda H: -np.linalg.cond(H)),
            ("prints", lambda H: print(np.linalg.cond(H))),
        ],
        "right": [
            np.linalg.cond,
            lambda H: np.linalg.norm(H, 2) * np.linalg.norm(np.linalg.inv(H), 2),
            lambda H: max(np.linalg.eigvals(H).real) / min(np.linalg.eigvals(H).real),
        ],
    },
    "ball_step": {
        "wrong": [
            (
                "old-velocity-moves",
                lambda theta, velocity, slope, alpha, beta: (theta + velocity, beta * velocity - alpha * slope),
            ),
            ("pull-upwards", lambda theta, velocity, slope, alpha, beta: ball(theta, velocity, -slope, alpha, beta)),
            ("memory-forgotten", lambda theta, velocity, slope, alpha, beta: ball(theta, velocity, slope, alpha, 0)),
            (
                "memory-as-a-mean",
                lambda theta, velocity, slope, alpha, beta: ball(theta, velocity, slope, (1 - beta) * alpha, beta),
            ),
            ("changes-argument", ball_in_place),
            ("prints", lambda theta, velocity, slope, alpha, beta: print(ball(theta, velocity, slope, alpha, beta))),
        ],
        "right": [
            ball,
            lambda theta, velocity, slope, alpha, beta: (
                theta + beta * velocity - alpha * slope,
                -alpha * slope + beta * velocity,
            ),
            lambda theta, velocity, slope, alpha, beta: ball_in_place(theta, velocity.copy(), slope, alpha, beta),
        ],
    },
    "warmed": {
        "wrong": [
            ("warm-up-forgotten", lambda step, warm, steps, highest: highest * np.cos(np.pi * step / steps / 2) ** 2),
            (
                "wave-from-the-start",
                lambda step, warm, steps, highest: (
                    highest * step / warm if step < warm else highest * np.cos(np.pi * step / steps / 2) ** 2
                ),
            ),
            (
                "whole-wave",
                lambda step, warm, steps, highest: (
                    highest * step / warm
                    if step < warm
                    else highest * np.cos(np.pi * (step - warm) / (steps - warm)) ** 2
                ),
            ),
            (
                "straight-for-cosine",
                lambda step, warm, steps, highest: min(
                    highest * step / warm, highest * (steps - step) / (steps - warm)
                ),
            ),
            (
                "wrong-values",
                lambda step, warm, steps, highest: (
                    highest * min(step / warm, np.cos(np.pi * (step - warm) / (steps - warm) / 2) ** 2)
                ),
            ),
            ("wrong-sign", lambda *given: -rate(*given)),
            ("prints", lambda *given: print(rate(*given))),
        ],
        "right": [
            rate,
            lambda step, warm, steps, highest: (
                highest * step / warm
                if step <= warm
                else highest * (1 - np.sin(np.pi * (step - warm) / (steps - warm) / 2) ** 2)
            ),
            lambda step, warm, steps, highest: np.float64(rate(step, warm, steps, highest)),
        ],
    },
    "working": {
        "wrong": [
            ("gap-turned-round", lambda theta, X, y: (fitted(theta, X, y)[0], 2 * X @ theta - fitted(theta, X, y)[1])),
            ("score-forgotten", lambda theta, X, y: (fitted(theta, X, y)[0], fitted(theta, X, y)[1] - X @ theta)),
            (
                "gap-undivided",
                lambda theta, X, y: (fitted(theta, X, y)[0], X @ theta + y - 1 / (1 + np.exp(-X @ theta))),
            ),
            ("weights-upside-down", lambda theta, X, y: (1 / fitted(theta, X, y)[0], fitted(theta, X, y)[1])),
            ("returns-list", lambda theta, X, y: [part.tolist() for part in fitted(theta, X, y)]),
            ("prints", lambda theta, X, y: print(fitted(theta, X, y))),
        ],
        "right": [
            fitted,
            lambda theta, X, y: tuple(np.stack(fitted(theta, X, y))),
            lambda theta, X, y: (
                1 / (2 + np.exp(X @ theta) + np.exp(-X @ theta)),
                X @ theta + np.where(y == 1, 1 + np.exp(-X @ theta), -1 - np.exp(X @ theta)),
            ),
        ],
    },
    "gradient_error": {
        "wrong": [
            ("error-not-relative", lambda gradient, numeric: abs(gradient - numeric).max()),
            (
                "sign-of-the-slope-kept",
                lambda gradient, numeric: max(gradient - numeric) / max(*abs(gradient), *abs(numeric)),
            ),
            (
                "differences-cancel",
                lambda gradient, numeric: abs(sum(gradient - numeric)) / max(*abs(gradient), *abs(numeric)),
            ),
            (
                "smallest-for-largest",
                lambda gradient, numeric: max(abs(gradient - numeric)) / min(max(abs(gradient)), max(abs(numeric))),
            ),
            ("smallest-for-largest", lambda gradient, numeric: max(abs(gradient - numeric)) / max(abs(gradient))),
            ("smallest-for-largest", lambda gradient, numeric: max(abs(gradient - numeric)) / max(abs(numeric))),
            ("wrong-values", lambda gradient, numeric: error(abs(gradient), abs(numeric))),
            ("wrong-sign", lambda gradient, numeric: -error(gradient, numeric)),
            ("prints", lambda gradient, numeric: print(error(gradient, numeric))),
        ],
        "right": [
            error,
            lambda gradient, numeric: np.linalg.norm(gradient - numeric, np.inf) / np.abs([gradient, numeric]).max(),
            lambda gradient, numeric: float(error(gradient, numeric)),
        ],
    },
}
