"""Faults that a JSON Schema finds, in our own words: what is wrong, where, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from orders.located import Keys, Located
from orders.problems import Problem, advice, nearest

_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping (`key: value`)",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "null": "nothing",
}


def schema_problems(located: Located, schema: dict[str, Any]) -> list[Problem]:
    """Return every fault `schema` finds in the file, each with its place; texts that must be quoted among them."""
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema).iter_errors(located.value), key=lambda error: str(error.json_path))
    return [problem for error in errors for problem in _problems(located, error)]


def _problems(located: Located, error: Any) -> Iterator[Problem]:
    keys: Keys = tuple(error.absolute_path)
    if "propertyNames" in error.absolute_schema_path:
        yield _unknown(located, (*keys, error.instance), error)
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        for name in error.instance:
            if name not in known:
                what = f"unknown key `{name}`"
                yield located.problem((*keys, name), "unknown-key", what, advice(name, known), of_name=True)
    elif error.validator == "required":
        yield from _missing(located, keys, error)
    elif error.validator == "type":
        yield _type(located, keys, error)
    elif error.validator == "enum":
        yield _unknown(located, keys, error)
    else:
        yield _other(located, keys, error)


def _missing(located: Located, keys: Keys, error: Any) -> Iterator[Problem]:
    known = error.schema.get("properties", {})
    misspelt = {nearest(name, known) for name in error.instance if name not in known}
    for name in error.validator_value:
        if error.message.startswith(repr(name)) and name not in misspelt:
            told = known.get(name, {}).get("description", "")
            help_text = f"write `{name}: …`" + (f" ({told})" if told else "")
            yield located.problem(keys, "key-missing", f"`{name}` is missing", help_text)


def _unknown(located: Located, keys: Keys, error: Any) -> Problem:
    known = [str(word) for word in error.validator_value] if isinstance(error.validator_value, list) else []
    of_name = "propertyNames" in error.absolute_schema_path
    told = "unknown name" if of_name else "unknown word"
    what = f"{told} `{error.instance}`{_under(keys, of_name)}"
    return located.problem(keys, told.replace(" ", "-"), what, advice(str(error.instance), known), of_name=of_name)


def _under(keys: Keys, of_name: bool) -> str:
    parents = [str(key) for key in (keys[:-1] if of_name else keys) if isinstance(key, str)]
    return f" in `{parents[-1]}`" if parents else ""


def _type(located: Located, keys: Keys, error: Any) -> Problem:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    said = " or ".join(_TYPES[name] for name in wanted)
    if "string" in wanted and isinstance(error.instance, (int, bool, Decimal)):
        written = _written(located, keys)
        what = f"{_name(keys)} must be {said}, `{written}` is not quoted"
        return located.problem(keys, "unquoted-code", what, f'write "{written}"')
    if error.instance is None:
        what = f"{_name(keys)} has no value"
        return located.problem(keys, "value-missing", what, f"write {said} behind it, or remove the key")
    what = f"{_name(keys)} must be {said}"
    told = str(error.schema.get("description", ""))
    help_text = told if told.startswith("write ") else _example(wanted, error.instance, keys)
    return located.problem(keys, "wrong-type", what, help_text)


def _written(located: Located, keys: Keys) -> str:
    """The scalar as it stands in the file, where that can be told from its line."""
    line, column = located.at(*keys)
    rest = located.lines[line - 1][column - 1 :]
    return rest.split(",")[0].split("]")[0].split("}")[0].split(" #")[0].strip()


def _name(keys: Keys) -> str:
    names = [str(key) for key in keys if isinstance(key, str)]
    entry = f" entry {keys[-1] + 1}" if keys and isinstance(keys[-1], int) else ""
    return f"`{'.'.join(names)}`{entry}" if names else "the file"


def _example(wanted: list[str], instance: object, keys: Keys) -> str:
    key = next((str(key) for key in reversed(keys) if isinstance(key, str)), "key")
    if "array" in wanted and isinstance(instance, str):
        return f"write {key}: [{instance}]"
    if "boolean" in wanted:
        return {"yes": "write true", "no": "write false"}.get(str(instance).lower(), "write true or false")
    if "object" in wanted:
        return f"write {key}: {{name: value}}, or its names indented below"
    return "write a number without quotes" if "number" in wanted or "integer" in wanted else "write one word"


def _other(located: Located, keys: Keys, error: Any) -> Problem:
    told = error.schema.get("description", "")
    what = f"{_name(keys)}: {_limit(error)}"
    return located.problem(keys, "value-wrong", what, told or "see the mapping guide: `orderloom mapping check --help`")


def _limit(error: Any) -> str:
    limit, value = error.validator_value, error.instance
    sayings = {
        "minimum": f"{value} is below {limit}",
        "maximum": f"{value} is above {limit}",
        "exclusiveMinimum": f"{value} must be above {limit}",
        "pattern": f"“{value}” does not have the right form",
        "minItems": "the list is empty",
        "minLength": "the text is empty",
        "minProperties": "nothing is in it",
        "const": f"“{value}” must be “{limit}”",
        "uniqueItems": "a value is there twice",
    }
    return sayings.get(error.validator, str(error.message))
