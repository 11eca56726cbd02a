"""Templates run on our macros and our `escape`: a page comes out as Jinja2's own makes it, whatever came before."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import jinja2
import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.render import headline, sandbox
from reportgen.render.template_cache import CompiledTemplates

TEMPLATES = (
    "{{ text }}|{{ markup }}|{{ text }}|{{ markup|upper }}|{{ text ~ markup }}",
    "{{ 1 }}{{ 1.0 }}{{ true }}{{ none }}{{ '1' }}{{ [1, '<'] }}{{ ('&' * 500) }}",
    "{% macro m(a, b='<', c=2) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(text) }}{{ m(markup, c=3) }}{{ m(1, 2) }}",
    "{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}{{ m('<') }}",
    "{% macro m(a) %}[{{ caller(a) }}]{% endmacro %}{% call(x) m(text) %}<b>{{ x }}</b>{% endcall %}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{% for x in 'a<' %}{{ m(x) }}{{ m(m(x)) }}{% endfor %}",
    "{% set t %}<{{ text }}>{% endset %}{{ t }}{% autoescape false %}{{ text }}{% endautoescape %}",
    "{{ words.pay }}{{ words.items()|list|length }}{{ words['pay'] }}{{ fit.pay }}{{ fit.get('x', 4) }}",
)
VALUES: dict[str, Any] = {
    "text": "a < “b” & 'c'",
    "markup": Markup("a < “b” & 'c'"),
    "words": {"pay": "Pay & more"},
    "fit": MappingProxyType({"pay": 3}),
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_page_is_what_jinja2_makes(template: str) -> None:
    own = sandbox.environment([], CompiledTemplates())
    plain = ImmutableSandboxedEnvironment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    for _ in range(2):
        assert own.from_string(template).render(VALUES) == plain.from_string(template).render(VALUES)


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "not more than 1 argument"),
        ("{% macro m(a) %}{% endmacro %}{{ m(b=2) }}", "no keyword argument 'b'"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", "parameter 'a' was not provided"),
        ("{% macro m() %}{% endmacro %}{{ m._function }}", "_function"),
        ("{{ words.bay }}", "Did you mean “pay”"),
        ("{{ words.__class__ }}", "__class__"),
        ("{{ words.update({}) }}", "update"),
    ],
)
def test_what_is_wrong_is_told(template: str, said: str) -> None:
    with pytest.raises((TypeError, jinja2.TemplateError), match=said):
        sandbox.environment([], CompiledTemplates()).from_string(template).render(VALUES)


def test_a_kept_text_is_of_its_own_kind() -> None:
    plain = headline.without_widow("one & two")
    marked = headline.without_widow(Markup("one & two"))
    assert (type(plain), type(marked)) == (str, Markup)
    sizes = [headline.fit("A title", 300, each).size_pt for each in (((21, 1),), ((21.0, 1),), [[21, 1]])]
    assert list(map(repr, sizes)) == ["21", "21.0", "21"]
