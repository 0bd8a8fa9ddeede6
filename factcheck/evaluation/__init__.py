"""The researcher's door and our own yardstick: the field's metrics on files in the field's formats."""
