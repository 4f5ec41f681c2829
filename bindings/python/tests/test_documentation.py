"""Every public thing has a docstring, and the examples in them run."""

import doctest
import inspect

import pytest

import kfrules



def documented():
    yield "kfrules", kfrules
    for name in kfrules.__all__:
        thing = getattr(kfrules, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            yield name, thing
        if inspect.isclass(thing):
            for part, value in vars(thing).items():
                if not part.startswith("_"):
                    yield f"{name}.{part}", value


def examples():
    parser = doctest.DocTestParser()
    for name, thing in documented():
        text = inspect.getdoc(thing) or ""
        test = parser.get_doctest(text, {"kfrules": kfrules}, name, None, 0)
        if test.examples:
            yield test


EXAMPLES = list(examples())


def test_everything_public_is_documented():
    assert [name for name, thing in documented() if not inspect.getdoc(thing)] == []


@pytest.mark.parametrize("test", EXAMPLES, ids=lambda test: test.name)
def test_examples_run(test):
    output = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=output.append, clear_globs=False)
    assert runner.failures == 0, "".join(output)


def test_there_are_examples():
    assert len(EXAMPLES) >= 12
