"""Walks a JSON Schema beside a value, or along a path: only what the schemas in config/schema/ are made of."""

COMBINED = ("anyOf", "allOf", "oneOf")
NO_SCHEMAS = ("not", "enum", "examples", "default", "defaultSnippets")


def alternatives(root, schema, pointer):
    """(schema, pointer) of a schema and of all that it combines, with every $ref resolved."""
    while "$ref" in schema:
        pointer = schema["$ref"].removeprefix("#")
        schema = root
        for step in pointer.strip("/").split("/"):
            schema = schema[step]
    yield schema, pointer
    for combined in COMBINED:
        for number, member in enumerate(schema.get(combined, [])):
            yield from alternatives(root, member, f"{pointer}/{combined}/{number}")


def declared_properties(schema, pointer=""):
    """Every property that a schema declares, as (pointer of its mapping, name)."""
    if isinstance(schema, list):
        for number, member in enumerate(schema):
            yield from declared_properties(member, f"{pointer}/{number}")
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "additionalProperties" in schema:
            yield from ((pointer, key) for key in schema["properties"])
        for name, member in schema.items():
            if name not in NO_SCHEMAS:
                yield from declared_properties(member, f"{pointer}/{name}")


def used_properties(root, schema, value, pointer=""):
    """The declared properties that `value` makes use of."""
    for found, where in alternatives(root, schema, pointer):
        if isinstance(value, dict):
            for key in value.keys() & found.get("properties", {}).keys():
                yield where, key
                yield from used_properties(root, found["properties"][key], value[key], f"{where}/properties/{key}")
        if isinstance(value, list) and "items" in found:
            for member in value:
                yield from used_properties(root, found["items"], member, f"{where}/items")


def words_at(root, path):
    """Every text that the schema lists or shows as an example for the value at `path`."""
    schemas = [root]
    for step in path:
        below = []
        for schema in schemas:
            for found, _ in alternatives(root, schema, ""):
                if isinstance(step, int):
                    below += [found["items"]] if "items" in found else []
                else:
                    below += [found["properties"][step]] if step in found.get("properties", {}) else []
                    extra = found.get("additionalProperties")
                    below += [extra] if isinstance(extra, dict) else []
        schemas = below
    words = set()
    for schema in schemas:
        for found, _ in alternatives(root, schema, ""):
            words |= {word for name in ("enum", "examples") for word in found.get(name, []) if isinstance(word, str)}
    return sorted(words)
