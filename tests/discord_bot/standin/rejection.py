"""A refusal as Discord words it: an HTTP status and a body of code, message and errors by field.

https://discord.com/developers/docs/reference#error-messages
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

INVALID_FORM_BODY = 50035


class Rejection(Exception):  # noqa: N818 - it is an answer, not a fault of the server
    """An answer other than success."""

    def __init__(self, status: int, code: int, message: str, *, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code} {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    def body(self) -> dict[str, Any]:
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        return body

    def within(self, *path: str | int) -> Rejection:
        """The same refusal, its fields found further down in the body."""
        errors = self.errors
        if errors is not None:
            for part in reversed(path):
                errors = {str(part): errors}
        return Rejection(self.status, self.code, self.message, errors=errors)


def invalid(path: Sequence[str | int], code: str, message: str) -> Rejection:
    """A field that does not fit: 50035 with the error at its path."""
    errors: dict[str, Any] = {"_errors": [{"code": code, "message": message}]}
    return Rejection(400, INVALID_FORM_BODY, "Invalid Form Body", errors=errors).within(*path)


def unauthorized() -> Rejection:
    return Rejection(401, 0, "401: Unauthorized")


def not_found() -> Rejection:
    return Rejection(404, 0, "404: Not Found")


def unknown_channel() -> Rejection:
    return Rejection(404, 10003, "Unknown Channel")


def unknown_message() -> Rejection:
    return Rejection(404, 10008, "Unknown Message")


def unknown_user() -> Rejection:
    return Rejection(404, 10013, "Unknown User")


def unknown_webhook() -> Rejection:
    return Rejection(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Rejection:
    return Rejection(404, 10062, "Unknown interaction")


def already_acknowledged() -> Rejection:
    return Rejection(400, 40060, "Interaction has already been acknowledged.")


def too_many_follow_ups() -> Rejection:
    return Rejection(400, 40094, "This interaction has reached the maximum number of follow up messages")


def missing_access() -> Rejection:
    return Rejection(403, 50001, "Missing Access")


def not_your_message() -> Rejection:
    return Rejection(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> Rejection:
    return Rejection(400, 50006, "Cannot send an empty message")


def cannot_message_person() -> Rejection:
    return Rejection(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> Rejection:
    return Rejection(403, 50013, "Missing Permissions")


def expired_token() -> Rejection:
    return Rejection(401, 50027, "Invalid Webhook Token")
