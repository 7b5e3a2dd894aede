"""What a path selects. One that can select many (a wildcard, a slice, a filter) always gives a list, also
of one or of nothing: `$.jar[?(@.a >= 5)] => [{"a": 5}, {"a": 7}]`. Any other one gives the value itself. moto gives
a list for `$.List[0].Name`, a bare value for a filter with one result, and an error for one with none, so a state
machine that works on AWS takes the wrong way here.
https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
"""

from __future__ import annotations

import re
import sys
from typing import Any

from moto.stepfunctions.parser.asl.utils import json_path

# A path with a wildcard, a slice, a filter, a union or a recursive step may have many results.
INDEFINITE = re.compile(r"\*|\.\.|\?\(|\[[^\]']*[:,]")

_moto_extract = json_path.extract_json


def extract_json(path: str, data: Any) -> Any:
    matches = json_path.parse(path).find(data)
    if INDEFINITE.search(path):
        return [match.value for match in matches]
    if not matches:
        raise json_path.NoSuchJsonPathError(json_path=path, data=data)
    return matches[0].value


for _module in list(sys.modules.values()):
    if getattr(_module, "extract_json", None) is _moto_extract:
        _module.extract_json = extract_json  # type: ignore[attr-defined]
