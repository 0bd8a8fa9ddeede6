"""Our own yardstick and the researcher's door: the field's metrics on the field's formats."""
