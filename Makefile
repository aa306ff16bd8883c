PYTHON ?= python3

.DEFAULT_GOAL := help
export BROWSERS URL PAGE INTO BRANCH TAG SEED
.PHONY: help book gettext test check mutate bench proofs chapters lab serve runtime reveal lock repository term fork across workflows colab-check versions processors links release reproducible pdf downloads figures exam lms test-lms dry-run clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

book:  ## build the site and print where it is; PAGE=chapters/03-cost.ipynb builds one page
	$(PYTHON) scripts/course.py book

gettext:  ## write the templates of all words; INTO=de brings its catalogues up to date, PAGE=... adds a page
	$(PYTHON) scripts/course.py gettext

test:  ## run every test: units, chapters' outputs, site
	$(PYTHON) scripts/course.py test

check:  ## run what a commit must pass
	$(PYTHON) scripts/course.py check

mutate:  ## alter every displayed equation, and the reader itself; all must be noticed
	$(PYTHON) scripts/course.py mutate

bench:  ## time lrlib against scikit-learn, half an hour; QUICK=--quick takes a minute
	$(PYTHON) scripts/course.py bench $(QUICK)

proofs:  ## time the proof of every equation and store the seconds that the register shows
	$(PYTHON) scripts/course.py proofs

chapters:  ## run the chapters and store them ready to commit
	$(PYTHON) scripts/course.py chapters

lab:  ## open the chapters in JupyterLab, in an environment of its own
	$(PYTHON) scripts/course.py lab

serve:  ## open the built site on a local port
	$(PYTHON) scripts/course.py serve

runtime:  ## make anew the packs of Python in the page; needs node
	$(PYTHON) scripts/course.py runtime

reveal:  ## renew reveal.js, with which the slides are made; needs npm
	$(PYTHON) scripts/course.py reveal

lock:  ## renew the exact list of packages
	$(PYTHON) scripts/course.py lock

repository:  ## set the address of the course: make repository URL=https://github.com/OWNER/NAME
	$(PYTHON) scripts/course.py repository "$$URL"

term:  ## have set-up cells follow a branch or a tag: make term BRANCH=fall-2026, or TAG=NAME
	$(PYTHON) scripts/course.py term

fork:  ## act out a fork: set an address, freeze a term, do what the workflow that publishes it does
	$(PYTHON) scripts/course.py fork

across:  ## run every page's Python under node and in three browsers; BROWSERS=firefox is one
	$(PYTHON) scripts/course.py across

workflows:  ## lint the workflows with actionlint and zizmor
	$(PYTHON) scripts/course.py workflows

colab-check:  ## run every chapter alone with Colab's versions
	$(PYTHON) scripts/course.py colab-check

versions:  ## run chapters and tests with the oldest and newest packages; LEGS=3.12:newest runs one
	$(PYTHON) scripts/course.py versions $(LEGS)

processors:  ## run the chapters as on two older kinds of processor; what they store must be the same
	$(PYTHON) scripts/course.py processors

links:  ## ask every link to another site whether it is there
	$(PYTHON) scripts/course.py links

release:  ## build sdist and wheel into dist/, and try the wheel with NumPy alone
	$(PYTHON) scripts/course.py release

reproducible:  ## build the site twice, in two folders; every byte must be the same
	$(PYTHON) scripts/course.py reproducible

pdf:  ## the whole book as one PDF, from the built site
	$(PYTHON) scripts/course.py pdf

downloads:  ## put the PDF, a zip that runs offline and one of all pictures into the built site
	$(PYTHON) scripts/course.py downloads

figures:  ## every drawn picture of the book as SVG and PDF, in _build/figures.zip
	$(PYTHON) scripts/course.py figures

exam:  ## write an exam and its key as PDF and Markdown: make exam SEED=7
	$(PYTHON) scripts/course.py exam

lms:  ## quizzes for Canvas, Moodle and others, assignments for otter and nbgrader: make lms SEED=7
	$(PYTHON) scripts/course.py lms

test-lms:  ## try them by the published schemas and with the real packages, in an environment of its own
	$(PYTHON) scripts/course.py test-lms

dry-run:  ## act out an instructor's first week in a fresh fork, each step timed
	$(PYTHON) scripts/course.py dry-run

clean:  ## remove what was built, and the environments
	rm -rf _build .venv .venv-lab .venv-lms .pytest_cache .mypy_cache .ruff_cache .hypothesis
