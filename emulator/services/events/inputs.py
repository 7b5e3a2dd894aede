"""What a target gets: the event, a part of it, a constant, or a text made from it.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
"""

from __future__ import annotations

import json
import re
from typing import Any

PLACEHOLDER = re.compile(r"<([\w.-]+)>")
STEP = re.compile(r"\.([\w:/-]+)|\[(\d+)\]|\['([^']+)'\]")


def input_for(target: dict[str, Any], event: dict[str, Any]) -> str:
    """The text that is sent to a target."""
    if target.get("Input"):
        return target["Input"]
    if target.get("InputPath"):
        return json.dumps(look_up(target["InputPath"], event))
    transformer = target.get("InputTransformer")
    if transformer:
        paths = transformer.get("InputPathsMap") or {}
        values = {name: look_up(path, event) for name, path in paths.items()}
        values["aws.events.event.json"] = event
        return fill(transformer["InputTemplate"], values)
    return json.dumps(event)


def look_up(path: str, event: Any) -> Any:
    """The value at a path like `$.detail.instance-id`; None when there is none."""
    value = event
    for name, index, quoted in STEP.findall(path.removeprefix("$")):
        try:
            value = value[int(index)] if index else value[name or quoted]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def fill(template: str, values: dict[str, Any]) -> str:
    """Put values into `<name>`: as they are inside a string, as JSON elsewhere."""

    def put(match: re.Match[str]) -> str:
        value = values.get(match.group(1))
        before = template[: match.start()]
        inside_string = len(re.findall(r'(?<!\\)"', before)) % 2 == 1
        if not inside_string:
            return json.dumps(value)
        text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
        return json.dumps(text)[1:-1]

    return PLACEHOLDER.sub(put, template)
