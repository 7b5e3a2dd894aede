"""Paths with an index. For `$.List[0].Name` AWS gives the value, moto a list with one element, so a
state machine that works on AWS takes the wrong way here.
https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
"""

from __future__ import annotations

import re
import sys
from typing import Any

from moto.stepfunctions.parser.asl.utils import json_path

# A path with a wildcard, a slice, a filter, a union or a recursive step may have many results.
INDEFINITE = re.compile(r"\*|\.\.|\?\(|\[[^\]]*[:,]")

_moto_extract = json_path.extract_json


def extract_json(path: str, data: Any) -> Any:
    value = _moto_extract(path, data)
    if INDEFINITE.search(path) or not (isinstance(value, list) and len(value) == 1):
        return value
    matches = json_path.parse(path).find(data)
    return matches[0].value


for _module in list(sys.modules.values()):
    if getattr(_module, "extract_json", None) is _moto_extract:
        _module.extract_json = extract_json  # type: ignore[attr-defined]
