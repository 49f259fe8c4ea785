"""Reads the examples of messages with the types that datamodel-code-generator made, and prints which it took and which it refused when spoilt."""

import copy
import json
import sys

import messages
from pydantic import BaseModel, ValidationError

took, refused = [], []
for name, payload in json.load(open(sys.argv[1])):
    kind = getattr(messages, name)
    kind.model_validate(payload)
    took.append(name)
    spoilt = copy.deepcopy(payload)
    spoilt["data"] = {field: {"no": "such"} for field in payload["data"]}
    try:
        kind.model_validate(spoilt)
    except ValidationError:
        refused.append(name)

classes = [name for name, value in vars(messages).items() if isinstance(value, type) and issubclass(value, BaseModel) and value.__module__ == "messages"]
json.dump({"took": took, "refused": refused, "classes": classes}, sys.stdout)
