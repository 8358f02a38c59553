"""Request bodies held against Discord's own OpenAPI document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jsonschema import Draft202012Validator

from .rejection import invalid

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

    from .rejection import Rejection

DOCUMENT = Path(__file__).with_name("discord-openapi.json")


class Schemas:
    """The request bodies that the document describes, by method and path template."""

    def __init__(self) -> None:
        document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
        # The real API takes integers too, which is how discord.py sends them; the document lists only text.
        document["components"]["schemas"]["SnowflakeType"]["type"] = ["string", "integer"]
        self._validators = {
            (method.upper(), path): Draft202012Validator(
                {
                    **body["requestBody"]["content"]["application/json"]["schema"],
                    "components": document["components"],
                }
            )
            for path, methods in document["paths"].items()
            for method, body in methods.items()
        }

    def check(self, method: str, path: str, body: object) -> None:
        """Raise a Rejection when the body is not what the document says the route takes."""
        for error in self._validators[method, path].iter_errors(body):
            raise _rejection(error)


def _rejection(error: ValidationError) -> Rejection:
    error = _meant(error)
    path, limit = list(error.absolute_path), cast("Any", error.validator_value)
    match error.validator:
        case "maxLength":
            return invalid(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")
        case "minLength" | "minItems" | "maxItems":
            schema = cast("dict[str, Any]", error.schema)
            low = schema.get("minLength", schema.get("minItems", 0))
            high = schema.get("maxLength", schema.get("maxItems"))
            return invalid(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        case "required":
            missing = next(name for name in limit if name not in cast("Any", error.instance))
            return invalid([*path, missing], "BASE_TYPE_REQUIRED", "This field is required")
        case "enum" | "const" | "oneOf" | "anyOf":
            return invalid(path, "BASE_TYPE_CHOICES", "This value is not one of those that are taken here.")
        case _:
            return invalid(path, f"BASE_TYPE_{str(error.validator).upper()}", error.message)


def _meant(error: ValidationError) -> ValidationError:
    """The error inside a union, of the variant that the body's `type` names."""
    while error.context:
        variants: dict[object, list[ValidationError]] = {}
        for inner in error.context:
            variants.setdefault(inner.schema_path[0], []).append(inner)
        named = [
            errors
            for errors in variants.values()
            if not any(_is_other_type(inner, depth=len(error.absolute_path)) for inner in errors)
        ]
        if not named:
            return error
        error = named[0][0]
    return error


def _is_other_type(error: ValidationError, *, depth: int) -> bool:
    below = list(error.absolute_path)[depth:]
    return (not below and error.validator == "type") or (below == ["type"] and error.validator == "enum")
