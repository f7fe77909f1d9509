"""What may be written, taken from the model: JSON Schemas, explanations, the reference of all fields."""
