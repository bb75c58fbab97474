#!/usr/bin/python3
"""Every JSON file can be read, and every JSON Schema is one."""
import json

import jsonschema
import repository


def check(root):
    complaints = []
    schemas = 0
    for path in repository.files(root, ".json"):
        try:
            document = json.loads(repository.read(root, path))
            if "$schema" in document and path.endswith("schema.json"):
                schemas += 1
                jsonschema.validators.validator_for(
                    document, default=None).check_schema(document)
        except (ValueError, AttributeError, jsonschema.SchemaError) as error:
            complaints.append(f"{path}: {str(error).splitlines()[0]}")
    if schemas == 0:
        complaints.append("there is no *schema.json")
    return complaints


if __name__ == "__main__":
    repository.main(check)
