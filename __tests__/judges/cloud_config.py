"""Holds cloud-config to cloud-init's schema: cloud_config.py SCHEMA TEXT prints a line for each finding."""

import json
import sys

import jsonschema
import yaml

schema_file, text = sys.argv[1:]
with open(schema_file, encoding="utf8") as file:
    validator = jsonschema.Draft4Validator(json.load(file))
errors = validator.iter_errors(yaml.safe_load(text))
for line in sorted(f"{'.'.join(map(str, error.absolute_path))}: {error.message}" for error in errors):
    print(line)
