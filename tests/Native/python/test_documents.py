"""docs/numpy.md names all there is."""

import inspect
import os
import re

from support import enable

PAGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..", "docs", "numpy.md")


def _words():
    with open(PAGE) as file:
        return set(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", file.read()))


def test_every_counter_is_explained():
    _, millpond = enable()
    missing = set(millpond.stats()) - _words()
    assert not missing, missing


def test_every_finding_is_named():
    _, millpond = enable()
    missing = set(millpond.diagnose()) - _words()
    assert not missing, missing


def test_every_variable_is_explained():
    import millpond
    named = {word.partition("=")[0] for word in _words()}
    folder, used = os.path.dirname(millpond.__file__), {"MILLPOND_AUTOLOAD"}
    for name in os.listdir(folder):
        if name.endswith(".py"):
            with open(os.path.join(folder, name)) as file:
                used |= set(re.findall(r"\bMILLPOND(?:_[A-Z]+)+\b", file.read()))
    from millpond import _options
    used |= {"MILLPOND", *("MILLPOND_" + name for name in _options._HELP)}
    assert used <= named, used - named


def test_every_policy_is_named():
    from millpond import _options
    assert set(_options.POLICIES) <= _words()


def test_signatures_are_the_documented_ones():
    import millpond
    documented = next(word for word in _words() if word.startswith("enable(thrift"))
    assert "enable" + str(inspect.signature(millpond.enable)).replace("'", '"') == documented
    assert inspect.signature(millpond.enabled) == inspect.signature(millpond.enable)


def test_every_function_has_documentation():
    import millpond
    words = {word.partition("(")[0] for word in _words()}
    for name in millpond.__all__:
        assert inspect.getdoc(getattr(millpond, name)) and name in words, name
