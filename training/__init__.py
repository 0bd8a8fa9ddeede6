"""What was fitted and how: scripts that write the coefficients and models the package ships."""
